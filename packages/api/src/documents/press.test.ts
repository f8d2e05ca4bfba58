import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { openPress } from './press.ts'

const paper = {
  template: 'for-her',
  at: '2026-03-02T09:00:00Z',
  data: {
    ...{ size: 11, language: 'en', title: 'For her', intro: ['Hers'], parts: [], services: [], rows: [] },
    ...{ choices: [], words: { sign: '' }, foot: '' },
  },
}

/** How far each thread of this process stands back, 19 at most. */
const niceness = () =>
  readdirSync('/proc/self/task').map((thread) =>
    Number(readFileSync(`/proc/self/task/${thread}/stat`, 'latin1').split(') ')[1]?.split(' ')[16]),
  )

it.runIf(process.platform === 'linux')(
  'OPS-7 what is printed stands back behind what people wait for',
  async () => {
    const press = openPress()
    onTestFinished(() => press.close())
    const [mine, before] = [getPriority(), niceness()]
    expect(before.every((nice) => nice <= mine)).toBe(true)
    await press.print(paper)
    expect(Math.max(...niceness())).toBe(Math.min(19, mine + 10))
    expect(getPriority()).toBe(mine)
  },
)

it('OPS-7 of what is asked for at once so many wait and no more: the next hears when to come again', async () => {
  const press = openPress()
  onTestFinished(() => press.close())
  const asked = Array.from({ length: 21 }, () => press.print(paper))
  expect(() => press.mustHaveRoom()).toThrow(
    expect.objectContaining({ code: 'service.unavailable', extra: { retryAfterSeconds: 10 } }),
  )
  expect(new Set((await Promise.all(asked)).map(({ length }) => length)).size).toBe(1)
})
