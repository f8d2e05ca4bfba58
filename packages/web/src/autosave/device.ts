import { type Sealed, settled, within } from './store.ts'
import { isGone, openTab, type Tab } from './tab.ts'

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

/** Whose, of which thing, by which tab. */
type Place = [accountId: string, name: string, tab: string]

const everythingUnder = (...key: string[]) => IDBKeyRange.bound(key, [...key, []])

async function keyFrom(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/**
 * REF-12: what one account could not send yet, kept on this device. It is sealed with a secret that comes with that account's
 * session and is kept nowhere here: nobody else reads it, and once she has signed out nobody does until she is back. Each tab
 * keeps its own; of a tab that is gone, the next that opens the same thing takes it over.
 */
export class Device {
  readonly accountId: string
  readonly #tab: Tab = openTab()
  readonly #isGone: (tab: string) => Promise<boolean>
  #key: Promise<CryptoKey>
  #isOpen = true

  constructor(accountId: string, secret: string, gone = isGone) {
    this.accountId = accountId
    this.#isGone = gone
    this.#key = keyFrom(secret)
    // Where nothing can be sealed, it is said when something is to be kept.
    this.#key.catch(() => undefined)
  }

  /** Whether she is signed in here. Nothing of hers is sent in another's name. */
  isOpen = () => this.#isOpen

  /** Nothing is sealed or opened from here on, and what is kept waits for her: she signed out, or somebody else signed in. */
  close() {
    this.#isOpen = false
    this.#tab.close()
    this.#key = Promise.reject(new Error('nobody is signed in here'))
    this.#key.catch(() => undefined)
  }

  /** Keeps it under this name, in place of what this tab kept before. @throws where the device keeps nothing, and when it is closed */
  async keep(name: string, kept: OnDevice): Promise<void> {
    await this.#tab.there
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(kept))
    const data = await crypto.subtle.encrypt(this.#sealing(iv, name), await this.#key, plain)
    const sealed: Sealed = { iv, data, at: Date.now() }
    await within('readwrite', (drafts) => settled(drafts.put(sealed, this.#place(name))))
  }

  /** The value that this tab kept under this name, or else the latest of a tab that is gone, which is this tab's from then on. */
  async kept(name: string): Promise<unknown> {
    const places = await this.#places(name)
    const own = places.some(([, , tab]) => tab === this.#tab.id)
    const gone = own
      ? []
      : await Promise.all(places.map(async (place) => ((await this.#isGone(place[2])) ? [place] : [])))
    const sealed = await within('readwrite', (drafts) => this.#take(drafts, name, gone.flat()))
    return sealed && (await this.#unsealed(sealed, name))?.value
  }

  /** What this tab keeps under this name. */
  forget(name: string): Promise<void> {
    return within('readwrite', (drafts) => settled(drafts.delete(this.#place(name))))
  }

  /** Everything of this account that can be opened, with its name and whether it is this tab's. */
  async everything(): Promise<(OnDevice & { name: string; here: boolean })[]> {
    const under = everythingUnder(this.accountId)
    const [places, all] = await within('readonly', (drafts) =>
      Promise.all([
        settled(drafts.getAllKeys(under)) as Promise<Place[]>,
        settled<Sealed[]>(drafts.getAll(under)),
      ]),
    )
    const opened = await Promise.all(
      all.map(async (sealed, at) => {
        const [, name, tab] = places[at] as Place
        const kept = await this.#unsealed(sealed, name)
        return kept ? [{ ...kept, name, here: tab === this.#tab.id }] : []
      }),
    )
    return opened.flat()
  }

  #place = (name: string): Place => [this.accountId, name, this.#tab.id]

  /** Bound to its name: what is kept of one thing cannot be passed off as another's. */
  #sealing = (iv: Uint8Array<ArrayBuffer>, name: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(name),
  })

  #places = (name: string) =>
    within('readonly', (drafts) =>
      settled(drafts.getAllKeys(everythingUnder(this.accountId, name))),
    ) as Promise<Place[]>

  /** One transaction: no two tabs take over the same. */
  async #take(drafts: IDBObjectStore, name: string, gone: Place[]): Promise<Sealed | undefined> {
    const own = await settled<Sealed | undefined>(drafts.get(this.#place(name)))
    if (own) return own
    const left = await Promise.all(gone.map((place) => settled<Sealed | undefined>(drafts.get(place))))
    const latest = Math.max(...left.map((sealed) => sealed?.at ?? 0))
    const at = left.findIndex((sealed) => sealed?.at === latest)
    const [sealed, place] = [left[at], gone[at]]
    if (!sealed || !place) return undefined
    await settled(drafts.put(sealed, this.#place(name)))
    await settled(drafts.delete(place))
    return sealed
  }

  async #unsealed({ iv, data }: Sealed, name: string): Promise<OnDevice | undefined> {
    const key = await this.#key.catch(() => null)
    const plain = key && (await crypto.subtle.decrypt(this.#sealing(iv, name), key, data).catch(() => null))
    return plain ? (JSON.parse(new TextDecoder().decode(plain)) as OnDevice) : undefined
  }
}

let current: Device | undefined

/** The device of whoever is signed in here. Who keeps something holds on to it: it is never the next person's. */
export function device(): Device {
  if (!current) throw new Error('nobody is signed in here')
  return current
}

/** For this account from here on; `secret` came with its session. */
export function claimDevice(accountId: string, secret: string): void {
  if (current?.accountId === accountId) return
  current?.close()
  current = new Device(accountId, secret)
}

/** At sign-out: what is kept stays, and nobody here can open it. */
export function leaveDevice(): void {
  current?.close()
  current = undefined
}
