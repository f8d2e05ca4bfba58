import { createHash } from 'node:crypto'

/** An audit event as it is hashed: the columns of `canonicalColumns`, as text. */
export type CanonicalRow = readonly (string | null)[]

/**
 * The stable form of a row: these columns in this order, each as text, the instant in microseconds of the epoch, so that
 * neither a session's settings nor a column added later changes what was sealed.
 */
export const canonicalColumns = `ARRAY[id::text, partnership_id::text, (extract(epoch FROM at) * 1000000)::bigint::text, account_id::text,
  agency_id::text, role, action, subject_id::text, case_id::text, seen::text, basis, request_id, from_address]`

/** What the first seal follows. */
export const genesis = Buffer.alloc(32)

/** sha256 over the hash before and the rows in the order of their ids, each as JSON on a line of its own. */
export function sealOf(previous: Buffer, rows: readonly CanonicalRow[]): Buffer {
  const hash = createHash('sha256').update(previous)
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest()
}
