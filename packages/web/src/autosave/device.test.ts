import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { claimDevice, Device, device, leaveDevice } from './device.ts'
import { forgetLeftovers } from './leftovers.ts'

const stored = async () => {
  const opening = indexedDB.open('alongside')
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const names = [...db.objectStoreNames]
  const all = await new Promise<{ data: ArrayBuffer }[]>((resolve) => {
    const asked = db.transaction('drafts').objectStore('drafts').getAll()
    asked.onsuccess = () => resolve(asked.result as { data: ArrayBuffer }[])
  })
  db.close()
  return { names, all }
}

const secretOf = (account: string) => btoa(account.repeat(32).slice(0, 32))
const entry = (value: unknown) => ({ title: 'Her referral', parts: ['Where she sleeps'], path: '/x', value })

/** Resolves as soon as somebody waits for another tab to be gone. */
async function waitedFor(): Promise<void> {
  while ((await navigator.locks.query()).pending?.length === 0) await new Promise(setImmediate)
}

const pages: Device[] = []
/** A page of that account, in a tab of its own. */
function page(account: string, secret = secretOf(account)): Device {
  const opened = new Device(account, secret)
  pages.push(opened)
  return opened
}
beforeEach(
  () =>
    new Promise((resolve, reject) => {
      const gone = indexedDB.deleteDatabase('alongside')
      gone.onsuccess = resolve
      gone.onerror = reject
    }),
)
afterEach(() => {
  for (const opened of pages.splice(0)) opened.close()
  leaveDevice()
  vi.useRealTimers()
})

test('REF-12 a draft comes back as it was kept, and stands nowhere in plain words', async () => {
  const device = page('jo')
  await device.keep('referral 1', entry({ name: 'Marnie' }))
  await device.keep('referral 1', entry({ name: 'Marnie', sleeps: 'stairwell' }))
  expect(await device.kept('referral 1')).toEqual({ name: 'Marnie', sleeps: 'stairwell' })
  const kept = { ...entry({ name: 'Marnie', sleeps: 'stairwell' }), name: 'referral 1', here: true }
  expect(await device.everything()).toEqual([kept])
  const { all } = await stored()
  expect(all).toHaveLength(1)
  expect(new TextDecoder().decode(all[0]?.data)).not.toMatch(/Marnie|Her referral/)
  await device.forget('referral 1')
  expect(await device.kept('referral 1')).toBeUndefined()
  expect((await stored()).all).toEqual([])
})

test('REF-12 no key lies on the device', async () => {
  await page('jo').keep('referral 2', entry('words'))
  const { names, all } = await stored()
  expect(names).toEqual(['drafts'])
  expect(Object.keys(all[0] ?? {}).sort()).toEqual(['at', 'data', 'iv'])
})

test('REF-12 what she left when she signed out is nobody’s to open, until she is back', async () => {
  claimDevice('jo', secretOf('jo'))
  const before = device()
  await before.keep('referral 3', entry('words'))
  leaveDevice()
  expect(device).toThrow('nobody is signed in here')
  expect([before.isOpen(), await before.kept('referral 3'), await before.everything()]).toEqual([
    false,
    undefined,
    [],
  ])
  await expect(before.keep('referral 3', entry('more'))).rejects.toThrow('nobody is signed in here')
  claimDevice('jo', secretOf('jo'))
  expect(await device().kept('referral 3')).toBe('words')
})

test('REF-12 what nobody came back for in 30 days goes at the next visit of anybody, and nothing younger', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T09:00:00Z') })
  await page('jo').keep('referral 8', entry('old'))
  vi.setSystemTime('2026-03-03T09:00:00Z')
  await page('sam').keep('referral 9', entry('younger'))
  vi.setSystemTime('2026-04-01T08:59:59Z')
  await forgetLeftovers()
  expect((await stored()).all).toHaveLength(2)
  vi.setSystemTime('2026-04-01T09:00:00Z')
  await forgetLeftovers()
  expect((await stored()).all).toHaveLength(1)
  expect(await page('jo').everything()).toEqual([])
  expect(await page('sam').everything()).toMatchObject([{ value: 'younger' }])
})

test('REF-12 another account finds nothing of hers, keeps beside it, and leaves it whole', async () => {
  claimDevice('jo', secretOf('jo'))
  await device().keep('item 4', entry('hers'))
  claimDevice('sam', secretOf('sam'))
  expect([await device().kept('item 4'), await device().everything()]).toEqual([undefined, []])
  await device().keep('item 4', entry('his'))
  await device().forget('item 4')
  await device().keep('item 4', entry('his'))
  // Not even with her name: the secret is what opens it.
  const posing = page('jo', secretOf('sam'))
  expect(await posing.everything()).toEqual([])
  claimDevice('jo', secretOf('jo'))
  expect(await device().kept('item 4')).toBe('hers')
})

test('REF-12 a page that she began is hers while another is signed in: nothing of it is sent or kept', async () => {
  claimDevice('jo', secretOf('jo'))
  const began = device()
  claimDevice('jo', secretOf('jo'))
  expect([began.isOpen(), device() === began]).toEqual([true, true])
  claimDevice('sam', secretOf('sam'))
  expect(began.isOpen()).toBe(false)
  await expect(began.keep('item 5', entry('hers'))).rejects.toThrow('nobody is signed in here')
})

test('REF-12 two tabs keep one thing each by itself; of one that is gone, the next takes it over', async () => {
  const [first, second] = [page('jo'), page('jo')]
  await first.keep('referral 6', entry('in the first'))
  expect(await second.kept('referral 6')).toBeUndefined()
  await second.keep('referral 6', entry('in the second'))
  await second.forget('referral 6')
  expect(await first.kept('referral 6')).toBe('in the first')
  first.close()
  expect(await second.kept('referral 6')).toBe('in the first')
  await second.forget('referral 6')
  expect((await stored()).all).toEqual([])
})

test('REF-12 one that is being put away is waited for: a reload loses nothing', async () => {
  const before = page('jo')
  await before.keep('referral 7', entry('words'))
  const found = page('jo').kept('referral 7')
  await waitedFor()
  before.close()
  expect(await found).toBe('words')
})

test('REF-12 of several tabs that are gone each is taken over once: the latest first, by whoever asks first', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T09:00:00Z') })
  const gone = [page('jo'), page('jo')]
  await gone[0]?.keep('referral 8', entry('earlier'))
  vi.setSystemTime('2026-03-02T09:00:01Z')
  await gone[1]?.keep('referral 8', entry('later'))
  for (const left of gone) left.close()
  const next = [page('jo'), page('jo'), page('jo')]
  expect(await next[0]?.kept('referral 8')).toBe('later')
  const found = await Promise.all(next.slice(1).map((other) => other.kept('referral 8')))
  expect(found.filter((value) => value !== undefined)).toEqual(['earlier'])
})
