import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { Unreadable, UnreadableRecords } from './unreadable.ts'
import { isDestroyed, type WrappedKey, wrappedBy, wrappedFormat } from './wrapped-keys.ts'

export type { WrappedKey } from './wrapped-keys.ts'

/** The database of keys, where there is one beside the cases'. */
interface Apart {
  /** Keeps it there before what it opens is committed, and gives what stands in its place beside that. */
  keep: (key: WrappedKey) => Promise<Buffer>
  forget: () => void
}

/** What a sealed column holds; bound into the ciphertext, so that one column's value cannot be passed off as another's. */
export type SealedThing =
  | 'answers'
  | 'rest'
  | 'known as'
  | 'identity'
  | 'reason'
  | 'consent'
  | 'without_consent'
  | 'words'
  | 'record'
  | 'research'
  | 'shared research'
  | 'minuted item'
  | 'minutes notes'
  | 'action'
  | 'outcome'
  | 'about'
  | 'why'
  | 'contact'
  | 'flag'
  | 'outcomes'
  | 'plan line'
  | 'plan change'
  | 'reply'
  | 'webhook secret'
  | 'import source'
  | 'import report'
  | 'own identifier'
  | 'limit'
  | 'person who harms'
  | 'exclusion'
  | 'worker warning'
  | 'because'
  | 'what happens now'
  | 'lawful basis'
  | 'child'
  | 'child with her'
  | 'child place'
  | 'way to reach'
  | 'other forum'
  | 'key check'

const cacheSize = 20_000

/** What a master key is known by: of a hash of it so much that nothing of the key can be told. */
export const keyIdOf = (masterKey: Buffer): string =>
  createHash('sha256').update('alongside key id').update(masterKey).digest('hex').slice(0, 16)

export interface MasterKeys {
  /** At hand: one, and two while one takes the other's place. The first wraps what is new, until `wrapBy` says otherwise. */
  masters: readonly [Buffer, ...Buffer[]]
  /** The deployment's own, kept wrapped as a case's is: everything derived hangs on it, and so outlasts every master key. */
  root: Buffer
}

/**
 * Envelope encryption at rest, AES-256-GCM: free text and identity under a key per case, keys under the master key. What is
 * the deployment's own is sealed under its root. Master keys come from the environment or a KMS, never from the database.
 */
export class Vault {
  readonly #keys: KeyRing
  readonly #opened: Map<string, Buffer>
  readonly #derived: Map<string, Buffer>
  /** What could not be opened so far. */
  readonly unreadable: UnreadableRecords
  /** As it is given to whatever changes something: one value that cannot be opened fails the whole. */
  readonly strict: Vault
  /** The same keys for whoever only reads: of several rows those that can be opened are shown (sealed-rows.ts). */
  readonly forReading: Vault
  #apart: Apart | null = null
  /** Of the last disposal that was heard of. */
  #generation = 0

