import { createHmac } from 'node:crypto'
import type { Vault } from '../vault.ts'

/** An audit event as it is sealed: the columns of `canonicalColumns`, as text. */
export type CanonicalRow = readonly (string | null)[]

/**
 * The stable form of a row: these columns in this order, each as text, the instant in microseconds of the epoch, so that
 * neither a session's settings nor a column added later changes what was sealed.
 */
export const canonicalColumns = `ARRAY[id::text, partnership_id::text, (extract(epoch FROM at) * 1000000)::bigint::text, account_id::text,
  agency_id::text, role, action, subject_id::text, case_id::text, seen::text, basis, request_id, from_address, session_id::text,
  terms::text, refusal, refresh_of::text]`

/** What the first seal follows. */
export const genesis = Buffer.alloc(32)

/** What the chain is sealed with. It comes from the master key, so that who holds the database alone cannot seal. */
export interface ChainKey {
  key: Buffer
  /** Tells one key from another, and nothing of either: it stands beside every seal and on every head. */
  mark: string
}

export function chainKeyOf(vault: Vault): ChainKey {
  const key = vault.derive('audit chain')
  return { key, mark: createHmac('sha256', key).update('mark').digest('hex').slice(0, 16) }
}

/** What of a seal is sealed with its rows: its place in the chain, and its instant in microseconds of the epoch. */
export interface SealHeader {
  id: number
  at: string
  previous: Buffer
}

/** HMAC-SHA256 over the seal's place, the hash before and the rows in the order of their ids, each as JSON on a line of its own. */
export function sealOf({ key }: ChainKey, { id, at, previous }: SealHeader, rows: readonly CanonicalRow[]) {
  const hash = createHmac('sha256', key)
    .update(`${JSON.stringify([id, at, rows.length])}\n`)
    .update(previous)
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest()
}
