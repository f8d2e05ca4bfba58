import type { guestEvents } from '@alongside/shared/guests/events'
import { coordinators, type Heard, type Hearing, inPerson, send, tellsNobody } from '../notices/hearing.ts'

type GuestEvent = keyof typeof guestEvents

export const guestHearing: Hearing<GuestEvent> = {
  'guest.proposed': async (heard) => {
    const { meetingId } = heard.event.data
    await send(heard, await coordinators(heard), { kind: 'guest_to_agree', subjectId: meetingId })
  },
  'guest.agreed': async (heard) => {
    const invitation = await invitationOf(heard)
    if (!invitation) return
    const { meetingId, invitationId } = heard.event.data
    await send(heard, await inPerson(heard, proposer(invitation)), {
      kind: 'guest_agreed',
      subjectId: meetingId,
    })
    // Who has no password yet is invited by the mail of membership.added instead.
    const { membership_id: id, account_id: accountId } = invitation
    if (id && accountId && !invitation.invited)
      await send(heard, [{ id, accountId }], {
        kind: 'invited_to_meeting',
        subjectId: invitationId,
        occasion: invitationId,
      })
  },
  'guest.declined': async (heard) => {
    const invitation = await invitationOf(heard)
    const { meetingId } = heard.event.data
    if (invitation)
      await send(heard, await inPerson(heard, proposer(invitation)), {
        kind: 'guest_declined',
        subjectId: meetingId,
      })
  },
  'guest.withdrawn': tellsNobody,
}

const proposer = ({ proposed_by, proposing_agency_id }: InvitationOf) => ({
  accountId: proposed_by,
  agencyId: proposing_agency_id,
})

interface InvitationOf {
  proposed_by: string
  proposing_agency_id: string
  membership_id: string | null
  account_id: string | null
  invited: boolean | null
}

async function invitationOf({ tx, event }: Heard<GuestEvent>): Promise<InvitationOf | undefined> {
  const { rows } = await tx.$client.query<InvitationOf>(
    `SELECT i.proposed_by, i.proposing_agency_id, m.id AS membership_id, m.account_id, a.invited FROM guest_invitations i
      LEFT JOIN memberships m ON m.partnership_id = i.partnership_id AND m.id = i.membership_id
      LEFT JOIN accounts a ON a.id = m.account_id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    [event.data.invitationId],
  )
  return rows[0]
}