  /** `strict`: of which this is the other view. */
  constructor(keys: MasterKeys | KeyRing, strict?: Vault) {
    this.#keys = keys instanceof KeyRing ? keys : new KeyRing(keys)
    this.#opened = strict ? strict.#opened : new Map()
    this.#derived = strict ? strict.#derived : new Map()
    this.unreadable = strict?.unreadable ?? new UnreadableRecords()
    this.strict = strict ?? this
    this.forReading = strict ? this : new Vault(this.#keys, this)
  }

  get isStrict(): boolean {
    return this === this.strict
  }

  newKey(id: string): WrappedKey {
    const key = randomBytes(32)
    this.#remember(id, key)
    return { id, wrapped: this.#keys.wrap(id, key) }
  }

  /** From now on keys are kept there (ADR 2). */
  keepsApart(apart: Apart): void {
    this.strict.#apart = apart
  }

  /** Keeps a new key where it belongs, before what it opens is committed. What stands in `wrapped` of the row that names it. */
  async keep(key: WrappedKey): Promise<Buffer> {
    return (await this.strict.#apart?.keep(key)) ?? key.wrapped
  }

  /** How many keys were destroyed so far, as the database just said: what was opened before the last of them is forgotten. */
  heardOf(generation: number): void {
    const { strict } = this
    if (generation <= strict.#generation) return
    strict.#generation = generation
    strict.forget()
  }

  /** The id of the master key that new keys are wrapped by. */
  get wrapsBy(): string {
    return this.#keys.inUse
  }

  /** For whoever wraps it by another master key. */
  get root(): Buffer {
    return this.#keys.root
  }

  /** By which master key new keys are wrapped from now on. False where it is not at hand. */
  wrapBy(keyId: string): boolean {
    return this.#keys.use(keyId)
  }

  /** The same key wrapped by the master key in use; null where it is already. Throws where none at hand opens it. */
  rewrapped({ id, wrapped }: WrappedKey): Buffer | null {
    return wrappedBy(wrapped) === this.#keys.inUse
      ? null
      : this.#keys.wrap(id, this.#keys.unwrap(id, wrapped))
  }

  /** A key of the deployment's own to seal with, derived and therefore the same on every replica. */
  ownKey(purpose: string): WrappedKey {
    this.derive(purpose)
    return { id: purpose, wrapped: Buffer.alloc(0) }
  }

  seal(key: WrappedKey, thing: SealedThing, value: unknown): Buffer {
    return encrypt(this.#open(key), Buffer.from(JSON.stringify(value)), thing)
  }

  /**
   * `row`: whose it is, for the operator.
   * @throws Unreadable where the ciphertext was altered, or sealed as another thing or under another key
   */
  open<T>(key: WrappedKey, thing: SealedThing, sealed: Buffer, row: string | null = null): T {
    try {
      return JSON.parse(decrypt(this.#open(key), sealed, thing).toString()) as T
    } catch {
      const record = { row, keyId: key.id, thing }
      this.unreadable.met(record)
      throw new Unreadable(record)
    }
  }

  /** A key of the deployment's own for one purpose: cookies, cursors, replies kept for retries, names to search by. */
  derive(purpose: string): Buffer {
    let key = this.#derived.get(purpose)
    if (!key) {
      key = derivedFrom(this.#keys.root, purpose)
      this.#derived.set(purpose, key)
    }
    return key
  }

  mac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.derive(purpose)).update(text).digest()
  }

  /** Opened keys are read anew from where they are kept. */
  forget(): void {
    this.#opened.clear()
    this.strict.#apart?.forget()
  }

  #open(key: WrappedKey): Buffer {
    // Also where this process had opened it: the row it came with is newer than what is remembered.
    if (isDestroyed(key.wrapped)) throw new Error('a key that was destroyed')
    const known = this.#opened.get(key.id) ?? this.#derived.get(key.id)
    if (known) return known
    const opened = this.#keys.unwrap(key.id, key.wrapped)
    this.#remember(key.id, opened)
    return opened
  }

  #remember(id: string, key: Buffer) {
    const oldest = this.#opened.size >= cacheSize ? this.#opened.keys().next().value : undefined
    if (oldest !== undefined) this.#opened.delete(oldest)
    this.#opened.set(id, key)
  }
}

const derivedFrom = (key: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', key, '', `alongside ${purpose}`, 32))

/** Wraps and unwraps: a byte for the format, eight for the master key's id, and the key, sealed to its own id. */
export class KeyRing {
  readonly #wrapping = new Map<string, Buffer>()
  readonly root: Buffer
  inUse: string

  constructor({ masters, root }: MasterKeys) {
    for (const master of masters) {
      if (master.length !== 32) throw new Error('MASTER_KEY must be 32 bytes, base64')
      this.#wrapping.set(keyIdOf(master), derivedFrom(master, 'key wrapping'))
    }
    this.root = root
    this.inUse = keyIdOf(masters[0])
  }

  use(keyId: string): boolean {
    const known = this.#wrapping.has(keyId)
    if (known) this.inUse = keyId
    return known
  }

  wrap(id: string, key: Buffer): Buffer {
    const by = this.#wrapping.get(this.inUse)
    if (!by) throw new Error('a key in use that is not at hand')
    return Buffer.concat([wrappedFormat, Buffer.from(this.inUse, 'hex'), encrypt(by, key, `key ${id}`)])
  }

  unwrap(id: string, wrapped: Buffer): Buffer {
    const by = this.#wrapping.get(wrappedBy(wrapped) ?? '')
    if (!by) throw new Error('wrapped by a master key that is not at hand')
    return decrypt(by, wrapped.subarray(9), `key ${id}`)
  }
}

const format = Buffer.from([1])

function encrypt(key: Buffer, plain: Buffer, bound: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([format, iv, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  if (sealed[0] !== format[0]) throw new Error('sealed in a format that this build does not know')
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13)).setAAD(Buffer.from(bound))
  cipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()])
}
