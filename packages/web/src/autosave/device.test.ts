import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import {
  claimDevice,
  everythingOnDevice,
  forgetOnDevice,
  keepOnDevice,
  keptOnDevice,
  wipeDevice,
} from './device.ts'

const stored = (store: 'keys' | 'drafts') =>
  new Promise<unknown[]>((resolve, reject) => {
    const opening = indexedDB.open('alongside')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const all = opening.result.transaction(store).objectStore(store).getAll()
      all.onsuccess = () => {
        opening.result.close()
        resolve(all.result)
      }
    }
  })

const entry = (value: unknown) => ({ title: 'Her referral', parts: ['Where she sleeps'], path: '/x', value })

beforeEach(() => claimDevice('jo'))

test('REF-12 a draft comes back as it was kept, and stands nowhere in plain words', async () => {
  await keepOnDevice('referral 1', entry({ name: 'Marnie' }))
  await keepOnDevice('referral 1', entry({ name: 'Marnie', sleeps: 'stairwell' }))
  expect(await keptOnDevice('referral 1')).toEqual({ name: 'Marnie', sleeps: 'stairwell' })
  expect(await everythingOnDevice()).toEqual(
    new Map([['referral 1', entry({ name: 'Marnie', sleeps: 'stairwell' })]]),
  )
  const [sealed] = (await stored('drafts')) as { data: ArrayBuffer }[]
  expect(new TextDecoder().decode(sealed?.data)).not.toMatch(/Marnie|Her referral/)
  await forgetOnDevice('referral 1')
  expect(await keptOnDevice('referral 1')).toBeUndefined()
})

test('REF-12 the key is not given out', async () => {
  await keepOnDevice('referral 2', entry('words'))
  const key = (await stored('keys')).find((value) => value instanceof CryptoKey)
  expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
})

test('REF-12 signing out leaves neither drafts nor the key, and nothing is kept after it by a page that typed before', async () => {
  await keepOnDevice('referral 3', entry('words'))
  await wipeDevice()
  expect([...(await stored('drafts')), ...(await stored('keys'))]).toEqual([])
  expect(await keptOnDevice('referral 3')).toBeUndefined()
  await expect(keepOnDevice('referral 3', entry('words'))).rejects.toThrow('nobody is signed in here')
  expect([...(await stored('drafts')), ...(await stored('keys'))]).toEqual([])
})

test('REF-12 the same account finds what it left; another on the same device finds nothing of the one before', async () => {
  await keepOnDevice('referral 4', entry('words'))
  await claimDevice('jo')
  expect(await keptOnDevice('referral 4')).toBe('words')
  await claimDevice('sam')
  expect(await keptOnDevice('referral 4')).toBeUndefined()
})
