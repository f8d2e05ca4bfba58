/**
 * REF-12: what could not be sent yet, kept on this device: encrypted with a key that the browser holds and does not
 * give out, so that neither a copy of the disk's database nor a look at the browser's storage shows it.
 */
const database = 'alongside'
const keyName = 'key'
const ownerName = 'owner'

/** Something that has not reached the server, as sign-out names it. */
export interface Left {
  title: string
  /** The fields, as their page calls them; none where it is one form. */
  parts: readonly string[]
  /** Where it was typed: a path of ours. */
  path: string
}

export interface OnDevice extends Left {
  value: unknown
}

interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

type Store = 'keys' | 'drafts'

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
  mode: IDBTransactionMode,
  work: (store: (name: Store) => IDBObjectStore) => Promise<T>,
): Promise<T> {
  const db = await open()
  try {
    const transaction = db.transaction(['keys', 'drafts'], mode)
    return await work((name) => transaction.objectStore(name))
  } finally {
    db.close()
  }
}

/** What is typed while nobody is signed in, by a tab that has not heard of it for instance, is not kept. */
async function owned(store: (name: Store) => IDBObjectStore): Promise<void> {
  if ((await settled(store('keys').get(ownerName))) === undefined) throw new Error('nobody is signed in here')
}

const readKey = () =>
  within('readonly', (store) => settled<CryptoKey | undefined>(store('keys').get(keyName)))

async function key(): Promise<CryptoKey> {
  const kept = await readKey()
  if (kept) return kept
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  return within('readwrite', async (store) => {
    await owned(store)
    // Two tabs may make one at the same moment: the first that is kept is everybody's.
    const first = await settled<CryptoKey | undefined>(store('keys').get(keyName))
    if (!first) await settled(store('keys').put(made, keyName))
    return first ?? made
  })
}

async function unsealed({ iv, data }: Sealed): Promise<OnDevice | undefined> {
  const sealedWith = await readKey()
  if (!sealedWith) return undefined
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, sealedWith, data).catch(() => null)
  return plain === null ? undefined : (JSON.parse(new TextDecoder().decode(plain)) as OnDevice)
}

/** Keeps it under this name, in place of the one before. @throws where the device keeps nothing, and when nobody is signed in */
export async function keepOnDevice(name: string, kept: OnDevice): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(kept))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), plain)
  await within('readwrite', async (store) => {
    await owned(store)
    await settled(store('drafts').put({ iv, data } satisfies Sealed, name))
  })
}

/** The value kept under this name; undefined when none is, or when it can no longer be opened. */
export async function keptOnDevice(name: string): Promise<unknown> {
  const sealed = await within('readonly', (store) => settled<Sealed | undefined>(store('drafts').get(name)))
  return sealed && (await unsealed(sealed))?.value
}

export const forgetOnDevice = (name: string): Promise<void> =>
  within('readwrite', async (store) => {
    await settled(store('drafts').delete(name))
  })

/** Everything that is kept here and can be opened, by its name. */
export async function everythingOnDevice(): Promise<Map<string, OnDevice>> {
  const [names, all] = await within('readonly', (store) =>
    Promise.all([settled(store('drafts').getAllKeys()), settled<Sealed[]>(store('drafts').getAll())]),
  )
  const opened = await Promise.all(all.map(unsealed))
  return new Map(
    opened.flatMap((kept, at): [string, OnDevice][] => (kept ? [[names[at] as string, kept]] : [])),
  )
}

/** At sign-out: what is kept, and its key. */
export const wipeDevice = (): Promise<void> =>
  within('readwrite', async (store) => {
    await Promise.all([settled(store('drafts').clear()), settled(store('keys').clear())])
  })

/** What is kept is one account's: when another signs in on this device, what was left of the one before is wiped. */
export const claimDevice = (accountId: string): Promise<void> =>
  within('readwrite', async (store) => {
    if ((await settled(store('keys').get(ownerName))) === accountId) return
    await Promise.all([settled(store('drafts').clear()), settled(store('keys').clear())])
    await settled(store('keys').put(accountId, ownerName))
  })
