import { listMeetingReplies } from '@alongside/shared/meetings/addresses'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { AgencyReplies, Meeting, MeetingReplies } from '@alongside/shared/meetings/schema'
import { replyWords } from '@alongside/shared/meetings/words'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dayWords } from '../time/words.ts'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { ReplyCount, ReplyForm, replyColours } from './reply.tsx'

/** MTG-1: my answer; for the coordinator everyone's, agency by agency. */
export function WhoCanCome({ meeting }: { meeting: Meeting }) {
  const mayReply = useCan('meetings:reply')
  const convenes = useCan('meetings:convene')
  return (
    <>
      <p className="govuk-body">
        <ReplyCount meeting={meeting} />.
      </p>
      {mayReply && whyNotInMeeting('settle', meeting.state) === null && <ReplyForm meeting={meeting} />}
      {convenes && <EveryReply meeting={meeting} />}
    </>
  )
}

function EveryReply({ meeting }: { meeting: Meeting }) {
  const replies = useRead(listMeetingReplies, { params: { meetingId: meeting.id } })
  return (
    <Awaited read={replies} label="Loading who can come" lines={8}>
      {({ agencies, earlier }) => (
        <>
          <Table
            caption="By agency"
            captionSize="m"
            columns={agencyColumns}
            rows={agencies}
            rowKey={({ agencyId }) => agencyId}
            rowHeaders
            stack
          />
          {earlier.length > 0 && (
            <Table
              caption="Answers to earlier dates"
              captionSize="m"
              columns={earlierColumns}
              rows={earlier}
              rowKey={({ name, agencyName, startsAt }) => `${name} ${agencyName} ${startsAt}`}
              stack
            />
          )}
        </>
      )}
    </Awaited>
  )
}

const Answer = ({ answer }: Pick<AgencyReplies, 'answer'>) => (
  <Tag colour={replyColours[answer]}>{sentence(replyWords[answer])}</Tag>
)

function Members({ members }: Pick<AgencyReplies, 'members'>) {
  return (
    <ul className="govuk-list">
      {members.map(({ accountId, name, answer, reason }) => (
        <li key={accountId}>
          {name}: {replyWords[answer ?? 'not_answered']}
          {reason && <span className="app-quiet"> “{reason}”</span>}
        </li>
      ))}
    </ul>
  )
}

const agencyColumns: Column<AgencyReplies>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Answer', cell: ({ answer }) => <Answer answer={answer} /> },
  { header: 'Members', cell: ({ members }) => <Members members={members} /> },
]

type Earlier = MeetingReplies['earlier'][number]

function ForDay({ startsAt }: Pick<Earlier, 'startsAt'>) {
  return dayWords(useCalendar(), startsAt)
}

const earlierColumns: Column<Earlier>[] = [
  { header: 'For', cell: ({ startsAt }) => <ForDay startsAt={startsAt} /> },
  { header: 'Who', cell: ({ name, agencyName }) => `${name}, ${agencyName}` },
  { header: 'Answer', cell: ({ answer }) => <Answer answer={answer} /> },
  { header: 'When', cell: ({ at }) => <Moment at={at} /> },
]
