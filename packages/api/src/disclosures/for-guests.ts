import { releasedStates } from '@alongside/shared/disclosures/rules'
import { invitedStates } from '@alongside/shared/guests/rules'
import { discussedItemStates } from '@alongside/shared/room/rules'
import type { Tx } from '../db/pool.ts'
import { disclosureRequests } from '../db/tables/disclosures.ts'
import { newCopyNumber } from '../documents/queries.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { keyed, type UnderKey } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'

interface GuestToTell extends UnderKey {
  invitationId: string
  meetingId: string
  itemId: string
  caseId: string
  name: string
  organisation: string
  email: string
  ofAgencies: string[]
  proposedBy: string
  proposingAgencyId: string
  /** Of an earlier version what was not fetched yet; it holds the newest once it is. */
  waiting: string | null
}

/**
 * GST-1, MTG-8: as minutes go out, whoever was a guest of a case and involved in it (in the room as it ended, or heard) gets the minutes
 * of that case alone, by the link of a release (CNF-1): once, within its days, taken back as any other. Of a correction, where it
 * touched her item. Nobody whom she refuses (ACC-8), and nothing without a basis (CON-3). Gives the releases to send.
 */
export async function releaseToGuests(
  tx: Tx,
  vault: Vault,
  minutesId: string,
  { accountId }: Member,
  now: string,
): Promise<string[]> {
  const { rows } = await tx.$client.query<GuestToTell>({
    name: 'guests-to-tell',
    text: `SELECT g.id AS "invitationId", n.meeting_id AS "meetingId", i.id AS "itemId", i.case_id AS "caseId", g.name, g.organisation, g.email,
        g.of_agencies AS "ofAgencies", g.proposed_by AS "proposedBy", g.proposing_agency_id AS "proposingAgencyId",
        (SELECT d.id FROM disclosure_requests d WHERE d.partnership_id = g.partnership_id AND d.guest_invitation_id = g.id
          AND d.state = ANY ($4) AND d.opened_at IS NULL ORDER BY d.asked_at DESC LIMIT 1) AS waiting,
        k.id AS "keyId", k.wrapped
      FROM minutes n
      JOIN minuted_items t ON t.partnership_id = n.partnership_id AND t.minutes_id = n.id AND NOT t.withheld
        AND (n.version = 1 OR t.revision > 1)
      JOIN agenda_items i ON i.partnership_id = n.partnership_id AND i.meeting_id = n.meeting_id AND i.case_id = t.case_id
        AND i.state = ANY ($2)
      JOIN guest_invitations g ON g.partnership_id = i.partnership_id AND g.agenda_item_id = i.id AND g.state = ANY ($3)
      JOIN memberships m ON m.partnership_id = g.partnership_id AND m.id = g.membership_id
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE n.partnership_id = app.partnership_id() AND n.id = $1 AND app.coordinates() AND app.basis_in_force(i.case_id)
        AND NOT app.refuses_recipient(i.case_id, g.email, g.of_agencies)
        AND (EXISTS (SELECT FROM attendances a WHERE a.partnership_id = g.partnership_id AND a.meeting_id = g.meeting_id AND a.invited
            AND a.account_id = m.account_id AND a.struck_at IS NULL
            -- Her stay ends as her item does.
            AND app.in_force(a.from_at, a.until_at, i.closed_at - interval '1 microsecond'))
          OR EXISTS (SELECT FROM contributions s WHERE s.partnership_id = g.partnership_id AND s.agenda_item_id = i.id
            AND s.guest_invitation_id = g.id))
      ORDER BY i.closed_at, g.proposed_at, g.id`,
    values: [minutesId, discussedItemStates, invitedStates, releasedStates],
  })
  const sent: string[] = []
  for (const row of rows) {
    const { key, waiting, ...guest } = keyed(row)
    const id = waiting ?? newId()
    sent.push(id)
    if (waiting) continue
    await tx.insert(disclosureRequests).values({
      ...{ id, kind: 'minutes', meetingId: guest.meetingId },
      ...{ agendaItemId: guest.itemId, caseId: guest.caseId, guestInvitationId: guest.invitationId },
      ...{
        recipientName: guest.name,
        recipientOrganisation: guest.organisation,
        recipientEmail: guest.email,
      },
      ...{ ofAgencies: guest.ofAgencies, reason: vault.seal(key, 'why', why) },
      ...{ askedBy: guest.proposedBy, askingAgencyId: guest.proposingAgencyId, askedAt: now },
      ...{ state: 'agreed', decidedBy: accountId, decidedAt: now },
      // Whoever sends minutes out has read them.
      ...{ seenBy: accountId, seenAt: now, seenCases: [guest.caseId] },
      ...{ decidedFor: vault.seal(key, 'reason', agreed), copyNumber: newCopyNumber() },
    })
  }
  return sent
}

const why = 'A guest of this case at the meeting.'
const agreed = 'Agreed with the invitation: who was a guest of a case gets its minutes.'
