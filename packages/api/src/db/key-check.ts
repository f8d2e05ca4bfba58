import { timingSafeEqual } from 'node:crypto'
import type { ClientBase } from 'pg'
import { keyIdOf, Vault } from '../vault.ts'

type Asked = Pick<ClientBase, 'query'>

const known = 'This database is sealed under this key.'

/**
 * Whether a master key is the database's: the value that was sealed with it opens, and says what it should. `none`: nothing
 * was ever sealed there.
 */
export async function keyOfDatabase(
  client: Asked,
  masterKey: Buffer,
): Promise<'none' | 'its own' | 'another'> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('deployment.key_checks') IS NOT NULL AS there`,
  )
  if (!there[0]?.there) return 'none'
  const { rows } = await client.query<{ keyId: string; sealed: Buffer }>(
    `SELECT key_id AS "keyId", sealed FROM deployment.key_checks WHERE retired_at IS NULL`,
  )
  const [check] = rows
  if (!check) return 'none'
  if (check.keyId !== keyIdOf(masterKey)) return 'another'
  const vault = new Vault(masterKey)
  try {
    const opened = vault.open<string>(vault.ownKey('key check'), 'key check', check.sealed)
    return timingSafeEqual(Buffer.from(opened), Buffer.from(known)) ? 'its own' : 'another'
  } catch {
    return 'another'
  }
}

export async function recordKey(client: Asked, masterKey: Buffer): Promise<void> {
  const vault = new Vault(masterKey)
  await client.query(
    `INSERT INTO deployment.key_checks (key_id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [keyIdOf(masterKey), vault.seal(vault.ownKey('key check'), 'key check', known)],
  )
}

/** Says which key it is and which it should be: neither id tells anything of a key. */
export async function wordsForWrongKey(client: Asked, masterKey: Buffer): Promise<string> {
  const { rows } = await client.query<{ keyId: string }>(
    `SELECT key_id AS "keyId" FROM deployment.key_checks WHERE retired_at IS NULL`,
  )
  return `MASTER_KEY is not the key of this database: it has the id ${keyIdOf(masterKey)}, and what is here was sealed under ${rows[0]?.keyId}. Give that key`
}
