import { prose } from '@alongside/shared/limits'
import { replyToMeeting } from '@alongside/shared/meetings/addresses'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { MeetingAnswer, MeetingSummary } from '@alongside/shared/meetings/schema'
import { replyWords } from '@alongside/shared/meetings/words'
import { useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Tag } from '../ui/tag.tsx'
import { TextInput } from '../ui/text-input.tsx'

const agencies = (count: number) => (count === 1 ? '1 agency' : `${count} agencies`)

/** How many agencies have somebody who can come, and how many have nobody. */
export function ReplyCount({ meeting }: { meeting: MeetingSummary }) {
  const { agenciesThatCan, agenciesThatCannot } = meeting
  if (agenciesThatCan + agenciesThatCannot === 0) return 'Nobody has answered yet'
  const cannot = agenciesThatCannot > 0 ? `, ${agencies(agenciesThatCannot)} cannot` : ''
  return `${agencies(agenciesThatCan)} can come${cannot}`
}

export const replyColours = { can_come: 'green', cannot_come: 'orange', not_answered: 'grey' } as const

const MyReply = ({ answer }: { answer: MeetingAnswer }) => (
  <Tag colour={replyColours[answer]}>You {replyWords[answer]}</Tag>
)

/** MTG-1: my own answer, and changing it, where the meeting stands in a list. Until it opens. */
export function ReplyHere({ meeting }: { meeting: MeetingSummary }) {
  const calendar = useCalendar()
  const mayReply = useCan('meetings:reply')
  const sending = useSending(replyToMeeting)
  if (!mayReply || whyNotInMeeting('settle', meeting.state)) return null
  const say = (answer: MeetingAnswer) => sending.send({ params: { meetingId: meeting.id }, body: { answer } })
  const about = <span className="govuk-visually-hidden"> on {dayWords(calendar, meeting.startsAt)}</span>
  return (
    <div className="app-reply">
      <Refused error={sending.error} attempt={sending.attempt} />
      {meeting.myReply && (
        <p className="app-reply__mine">
          <MyReply answer={meeting.myReply} />
        </p>
      )}
      <ButtonGroup>
        {meeting.myReply !== 'can_come' && (
          <Button type="button" variant="secondary" busy={sending.busy} onClick={() => say('can_come')}>
            I can come{about}
          </Button>
        )}
        {meeting.myReply !== 'cannot_come' && (
          <Button type="button" variant="secondary" busy={sending.busy} onClick={() => say('cannot_come')}>
            I can’t come{about}
          </Button>
        )}
      </ButtonGroup>
    </div>
  )
}

/** The same with room for a reason, which only the coordinator reads. */
export function ReplyForm({ meeting }: { meeting: MeetingSummary }) {
  const [reason, setReason] = useState('')
  const sending = useSending(replyToMeeting, { onSuccess: () => setReason('') })
  const say = (answer: MeetingAnswer) =>
    sending.send({
      params: { meetingId: meeting.id },
      body: { answer, ...(reason.trim() && { reason: reason.trim() }) },
    })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Can you come?</h2>
      <Refused error={sending.error} attempt={sending.attempt} />
      {meeting.myReply && (
        <p className="govuk-body">
          <MyReply answer={meeting.myReply} />
        </p>
      )}
      <TextInput
        name="/reason"
        {...prose}
        limit={500}
        label="If you can’t: why, or who comes instead (optional)"
        hint="The coordinator reads it."
        error={sending.errorAt('/reason')}
        value={reason}
        onChange={setReason}
      />
      <ButtonGroup>
        <Button type="button" busy={sending.busy} onClick={() => say('can_come')}>
          I can come
        </Button>
        <Button type="button" variant="secondary" busy={sending.busy} onClick={() => say('cannot_come')}>
          I can’t come
        </Button>
      </ButtonGroup>
    </section>
  )
}
