import { randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { KeyRing, keyIdOf, Vault } from '../vault.ts'
import { wrappedBy } from '../wrapped-keys.ts'
import { withClient } from './with-client.ts'

type Asked = Pick<ClientBase, 'query'>

/** A master key that the database knows: its root, wrapped by it, is how it is told from any other. */
export interface KnownKey {
  keyId: string
  root: Buffer
  since: string
  retiredAt: string | null
}

/** MASTER_KEY and, while it takes that one's place, MASTER_KEY_OLD. */
export type KeysAtHand = readonly [Buffer, ...Buffer[]]

interface KeySettings {
  MASTER_KEY: string
  MASTER_KEY_OLD: string
}
export const keysAtHand = ({ MASTER_KEY, MASTER_KEY_OLD }: KeySettings): KeysAtHand => {
  const [first, ...others] = [MASTER_KEY, MASTER_KEY_OLD]
    .filter(Boolean)
    .map((key) => Buffer.from(key, 'base64'))
  return [first ?? Buffer.alloc(0), ...others]
}

/** The newest first: the first that is not retired wraps what is new. */
export async function knownKeys(client: Asked): Promise<KnownKey[]> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('deployment.key_checks') IS NOT NULL AS there`,
  )
  if (!there[0]?.there) return []
  const { rows } = await client.query<KnownKey>(
    `SELECT key_id AS "keyId", sealed AS root, since, retired_at AS "retiredAt" FROM deployment.key_checks ORDER BY since DESC, key_id`,
  )
  return rows
}

const inUse = (known: readonly KnownKey[]) => known.filter(({ retiredAt }) => retiredAt === null)

/**
 * The vault of a database, by the keys at hand: each that it uses is there, and opens its root. `none`: nothing was ever sealed there.
 * `another`: a key is missing, or is not what its id says.
 */
export async function openVault(client: Asked, keys: KeysAtHand): Promise<Vault | 'none' | 'another'> {
  const used = inUse(await knownKeys(client))
  const [newest] = used
  if (!newest) return 'none'
  const roots = used.map(({ keyId, root }) => rootBy(keys, keyId, root))
  const [root] = roots
  if (!root || roots.some((other) => !other?.equals(root))) return 'another'
  const vault = new Vault({ masters: keys, root })
  vault.wrapBy(newest.keyId)
  return vault
}

/** The same where nothing is served or restored without it. */
export async function needVault(client: Asked, keys: KeysAtHand): Promise<Vault> {
  const vault = await openVault(client, keys)
  if (vault instanceof Vault) return vault
  throw new Error(vault === 'none' ? 'a database without a key' : await wordsForWrongKey(client, keys))
}

/** The same of a database by its address, for what runs once. */
export const vaultAt = (url: string, keys: KeysAtHand): Promise<Vault> =>
  withClient(url, (client) => needVault(client, keys))

export async function keyOfDatabase(
  client: Asked,
  keys: KeysAtHand,
): Promise<'none' | 'its own' | 'another'> {
  const vault = await openVault(client, keys)
  return vault instanceof Vault ? 'its own' : vault
}

function rootBy(keys: KeysAtHand, keyId: string, wrapped: Buffer): Buffer | null {
  const master = keys.find((key) => key.length === 32 && keyIdOf(key) === keyId)
  if (!master || wrappedBy(wrapped) !== keyId) return null
  try {
    return new KeyRing({ masters: [master], root: Buffer.alloc(0) }).unwrap('root', wrapped)
  } catch {
    return null
  }
}

/** The first key of a database, and its root. */
export const recordKey = (client: Asked, [masterKey]: KeysAtHand): Promise<void> =>
  recordRoot(client, masterKey, randomBytes(32))

/** From now on this key is in use, and others until they are retired. */
export async function recordRoot(client: Asked, masterKey: Buffer, root: Buffer): Promise<void> {
  await client.query(
    `INSERT INTO deployment.key_checks (key_id, sealed, since) VALUES ($1, $2, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [keyIdOf(masterKey), new KeyRing({ masters: [masterKey], root }).wrap('root', root)],
  )
}

/** Says which key it is and which it should be: neither id tells anything of a key. */
export async function wordsForWrongKey(client: Asked, keys: KeysAtHand): Promise<string> {
  const used = inUse(await knownKeys(client)).map(({ keyId }) => keyId)
  const [own, ...others] = keys.map((key) => keyIdOf(key))
  if (used.length > 1)
    return `One master key takes another’s place here (\`keys\`): MASTER_KEY and MASTER_KEY_OLD must be those with the ids ${used.join(' and ')}, and are ${[own, ...others].join(' and ')}`
  return `MASTER_KEY is not the key of this database: it has the id ${own}, and what is here was sealed under ${used[0]}. Give that key`
}
