import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import { openItemStates } from '@alongside/shared/room/rules'
import type { MyWork } from '@alongside/shared/work/contract'
import { sharedWithAgency } from '../access/visibility.ts'
import { seriousnessOf } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'

/**
 * Agencies that are asked what they know of an agenda item `i`: who holds the case by its own referral, her consent, or
 * sharing without it; on a case that may be spoken of at all (CON-3). Convening the meeting is no reason to know anything.
 */
const asked = `g.partnership_id = i.partnership_id AND g.case_id = i.case_id AND ${sharedWithAgency('app.moment()')}`

/** MTG-3: cases of coming meetings of which the actor's agency has written down nothing; the soonest meeting first. */
export async function readResearchAsked(tx: Tx, limit: number): Promise<MyWork['researchAsked']> {
  const { rows } = await tx.$client.query<MyWork['researchAsked'][number]>({
    name: 'research-asked',
    text: `SELECT i.id AS "agendaItemId", m.id AS "meetingId", m.starts_at AS "meetingStartsAt", i.case_id AS "caseId",
        c.reference AS "caseReference", i.light
      FROM agenda_items i
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id AND m.state = ANY ($2)
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      WHERE i.partnership_id = app.partnership_id() AND i.state = ANY ($3) AND app.basis_in_force(i.case_id)
        AND EXISTS (SELECT FROM sharing_grants g WHERE ${asked} AND g.agency_id = app.grants_to())
        AND NOT EXISTS (SELECT FROM research r WHERE r.partnership_id = i.partnership_id AND r.agenda_item_id = i.id
          AND r.agency_id = app.grants_to())
      ORDER BY m.starts_at, ${seriousnessOf('i.light')}, c.reference LIMIT $1`,
    values: [limit, comingMeetingStates.stand, openItemStates],
  })
  return rows
}

/** For the relay: agencies that are still to write down what they know of some case of this meeting. */
export async function agenciesAsked(tx: Tx, meetingId: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ agencyId: string }>({
    name: 'agencies-asked',
    text: `SELECT DISTINCT g.agency_id AS "agencyId" FROM agenda_items i JOIN sharing_grants g ON ${asked}
      WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1 AND i.state = ANY ($2)
        AND app.basis_stands(i.partnership_id, i.case_id, app.moment())
        AND NOT EXISTS (SELECT FROM research r WHERE r.partnership_id = i.partnership_id AND r.agenda_item_id = i.id
          AND r.agency_id = g.agency_id)`,
    values: [meetingId, openItemStates],
  })
  return rows.map(({ agencyId }) => agencyId)
}
