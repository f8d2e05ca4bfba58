import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { claimDrafts, forgetDraft, keepDraft, keptDraft, wipeDrafts } from './sealed-drafts.ts'

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

test('REF-12 a draft comes back as it was kept, and stands nowhere in plain words', async () => {
  await keepDraft('referral 1', { name: 'Marnie' })
  await keepDraft('referral 1', { name: 'Marnie', sleeps: 'stairwell' })
  expect(await keptDraft('referral 1')).toEqual({ name: 'Marnie', sleeps: 'stairwell' })
  const [sealed] = (await stored('drafts')) as { data: ArrayBuffer }[]
  expect(new TextDecoder().decode(sealed?.data)).not.toContain('Marnie')
  await forgetDraft('referral 1')
  expect(await keptDraft('referral 1')).toBeUndefined()
})

test('REF-12 the key is not given out', async () => {
  await keepDraft('referral 2', 'words')
  const key = (await stored('keys')).find((value) => value instanceof CryptoKey)
  expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
})

test('REF-12 signing out leaves neither drafts nor the key', async () => {
  await keepDraft('referral 3', 'words')
  await wipeDrafts()
  expect([...(await stored('drafts')), ...(await stored('keys'))]).toEqual([])
  expect(await keptDraft('referral 3')).toBeUndefined()
})

test('REF-12 another account on the same device finds nothing of the one before', async () => {
  await claimDrafts('jo')
  await keepDraft('referral 4', 'words')
  await claimDrafts('jo')
  expect(await keptDraft('referral 4')).toBe('words')
  await claimDrafts('sam')
  expect(await keptDraft('referral 4')).toBeUndefined()
})
