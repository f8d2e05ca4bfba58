import type { FoundReference } from '@alongside/shared/cases/contract'
import type { Tx } from '../db/pool.ts'
import { referenceShape } from './name-tokens.ts'

/** The letters and digits that references end on (`ids.ts`). */
const lastPart = /^(?:(\d{4})-)?([0-9BCDFGHJKMNPQRSTVWXYZ]{6})$/
const yearsBack = 20

/** REF-10: the references that somebody may mean who types one, or the last part of one; of other words none. */
export async function referencesMeant(tx: Tx, q: string, now: string): Promise<string[]> {
  const typed = q.trim().toUpperCase()
  if (referenceShape.test(typed)) return [typed]
  const [, year, code] = lastPart.exec(typed) ?? []
  if (!code) return []
  const { rows } = await tx.$client.query<{ prefix: string }>({
    name: 'prefix-of-references',
    text: 'SELECT prefix FROM partnerships WHERE id = app.partnership_id()',
  })
  const thisYear = Number(now.slice(0, 4)) + 1
  const years = year ? [year] : Array.from({ length: yearsBack }, (_, ago) => String(thisYear - ago))
  return rows.flatMap(({ prefix }) => years.map((each) => `${prefix}-${each}-${code}`))
}

/** REF-10: what else is called so, of what the reader may see: referrals and actions. Cases are found as cases. */
export async function findReferences(tx: Tx, references: readonly string[]): Promise<FoundReference[]> {
  if (references.length === 0) return []
  const { rows } = await tx.$client.query<FoundReference>({
    name: 'find-references',
    text: `SELECT 'referral' AS kind, id, reference FROM referrals WHERE partnership_id = app.partnership_id() AND reference = ANY ($1)
      UNION ALL SELECT 'action', id, reference FROM actions WHERE partnership_id = app.partnership_id() AND reference = ANY ($1)
      ORDER BY kind DESC, reference LIMIT 40`,
    values: [references],
  })
  return rows
}
