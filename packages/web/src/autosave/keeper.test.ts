import { expect, test } from 'vitest'
import { Keeper } from './keeper.ts'

/** A device that takes its time over each write, or refuses it. */
function device({ refuses = false, kept = false } = {}) {
  const writes: (string | null)[] = []
  const told: boolean[] = []
  const write = async (value: string | null) => {
    await Promise.resolve()
    if (refuses) throw new Error('private browsing')
    writes.push(value)
  }
  const keeper = new Keeper<string>(
    write,
    () => write(null),
    (onDevice) => told.push(onDevice),
    kept,
  )
  return { keeper, writes, told }
}

test('REF-12 what is typed quickly is written one after the other, and the latest last', async () => {
  const { keeper, writes } = device()
  for (const typed of ['A', 'A r', 'A ro', 'A room']) keeper.put(typed)
  await keeper.settled()
  expect(writes).toEqual(['A', 'A room'])
})

test('REF-12 it leaves the device when nothing is left to keep, and what another page keeps there stays', async () => {
  const { keeper, writes } = device()
  keeper.put(null)
  await keeper.settled()
  expect(writes).toEqual([])
  keeper.put('A room')
  keeper.put(null)
  await keeper.settled()
  expect(writes).toEqual(['A room', null])
  const found = device({ kept: true })
  found.keeper.put(null)
  await found.keeper.settled()
  expect(found.writes).toEqual([null])
})

test('a device that keeps nothing is said to', async () => {
  const { keeper, told } = device({ refuses: true })
  keeper.put('A room')
  await keeper.settled()
  expect(told).toEqual([false])
})
