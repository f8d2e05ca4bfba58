import { markAttendance } from '@alongside/shared/attendance/addresses'
import type { MeetingAttendance } from '@alongside/shared/attendance/contract'
import type { attendanceMarks } from '@alongside/shared/attendance/values'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar } from '../session/partnership.ts'
import { useNow } from '../time/now.ts'
import { timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Mark = (typeof attendanceMarks)[number]
const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/

/** MTG-6: the chair records who came without a device, who left, and what was put down by mistake. */
export function MarkAttendance({ meeting, attendance }: { meeting: Meeting; attendance: MeetingAttendance }) {
  const calendar = useCalendar()
  const now = timeWords(calendar, useNow().toString())
  const form = useForm(markAttendance, {
    start: { who: '', mark: 'came' as Mark, time: '' },
    faultsIn: ({ who, mark, time }) => [
      ...(who ? [] : [{ pointer: '/accountId', code: 'missing', detail: 'Choose a person' }]),
      ...(mark === 'was_not_here' || time === '' || timeShape.test(time)
        ? []
        : [{ pointer: '/at', code: 'invalid', detail: 'Give the time as 24 hours, such as 10:05' }]),
    ],
    said: ({ who, mark, time }) => {
      const [accountId = '', agencyId = ''] = who.split(' ')
      const at = Temporal.PlainDate.from(meeting.date)
        .toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time || now })
        .toInstant()
        .toString()
      return { params: { meetingId: meeting.id }, body: { accountId, agencyId, mark, at } }
    },
  })
  return (
    <Details summary="Record who is here, or has left">
      {form.done && <NotificationBanner success>Attendance is recorded</NotificationBanner>}
      <Form form={form}>
        <Select
          {...form.field('who', '/accountId')}
          label="Who?"
          hint="Whoever has signed. Record a signature on paper first, where there is none."
          options={[{ value: '', label: 'Choose a person' }, ...peopleOf(attendance)]}
        />
        <Radios
          {...form.field('mark')}
          label="What?"
          options={[
            { value: 'came', label: 'Is here, since' },
            { value: 'left', label: 'Has left, at' },
            { value: 'was_not_here', label: 'Was not here after all' },
          ]}
        />
        {form.values.mark !== 'was_not_here' && (
          <TextInput
            {...form.field('time', '/at')}
            label="At what time?"
            hint={`Empty: now, ${now}`}
            width={5}
          />
        )}
        <Button variant="secondary" busy={form.busy}>
          Record it
        </Button>
      </Form>
    </Details>
  )
}

const peopleOf = ({ agencies, observers }: MeetingAttendance) => [
  ...agencies.flatMap(({ agencyName, signed }) =>
    signed.map((one) => ({ value: `${one.accountId} ${one.agencyId}`, label: `${one.name}, ${agencyName}` })),
  ),
  ...observers.map((one) => ({
    value: `${one.accountId} ${one.agencyId}`,
    label: `${one.name}, ${one.organisation}`,
  })),
]
