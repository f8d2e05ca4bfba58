import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

/** GST-1: the account of a guest's address, known or new. Whoever has no password yet is invited to choose one by mail. */
export async function accountFor(
  tx: Tx,
  person: { email: string; name: string },
  now: string,
): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>('SELECT app.account_for($1, $2, $3, $4) AS id', [
    newId(),
    person.email,
    person.name,
    now,
  ])
  const id = rows[0]?.id
  if (!id) throw new Error('app.account_for returned nothing')
  return id
}
