import { prose } from '@alongside/shared/limits'
import { confirmMeeting } from '@alongside/shared/meetings/addresses'
import { placeFaults, whyNotConfirm } from '@alongside/shared/meetings/moving'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { problems } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { dayWords, momentWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Tag } from '../ui/tag.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { MoveForm } from './move-form.tsx'

const confirmed = 'The meeting is confirmed; every member is told'

/** MTG-1, MTG-2: whether date and place are settled, what moved; the coordinator confirms it or moves it. */
export function Settle({ meeting }: { meeting: Meeting }) {
  const calendar = useCalendar()
  const convenes = useCan('meetings:convene') && whyNotInMeeting('settle', meeting.state) === null
  const [done, setDone] = useState('')
  return (
    <>
      {done && <NotificationBanner success>{done}</NotificationBanner>}
      {meeting.confirmedAt && (
        <p className="govuk-body">
          <Tag colour="green">Confirmed</Tag> {momentWords(calendar, meeting.confirmedAt)}
        </p>
      )}
      {meeting.moves.length > 0 && <Moves moves={meeting.moves} />}
      {convenes && !meeting.confirmedAt && done !== confirmed && (
        <Confirm meeting={meeting} onDone={() => setDone(confirmed)} />
      )}
      {convenes && (
        <Details key={meeting.startsAt} summary="Move this meeting">
          <MoveForm
            meeting={meeting}
            onDone={() => setDone('The meeting is moved; every member is told and asked again')}
          />
        </Details>
      )}
    </>
  )
}

function Moves({ moves }: Pick<Meeting, 'moves'>) {
  const calendar = useCalendar()
  return (
    <ul className="govuk-list">
      {moves.map(({ from, to, reason, exception, by, at }) => (
        <li key={at}>
          {from === to ? 'Changed' : `Moved from ${dayWords(calendar, from)} to ${dayWords(calendar, to)}`}{' '}
          <span className="app-quiet">
            by {by}, {momentWords(calendar, at)}: {reason ?? 'the rule for meetings was changed'}
            {exception && `. Although it misses deadlines: ${exception}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Confirm({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const calendar = useCalendar()
  const form = useForm(confirmMeeting, {
    start: {
      mode: meeting.mode === 'phone' ? ('online' as const) : meeting.mode,
      venue: meeting.venue,
      joining: meeting.joining,
    },
    faultsIn: placeFaults,
    said: (body) => ({ params: { meetingId: meeting.id }, version: meeting.version, body }),
    onSuccess: onDone,
    under: '/confirm',
    keeps: true,
  })
  const code = whyNotConfirm(meeting, useNow().toString())
  if (code === 'meeting.agenda_unpublished')
    return (
      <p className="govuk-body app-quiet">
        {problems[code].title}.{' '}
        <Link {...paths.meetingSection(meeting.id, 'agenda')}>Publish the agenda</Link>, then confirm.
      </p>
    )
  if (code)
    return (
      <p className="govuk-body app-quiet">
        {problems[code].title}: from {dayWords(calendar, meeting.confirmationFrom)}.
      </p>
    )
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Confirm date and place</h2>
      <Form form={form} stands={[{ key: 'Where', value: meeting.venue }]}>
        <Radios
          {...form.field('mode')}
          label="How do people meet?"
          inline
          options={[
            { value: 'in_person', label: 'In person' },
            { value: 'online', label: 'Online' },
            { value: 'hybrid', label: 'Both' },
          ]}
        />
        {form.values.mode !== 'online' && (
          <TextInput {...form.field('venue')} limit={300} label="Where?" hint="Every member reads it." />
        )}
        {form.values.mode !== 'in_person' && (
          <TextInput
            {...form.field('joining')}
            {...prose}
            limit={500}
            label="How do people join?"
            hint="The link of the call, or its telephone number. Every member reads it."
          />
        )}
        <Button busy={form.busy}>Confirm this meeting</Button>
      </Form>
    </section>
  )
}
