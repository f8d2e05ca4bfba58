import { roleWhere } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'

/** Conditions on memberships `m`: who is told. */
export const whom = {
  coordinators: roleWhere('coordinates'),
  members: roleWhere('comesToMeetings'),
  leads: `m.agency_id = $2 AND ${roleWhere('hearsForAgency')}`,
  chairs: roleWhere('chairs'),
  leadsOfAll: roleWhere('leads'),
  /** Where the coordinating agency has nobody else, its coordinator hears last, as everybody's (`escalate`). */
  safeguardingLeads: `m.agency_id = $2 AND (m.safeguarding_lead OR ${roleWhere('leads')} AND NOT ${roleWhere('coordinates')})`,
  account: 'm.account_id = $2::uuid',
} as const

/** Everyone in force whom a condition names. `about`: the agency or account that it speaks of. */
export async function accountsOf(
  tx: Tx,
  who: keyof typeof whom,
  about: string | null,
  now: string,
): Promise<string[]> {
  const { rows } = await tx.$client.query<{ account_id: string }>({
    name: `whom ${who}`,
    text: `SELECT DISTINCT m.account_id FROM memberships m WHERE m.partnership_id = app.partnership_id()
      AND ${placeInForce('$1')} AND ($2::uuid IS NULL OR true) AND ${whom[who]}`,
    values: [now, about],
  })
  return rows.map((row) => row.account_id)
}
