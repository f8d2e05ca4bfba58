import {
  closeMeeting,
  openMeeting,
  reopenMeeting,
  takeBackOpening,
} from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { turnWords } from '@alongside/shared/meetings/words'
import { isPutOffAtClosing, whyNotReopen, whyNotTakeBackOpening } from '@alongside/shared/room/rules'
import { useState } from 'react'
import { InWords } from '../forms/in-words.tsx'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { useNow } from '../time/now.ts'
import { momentWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { openCases, whyNotClose, whyNotOpen } from './reasons.ts'

/** MTG-6: opening, its slip, closing, and what was closed too soon; what cannot be done says why. */
export function Conduct({ meeting }: { meeting: Meeting }) {
  if (meeting.state === 'closed' && meeting.minutesDistributed) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Hold the meeting</h2>
      {meeting.state === 'planned' && <Opening meeting={meeting} />}
      {meeting.state === 'open' && <Closing meeting={meeting} />}
      {meeting.state === 'closed' && <Reopening meeting={meeting} />}
    </section>
  )
}

const asked = (meeting: Meeting) => ({
  params: { meetingId: meeting.id },
  version: meeting.version,
  body: {},
})

function Opening({ meeting }: { meeting: Meeting }) {
  const calendar = useCalendar()
  const opening = useSending(openMeeting)
  return (
    <>
      <Refused error={opening.error} attempt={opening.attempt} />
      <Button
        type="button"
        busy={opening.busy}
        reason={whyNotOpen(calendar, meeting, useNow().toString())}
        onClick={() => opening.send(asked(meeting))}
      >
        Open the meeting
      </Button>
    </>
  )
}

function Closing({ meeting }: { meeting: Meeting }) {
  const [asking, setAsking] = useState(false)
  const closing = useSending(closeMeeting)
  const takingBack = useSending(takeBackOpening)
  const open = openCases(meeting)
  return (
    <>
      <Refused error={closing.error ?? takingBack.error} attempt={closing.attempt + takingBack.attempt} />
      {open.length > 0 && (
        <p className="govuk-body">
          {open.length === 1 ? '1 case is' : `${open.length} cases are`} still to be discussed or put off.
        </p>
      )}
      {meeting.leftToDeputy && (
        <p className="govuk-body">
          A case that is not yours to hear is still to be discussed, or put off, by the deputy.
        </p>
      )}
      {meeting.leftToOther && (
        <p className="govuk-body">
          A case that is not yours to hear is still to be discussed, or put off, by whoever of chair and
          coordinator may hear it.
        </p>
      )}
      {isPutOffAtClosing(meeting) && (
        <p className="govuk-body">
          There is a case here that nobody who came could chair. It goes to the next meeting when you close
          this one.
        </p>
      )}
      <Button type="button" busy={closing.busy} reason={whyNotClose(meeting)} onClick={() => setAsking(true)}>
        Close the meeting
      </Button>
      {whyNotTakeBackOpening(meeting) === null && (
        <>
          <p className="govuk-body">
            Opened by mistake? Until a case is begun or anything is written down, it can be planned again.
          </p>
          <Button
            type="button"
            variant="secondary"
            busy={takingBack.busy}
            onClick={() => takingBack.send(asked(meeting))}
          >
            Take the opening back
          </Button>
        </>
      )}
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        title="Close the meeting?"
        yes="Close it and compile the minutes"
        onYes={() => {
          setAsking(false)
          closing.send(asked(meeting))
        }}
      >
        <p>The minutes are compiled from what was recorded, as a draft that you word and distribute.</p>
        <p>Closed too soon, it can be reopened with a reason until its minutes have gone out.</p>
      </AskFirst>
    </>
  )
}

function Reopening({ meeting }: { meeting: Meeting }) {
  return (
    <InWords
      contract={reopenMeeting}
      said={{ params: { meetingId: meeting.id }, version: meeting.version }}
      summary="Reopen this meeting"
      asks={{
        key: 'reason',
        label: 'Why is it reopened?',
        hint: 'Every member reads it. Name nobody whom the meeting speaks of.',
        missing: 'Say why it is reopened',
      }}
      button="Reopen the meeting"
      variant="warning"
      reason={reasonOf(whyNotReopen(meeting))}
    >
      <p>
        The draft of its minutes goes, with what was worded in it; it is compiled anew when you close the
        meeting again. What is discussed or put off stays so. Guests and observers are invited again.
      </p>
    </InWords>
  )
}

/** Who turned the meeting back, when and why; every member reads it. */
export function Turns({ meeting: { turns } }: { meeting: Meeting }) {
  const calendar = useCalendar()
  if (turns.length === 0) return null
  return (
    <ul className="govuk-list">
      {turns.map(({ turn, reason, by, at }) => (
        <li key={at}>
          {turnWords[turn]}{' '}
          <span className="app-quiet">
            by {by}, {momentWords(calendar, at)}
            {reason && `: ${reason}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
