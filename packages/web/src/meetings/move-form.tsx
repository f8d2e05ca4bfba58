import type { WorkingCalendar } from '@alongside/shared/calendar'
import { moveMeeting } from '@alongside/shared/meetings/addresses'
import { exceptionFaults, missedByMoving, whyNotMoveTo } from '@alongside/shared/meetings/moving'
import { planOf } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { Fault } from '@alongside/shared/problems'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar } from '../session/partnership.ts'
import { dayWords, timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/

/** What is wrong with when it is to be, by the API's own rule; the other meetings' days only the API knows. */
function faultsIn(calendar: WorkingCalendar, { date, time }: { date: string; time: string }): Fault[] {
  if (!timeShape.test(time))
    return [{ pointer: '/time', code: 'invalid', detail: 'Give the time as 24 hours, such as 10:00' }]
  const planned = planFor(calendar, date, time)
  if (!planned) return [{ pointer: '/date', code: 'invalid', detail: 'Give a date, such as 16 4 2026' }]
  const fault = whyNotMoveTo(calendar, planned, [], Temporal.Now.instant().toString())
  return fault ? [fault] : []
}

function planFor(calendar: WorkingCalendar, date: string, time: string) {
  try {
    return planOf(calendar, Temporal.PlainDate.from(date), time)
  } catch {
    return null
  }
}

const askedWhy = (): Fault => ({
  pointer: '/exception',
  code: 'missing',
  detail: 'Choose a later day, or say why it is moved there all the same',
})

/** MTG-1: another date, time or place, and why. What follows from it is shown before it is sent. */
export function MoveForm({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const calendar = useCalendar()
  const missedOn = ({ date, time }: { date: string; time: string }) => {
    const planned = planFor(calendar, date, time)
    return planned ? exceptionFaults(missedByMoving(planned, meeting, Temporal.Now.instant().toString())) : []
  }
  const {
    field,
    values: to,
    ...form
  } = useForm(moveMeeting, {
    ...useKeptTyping(`move ${meeting.id} ${meeting.version}`, 'Why a meeting moves, not sent yet', {
      date: meeting.date,
      time: timeWords(calendar, meeting.startsAt),
      // Monthly meetings alone move; a phone call is an emergency’s.
      mode: meeting.mode === 'phone' ? ('online' as const) : meeting.mode,
      venue: meeting.venue,
      reason: '',
      exception: '',
    }),
    needed: { reason: 'Say why it moves' },
    faultsIn: (typed) => {
      const faults = faultsIn(calendar, typed)
      return faults.length > 0 || typed.exception ? faults : missedOn(typed).slice(0, 1).map(askedWhy)
    },
    said: ({ exception, ...body }) => ({
      params: { meetingId: meeting.id },
      version: meeting.version,
      body: { ...body, ...(exception && { exception }) },
    }),
    onSuccess: onDone,
  })
  const planned = faultsIn(calendar, to).length === 0 ? planFor(calendar, to.date, to.time) : null
  const stands = [
    {
      key: 'When',
      value: `${dayWords(calendar, meeting.startsAt)}, ${timeWords(calendar, meeting.startsAt)}`,
    },
    { key: 'Where', value: meeting.venue },
  ]
  return (
    <Form form={form} stands={stands}>
      <DateInput {...field('date')} label="To which day?" />
      <TextInput {...field('time')} label="At what time?" hint="24 hours, such as 10:00" width={5} />
      <Radios
        {...field('mode')}
        label="How do people meet?"
        options={[
          { value: 'in_person', label: 'In person' },
          { value: 'online', label: 'Online' },
          { value: 'hybrid', label: 'Both' },
        ]}
      />
      <TextInput {...field('venue')} limit={300} label="Where?" />
      <Textarea
        {...field('reason')}
        label="Why does it move?"
        hint="Every member reads it. Name nobody whom the meeting speaks of."
        rows={2}
      />
      {planned && planned.startsAt !== meeting.startsAt && (
        <p className="govuk-body">
          Then referrals are in by {dayWords(calendar, planned.referralsBy)}, and papers out by{' '}
          {dayWords(calendar, planned.packBy)}. Its agenda stays.
        </p>
      )}
      {planned && missedOn(to).length > 0 && (
        <>
          <p className="govuk-body">On that day, by now:</p>
          <ul className="govuk-list govuk-list--bullet">
            {missedOn(to).map(({ code, detail }) => (
              <li key={code}>{detail}.</li>
            ))}
          </ul>
          <Textarea
            {...field('exception')}
            label="Why is it moved there all the same?"
            hint="It stays on record as an exception, and every member reads it."
            rows={2}
          />
        </>
      )}
      <Button busy={form.busy}>Move the meeting</Button>
    </Form>
  )
}
