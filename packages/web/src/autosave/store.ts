// What is kept on a device, as it lies there: by itself, for the page that signs in, which loads nothing else of the application.

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
  /** When it was typed last, by the device: see leftovers.ts. */
  at: number
}

export const settled = <T>(asked: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })

async function open(): Promise<IDBDatabase> {
  const asked = indexedDB.open('alongside', 2)
  asked.onupgradeneeded = () => {
    for (const name of asked.result.objectStoreNames) asked.result.deleteObjectStore(name)
    asked.result.createObjectStore('drafts')
  }
  return settled(asked)
}

export async function within<T>(
  mode: IDBTransactionMode,
  work: (drafts: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const db = await open()
  try {
    return await work(db.transaction('drafts', mode).objectStore('drafts'))
  } finally {
    db.close()
  }
}
