import type { Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import type { Place } from '../notices/whom.ts'

/**
 * HRM-1: who looks at what was closed to somebody untold hears of it, once; also who comes to be the one, since the chair stood aside, left
 * or let its time pass. Past the five working days all of them hear again, and nobody else does.
 */
export async function exclusionClocks({ tx, services, now }: Slice): Promise<void> {
  const { rows: late } = await tx.$client.query<{ id: string }>(
    `UPDATE case_exclusions x SET stage = 1 WHERE x.partnership_id = app.partnership_id() AND x.stage = 0
        AND x.ended_at IS NULL AND NOT x.told AND x.reviewed_at IS NULL AND x.review_due_at <= $1 RETURNING x.id`,
    [now],
  )
  const { rows } = await tx.$client.query<{
    id: string
    subjectId: string
    reference: string
    places: Place[]
  }>(
    `SELECT r.id, r.case_id AS "subjectId", c.reference, json_agg(json_build_object('id', r.place_id, 'accountId', r.account_id)) AS places
      FROM app.exclusions_to_review() r JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = r.case_id GROUP BY 1, 2, 3`,
  )
  for (const { id: occasion, subjectId, reference, places } of rows) {
    const about = { subjectId, reference, occasion }
    await tell(tx, services, places, { kind: 'exclusion_to_review', ...about }, now)
    if (late.some(({ id }) => id === occasion))
      await tell(tx, services, places, { kind: 'exclusion_review_late', ...about }, now)
  }
}
