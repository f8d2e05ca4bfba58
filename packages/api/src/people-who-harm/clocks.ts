import { localDate } from '@alongside/shared/calendar'
import { orderWarningDays } from '@alongside/shared/people-who-harm/values'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import type { Place } from '../notices/whom.ts'
import { readCalendar } from '../partnerships/queries.ts'

/** HRM-1: an order that ends within 14 days is warned about once, to those who read the row; not which, nor of whom. */
export async function harmClocks({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const calendar = await readCalendar(tx)
  const today = localDate(calendar, Temporal.Instant.from(now))
  const until = today.add({ days: orderWarningDays }).toString()
  const { rows } = await tx.$client.query<{ id: string; case_id: string; reference: string; due: string[] }>(
    `SELECT p.id, p.case_id, f.reference, d.due FROM people_who_harm p
      JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
      CROSS JOIN LATERAL (SELECT array_agg(o::text ORDER BY o) AS due FROM unnest(p.orders_end_on) o
        WHERE o >= $1 AND o <= $4 AND o <> ALL (p.warned_of)) d
      WHERE p.partnership_id = app.partnership_id() AND p.ended_at IS NULL AND d.due IS NOT NULL
        AND NOT app.is_held(p.partnership_id, p.case_id) AND ${nextBy('p.id')} FOR UPDATE OF p SKIP LOCKED`,
    [today.toString(), after, most, until],
  )
  take(idsOf(rows))
  for (const { id, case_id: subjectId, reference, due } of rows) {
    const places = await readersOf(tx, subjectId, id, now)
    for (const day of due) {
      const occasion = `${id} ends ${day}`
      await tell(tx, services, places, { kind: 'order_ends_soon', subjectId, reference, occasion }, now)
    }
    await tx.$client.query(
      'UPDATE people_who_harm SET warned_of = warned_of || $2::date[] WHERE partnership_id = app.partnership_id() AND id = $1',
      [id, due],
    )
  }
}

/** Everybody who reads a row of a case: of an agency with a grant who recorded it, or may read it by role or named. Whom a grant does not open it to is not told (notices/tell.ts). */
async function readersOf(tx: Tx, caseId: string, personId: string, now: string): Promise<Place[]> {
  const { rows } = await tx.$client.query<Place>(
    `SELECT DISTINCT m.id, m.account_id AS "accountId" FROM sharing_grants g
      JOIN memberships m ON m.partnership_id = g.partnership_id AND m.agency_id = g.agency_id AND ${placeInForce('$2')}
      JOIN people_who_harm p ON p.partnership_id = g.partnership_id AND p.id = $3
      WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1 AND g.account_id IS NULL AND NOT g.narrowed
        AND app.in_force(g.from_at, g.until_at, $2) AND ((p.recorded_by = m.account_id AND p.agency_id = m.agency_id)
          OR (app.reads_restricted_rows(g.partnership_id, g.case_id, m.id)
            AND (app.sees_by_coordination(m.role) OR app.conflict_is_settled(g.partnership_id, p.id, g.agency_id))))`,
    [caseId, now, personId],
  )
  return rows
}
