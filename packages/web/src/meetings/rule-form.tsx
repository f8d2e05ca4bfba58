import { setMeetingRule } from '@alongside/shared/meetings/contract'
import { meetingDates } from '@alongside/shared/meetings/rules'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import type { Fault } from '@alongside/shared/problems'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { ruleWords, weekdayOptions, weekOptions } from './rule-words.ts'

const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/
const starting: MeetingRule = { week: 2, weekday: 4, time: '10:00', mode: 'in person', venue: '' }

/** MTG-1: the coordinator's monthly rule, shown with the dates that it gives before it is set. */
export function RuleForm() {
  const { meetingRule } = usePartnership()
  const calendar = useCalendar()
  const [rule, setRule] = useState<MeetingRule>(meetingRule ?? starting)
  const [asking, setAsking] = useState(false)
  const [saved, setSaved] = useState(false)
  const sending = useSending(setMeetingRule, { onSuccess: () => setSaved(true) })
  const set = <Key extends keyof MeetingRule>(key: Key, value: MeetingRule[Key]) =>
    setRule({ ...rule, [key]: value })
  const timeFault: Fault = {
    pointer: '/time',
    code: 'invalid',
    detail: 'Give the time as 24 hours, such as 10:00',
  }
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    if (timeShape.test(rule.time)) setAsking(true)
    else sending.refuse([timeFault])
  }
  const send = () => {
    setAsking(false)
    sending.send({ body: rule })
  }
  return (
    <Details
      summary={meetingRule ? `Change when meetings are: ${ruleWords(meetingRule)}` : 'Set when meetings are'}
    >
      {saved && <NotificationBanner success>The calendar holds the next twelve meetings</NotificationBanner>}
      <form onSubmit={ask} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Select
          name="/week"
          label="Which of the month?"
          options={weekOptions.map(({ week, label }) => ({ value: String(week), label }))}
          value={String(rule.week)}
          onChange={(text) =>
            set('week', weekOptions.find(({ week }) => String(week) === text)?.week ?? rule.week)
          }
        />
        <Select
          name="/weekday"
          label="Which day?"
          options={weekdayOptions.map(({ weekday, label }) => ({ value: String(weekday), label }))}
          value={String(rule.weekday)}
          onChange={(text) =>
            set(
              'weekday',
              weekdayOptions.find(({ weekday }) => String(weekday) === text)?.weekday ?? rule.weekday,
            )
          }
        />
        <TextInput
          name="/time"
          label="At what time?"
          hint="24 hours, such as 10:00"
          width={5}
          error={sending.errorAt('/time')}
          value={rule.time}
          onChange={(time) => set('time', time.trim())}
        />
        <Radios
          name="/mode"
          label="How do people meet?"
          inline
          options={[
            { value: 'in person', label: 'In person' },
            { value: 'online', label: 'Online' },
            { value: 'hybrid', label: 'Both' },
          ]}
          value={rule.mode}
          onChange={(mode) => set('mode', mode)}
        />
        <TextInput
          name="/venue"
          label="Where?"
          error={sending.errorAt('/venue')}
          value={rule.venue}
          onChange={(venue) => set('venue', venue)}
        />
        <Button busy={sending.busy}>Set the dates</Button>
      </form>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Set these dates?"
        actions={
          <>
            <Button type="button" variant="secondary" onClick={() => setAsking(false)}>
              Go back
            </Button>
            <Button type="button" onClick={send}>
              Set the dates
            </Button>
          </>
        }
      >
        <p>Meetings are on {ruleWords(rule)}, moved off bank holidays. The first of them:</p>
        <ul className="govuk-list govuk-list--bullet">
          {asking &&
            meetingDates(calendar, rule, Temporal.Now.instant().toString(), 3).map(({ date, startsAt }) => (
              <li key={date}>{dayWords(calendar, startsAt)}</li>
            ))}
        </ul>
        <p>Every member sees the new dates, and the days by which referrals have to be in move with them.</p>
      </Dialog>
    </Details>
  )
}
