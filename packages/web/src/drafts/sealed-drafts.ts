/**
 * REF-12: what could not be sent yet, kept on this device: encrypted with a key that the browser holds and does not
 * give out, so that neither a copy of the disk's database nor a look at the browser's storage shows it.
 */
const database = 'alongside'
const keyName = 'key'
const ownerName = 'owner'

interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

const settled = <T>(asked: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })

async function open(): Promise<IDBDatabase> {
  const asked = indexedDB.open(database, 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('keys')
    asked.result.createObjectStore('drafts')
  }
  return settled(asked)
}

async function within<T>(
  store: 'keys' | 'drafts',
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open()
  try {
    return await settled(ask(db.transaction(store, mode).objectStore(store)))
  } finally {
    db.close()
  }
}

async function key(): Promise<CryptoKey> {
  const kept = await within<CryptoKey | undefined>('keys', 'readonly', (keys) => keys.get(keyName))
  if (kept) return kept
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Two tabs may make one at the same moment: the first that is kept is everybody's.
  await within('keys', 'readwrite', (keys) => keys.add(made, keyName)).catch(() => undefined)
  return within<CryptoKey>('keys', 'readonly', (keys) => keys.get(keyName))
}

/** Keeps a value under this name, in place of the one before. */
export async function keepDraft(name: string, value: unknown): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), plain)
  await within('drafts', 'readwrite', (drafts) => drafts.put({ iv, data } satisfies Sealed, name))
}

/** What is kept under this name; undefined when nothing is, or when it can no longer be opened. */
export async function keptDraft(name: string): Promise<unknown> {
  const sealed = await within<Sealed | undefined>('drafts', 'readonly', (drafts) => drafts.get(name))
  if (!sealed) return undefined
  const plain = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv: sealed.iv }, await key(), sealed.data)
    .catch(() => null)
  return plain === null ? undefined : JSON.parse(new TextDecoder().decode(plain))
}

export const forgetDraft = async (name: string): Promise<void> => {
  await within('drafts', 'readwrite', (drafts) => drafts.delete(name))
}

let wipes = 0
/** Another number after every wipe: what was typed before it is not kept after it. */
export const wipesSoFar = (): number => wipes

/** At sign-out: the drafts and their key. */
export async function wipeDrafts(): Promise<void> {
  wipes += 1
  await within('drafts', 'readwrite', (drafts) => drafts.clear())
  await within('keys', 'readwrite', (keys) => keys.clear())
}

/** Drafts are one account's: when another signs in on this device, what was left of the one before is wiped. */
export async function claimDrafts(accountId: string): Promise<void> {
  const owner = await within<unknown>('keys', 'readonly', (keys) => keys.get(ownerName))
  if (owner === accountId) return
  await wipeDrafts()
  await within('keys', 'readwrite', (keys) => keys.put(accountId, ownerName))
}
