import { standingStates } from '@alongside/shared/plan/rules'
import { heldByAgency } from '../access/visibility.ts'
import { nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'

interface Due {
  case_id: string
  reference: string
  agency_id: string
  on: string
}

/** Of a line `l` in its partnership `p`. `$1`: now; `$4`: the states in which a line stands. */
const due = `l.partnership_id = app.partnership_id() AND l.state = ANY ($4)
  AND l.told_of IS DISTINCT FROM l.look_again_on AND l.look_again_on <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
  AND (l.lead_agency_id IS NOT NULL OR cardinality(l.limited_to) = 0) AND NOT app.is_held(l.partnership_id, l.case_id)`

/**
 * PLN-1, `plan.review`: tells once, on the day, who leads a line that is to be looked at again, by its case alone; of a line that
 * nobody leads the coordinating agency, where it is limited to nobody. Of a case whose sharing has ended nobody.
 */
export async function planClocks({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows: cases } = await tx.$client.query<{ id: string }>(
    `SELECT DISTINCT l.case_id AS id FROM plan_lines l JOIN partnerships p ON p.id = l.partnership_id WHERE ${due} AND ${nextBy('l.case_id')}`,
    [now, after, most, standingStates],
  )
  take(cases.map(({ id }) => id))
  if (cases.length === 0) return
  const { rows } = await tx.$client.query<Due>(
    `WITH due AS (
      UPDATE plan_lines l SET told_of = l.look_again_on FROM partnerships p
       WHERE p.id = l.partnership_id AND l.case_id > $2 AND l.case_id = ANY ($3) AND ${due}
       RETURNING l.partnership_id, l.case_id, coalesce(l.lead_agency_id, p.coordinating_agency_id) AS agency_id, l.look_again_on)
    SELECT DISTINCT d.case_id, c.reference, d.agency_id, max(d.look_again_on) AS on FROM due d
      JOIN cases c ON c.partnership_id = d.partnership_id AND c.id = d.case_id
     WHERE EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = d.partnership_id AND g.case_id = d.case_id
        AND g.agency_id = d.agency_id AND ${heldByAgency('$1')})
     GROUP BY d.case_id, c.reference, d.agency_id`,
    [now, after, cases.map(({ id }) => id), standingStates],
  )
  for (const { case_id, reference, agency_id, on } of rows) {
    const places = await placesOf(tx, 'leads', agency_id, now)
    const occasion = `${case_id} ${agency_id} ${on}`
    await tell(
      tx,
      services,
      places,
      { kind: 'plan_to_look_at', subjectId: case_id, reference, occasion },
      now,
    )
  }
}
