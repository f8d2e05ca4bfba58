import { isStanding } from '@alongside/shared/limits/rules'
import type { HerNo, Limit } from '@alongside/shared/limits/schema'
import { limitWords } from '@alongside/shared/limits/words'
import type { Tx } from '../db/pool.ts'
import { type KnownAgency, type SaidToBeOf, type SomebodyOutside, saidToBeOf } from './said-to-be-of.ts'

/** ACC-8: of what her noes are, the uses that she refuses: no machine can check them, so whoever lets somebody know of her reads each. */
export const usesRefused = (limits: readonly Limit[]): HerNo[] =>
  limits
    .filter((limit) => limit.kind === 'purpose' && isStanding(limit))
    .map((limit) => ({
      ...{ limitId: limit.id, caseReference: limit.caseReference, what: limitWords(limit) },
      ...{ words: limit.words, saidOn: limit.saidOn },
    }))

/** Of which agencies somebody is said to be, or may be, who has no place in one. */
export async function readSaidToBeOf(tx: Tx, people: readonly SomebodyOutside[]): Promise<SaidToBeOf[]> {
  const { rows } = await tx.$client.query<KnownAgency>({
    name: 'known-agencies',
    text: 'SELECT id, name, domains FROM app.known_agencies()',
  })
  return people.map((one) => saidToBeOf(one, rows))
}

/** ACC-8: of which of these agencies, that she refuses, by the case: their names, to who sees that case. */
export async function refusedAmong(
  tx: Tx,
  asked: readonly { of: string; caseId: string; agencies: readonly string[] }[],
): Promise<{ of: string; caseId: string; agencyName: string }[]> {
  const pairs = asked.flatMap(({ of, caseId, agencies }) =>
    agencies.map((agency) => ({ of, caseId, agency })),
  )
  if (pairs.length === 0) return []
  const { rows } = await tx.$client.query<{ of: string; caseId: string; agencyName: string }>({
    name: 'refused-among',
    text: `SELECT q.of, q.file AS "caseId", r.name AS "agencyName" FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS q (of, file, agency)
      CROSS JOIN LATERAL app.refused_among(q.file, ARRAY[q.agency]) r ORDER BY r.name`,
    values: [pairs.map(({ of }) => of), pairs.map(({ caseId }) => caseId), pairs.map(({ agency }) => agency)],
  })
  return rows
}
