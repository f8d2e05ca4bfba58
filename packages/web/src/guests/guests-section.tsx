import { listInvitations } from '@alongside/shared/guests/addresses'
import type { GuestInvitation } from '@alongside/shared/guests/contract'
import { isInvitedTo, whyNotInviteObserver } from '@alongside/shared/guests/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { DecideInvitation } from './decide-invitation.tsx'
import { ProposeGuest } from './propose-guest.tsx'

const stateTags = {
  proposed: <Tag colour="yellow">Proposed</Tag>,
  agreed: <Tag colour="teal">Invited</Tag>,
  declined: <Tag colour="grey">Not agreed</Tag>,
  withdrawn: <Tag colour="grey">Taken back</Tag>,
  ended: <Tag colour="grey">Ended</Tag>,
} as const satisfies Record<GuestInvitation['state'], unknown>

/** GST-1: who comes for one item only, and who sits in: proposed by a member, agreed by the coordinator in advance. */
export function Guests({ meeting }: { meeting: Meeting }) {
  const invitations = useRead(listInvitations, { params: { meetingId: meeting.id } })
  const mayPropose = useCan('meetings:contribute') && whyNotInviteObserver(meeting.state) === null
  return (
    <>
      <p className="govuk-body">
        A guest is in the room, and on the page, for one case alone, until it has been spoken of. An observer
        sees no papers. Both sign the confidentiality agreement first.
      </p>
      <Awaited read={invitations} label="Loading the guests">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No guest or observer so far">
              Propose somebody who works with her and is not a member. The coordinator agrees in advance.
            </EmptyState>
          ) : (
            items.map((invitation) => (
              <Invitation key={invitation.id} invitation={invitation} meeting={meeting} />
            ))
          )
        }
      </Awaited>
      {mayPropose && <ProposeGuest meeting={meeting} />}
    </>
  )
}

function Invitation({ invitation, meeting }: { invitation: GuestInvitation; meeting: Meeting }) {
  const decides = useCan('meetings:convene')
  const line = meeting.agenda.find(({ id }) => id === invitation.agendaItemId)
  const rows = [
    { key: 'From', value: [invitation.jobTitle, invitation.organisation].filter(Boolean).join(', ') },
    {
      key: 'For',
      value: invitation.kind === 'observer' ? 'Sits in, without papers' : `Case ${line?.caseReference ?? ''}`,
    },
    { key: 'Why', value: <span className="app-as-typed">{invitation.why}</span> },
    {
      key: 'Proposed',
      value: (
        <>
          {invitation.proposedBy}, {invitation.proposingAgencyName}, <Moment at={invitation.proposedAt} />
        </>
      ),
    },
    ...(invitation.decidedBy && invitation.decidedAt
      ? [
          {
            key: 'Decided',
            value: (
              <>
                {invitation.decidedBy}, <Moment at={invitation.decidedAt} />
                {invitation.decidedFor && `: ${invitation.decidedFor}`}
              </>
            ),
          },
        ]
      : []),
    ...(isInvitedTo(invitation.state)
      ? [{ key: 'Signed', value: invitation.signedAt ? <Moment at={invitation.signedAt} /> : 'Not yet' }]
      : []),
  ]
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">
        {invitation.name} {stateTags[invitation.state]}
      </h2>
      <SummaryList rows={rows} />
      {decides && <DecideInvitation invitation={invitation} />}
    </section>
  )
}
