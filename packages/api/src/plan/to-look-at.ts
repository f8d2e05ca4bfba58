import { standingStates } from '@alongside/shared/plan/rules'
import type { PlanToLookAt } from '@alongside/shared/plan/schema'
import type { Tx } from '../db/pool.ts'
import { todayHere } from '../meetings/queries.ts'

/**
 * PLN-1: the plans of which lines are to be looked at within seven days of today, the first first: those that my
 * agency leads, and to who coordinates those that nobody leads. Of a case whose sharing has ended, or that rests, none.
 */
export async function readPlansToLookAt(
  tx: Tx,
  { coordinates, limit }: { coordinates: boolean; limit: number },
): Promise<PlanToLookAt[]> {
  const { rows } = await tx.$client.query<PlanToLookAt>({
    name: 'plans-to-look-at',
    text: `SELECT l.case_id AS "caseId", c.reference AS "caseReference", c.light, min(l.look_again_on) AS "lookAgainOn", count(*) AS lines
      FROM ${todayHere} CROSS JOIN plan_lines l JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
      WHERE l.partnership_id = app.partnership_id() AND l.state = ANY ($1) AND l.look_again_on <= here.today + 7
        AND (l.lead_agency_id = app.grants_to() OR ($2 AND l.lead_agency_id IS NULL))
        AND app.basis_in_force(l.case_id) AND NOT app.is_held(l.partnership_id, l.case_id)
      GROUP BY l.case_id, c.reference, c.light ORDER BY 4, 1 LIMIT $3`,
    values: [standingStates, coordinates, limit],
  })
  return rows
}
