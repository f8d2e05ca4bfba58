import { setMeetingRule } from '@alongside/shared/meetings/addresses'
import { meetingDates } from '@alongside/shared/meetings/rules'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import type { Fault } from '@alongside/shared/problems'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { ruleWords, weekdayOptions, weekOptions } from './rule-words.ts'

const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/
const starting: MeetingRule = { week: 2, weekday: 4, time: '10:00', mode: 'in_person', venue: '' }

const timeFault: Fault = {
  pointer: '/time',
  code: 'invalid',
  detail: 'Give the time as 24 hours, such as 10:00',
}

/** MTG-1: the coordinator's monthly rule, shown with the dates that it gives before it is set. */
export function RuleForm() {
  const { meetingRule } = usePartnership()
  const calendar = useCalendar()
  const {
    field,
    values: rule,
    done,
    ...form
  } = useForm(setMeetingRule, {
    start: meetingRule ?? starting,
    faultsIn: ({ time }) => (timeShape.test(time) ? [] : [timeFault]),
    said: (body) => ({ body }),
    asksFirst: true,
    keeps: true,
  })
  return (
    <Details
      summary={meetingRule ? `Change when meetings are: ${ruleWords(meetingRule)}` : 'Set when meetings are'}
    >
      {done && <NotificationBanner success>The calendar holds the next twelve meetings</NotificationBanner>}
      <Form form={form}>
        <Select
          name="/week"
          label="Which of the month?"
          options={weekOptions.map(({ week, label }) => ({ value: String(week), label }))}
          value={String(rule.week)}
          onChange={(text) =>
            form.set({ week: weekOptions.find(({ week }) => String(week) === text)?.week ?? rule.week })
          }
        />
        <Select
          name="/weekday"
          label="Which day?"
          options={weekdayOptions.map(({ weekday, label }) => ({ value: String(weekday), label }))}
          value={String(rule.weekday)}
          onChange={(text) =>
            form.set({
              weekday:
                weekdayOptions.find(({ weekday }) => String(weekday) === text)?.weekday ?? rule.weekday,
            })
          }
        />
        <TextInput {...field('time')} label="At what time?" hint="24 hours, such as 10:00" width={5} />
        <Radios
          {...field('mode')}
          label="How do people meet?"
          inline
          options={[
            { value: 'in_person', label: 'In person' },
            { value: 'online', label: 'Online' },
            { value: 'hybrid', label: 'Both' },
          ]}
        />
        <TextInput {...field('venue')} limit={300} label="Where?" />
        <Button busy={form.busy}>Set the dates</Button>
      </Form>
      <AskFirst {...form.question} title="Set these dates?" yes="Set the dates">
        <p>Meetings are on {ruleWords(rule)}, moved off bank holidays. The first of them:</p>
        <ul className="govuk-list govuk-list--bullet">
          {form.question.open &&
            meetingDates(calendar, rule, Temporal.Now.instant().toString(), 3).map(({ date, startsAt }) => (
              <li key={date}>{dayWords(calendar, startsAt)}</li>
            ))}
        </ul>
        <p>Every member sees the new dates, and the days by which referrals have to be in move with them.</p>
      </AskFirst>
    </Details>
  )
}
