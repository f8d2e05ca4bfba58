import { orderAgenda, publishAgenda } from '@alongside/shared/agenda/addresses'
import { timeNeeded, whyNotPublishAgenda } from '@alongside/shared/agenda/rules'
import { readMeeting } from '@alongside/shared/meetings/addresses'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { itemsOpen } from '@alongside/shared/room/rules'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf } from '../client/hooks.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { Moment } from '../time/moment.tsx'
import { timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { AgendaCandidates } from './candidates.tsx'
import { AgendaRow } from './row.tsx'
import { useReordering } from './use-reordering.ts'
import { WhoIsAway } from './who-is-away.tsx'

/** MTG-3: the coordinator's agenda: its order, minutes, what is put off, and its publishing. */
export function AgendaSection({ meeting }: { meeting: Meeting }) {
  const queries = useQueryClient()
  // The next change names the version that this one made, without waiting for the meeting to be read again.
  const keep = (reply: Meeting) =>
    queries.setQueryData(keyOf(readMeeting, { params: { meetingId: meeting.id } }), reply)
  const ordering = useSending(orderAgenda, { onSuccess: keep })
  const listed = itemsOpen(meeting.agenda)
  const params = { meetingId: meeting.id }
  const save = (items: { id: string; minutes?: number }[], lengthMinutes?: number) =>
    ordering.send({
      params,
      version: meeting.version,
      body: { items, ...(lengthMinutes !== undefined && { lengthMinutes }) },
    })
  const rows = useReordering(listed, (ids) => save(ids.map((id) => ({ id }))))
  if (whyNotInMeeting('arrange', meeting.state))
    return <EmptyState title="The meeting is closed">Its agenda stands in the minutes.</EmptyState>
  return (
    <>
      <Publishing meeting={meeting} waits={ordering.busy} />
      <Refused error={ordering.error} attempt={ordering.attempt} />
      {listed.length === 0 ? (
        <EmptyState title="No case stands on the agenda">
          Cases come onto it from accepted referrals, and from actions that still run.
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">
            Drag a case by its handle, or use “Up” and “Down”. Each change is saved at once.
          </p>
          <ol className="govuk-list app-agenda" aria-label="Order of the agenda">
            {rows.ordered.map((line, at) => (
              <AgendaRow
                key={line.id}
                line={line}
                at={at}
                rows={rows}
                mode={meeting.mode}
                signed={meeting.signedByMe}
                busy={ordering.busy}
                onMinutes={(minutes) =>
                  save(rows.ordered.map(({ id }) => (id === line.id ? { id, minutes } : { id })))
                }
              />
            ))}
          </ol>
        </>
      )}
      <output className="govuk-visually-hidden">{rows.said}</output>
      <WhoIsAway meeting={meeting} busy={ordering.busy} onTake={(ids) => save(ids.map((id) => ({ id })))} />
      <Totals
        key={meeting.lengthMinutes}
        meeting={meeting}
        onLength={(minutes) =>
          save(
            listed.map(({ id }) => ({ id })),
            minutes,
          )
        }
      />
      <AgendaCandidates meetingId={meeting.id} />
    </>
  )
}

function Publishing({ meeting, waits }: { meeting: Meeting; waits: boolean }) {
  const publishing = useSending(publishAgenda)
  const { agendaPublishedAt: at, agendaChanged } = meeting
  return (
    <section className="app-section">
      <p className="govuk-body">
        {at ? (
          <>
            Published <Moment at={at} />. {agendaChanged && <strong>Changed since published.</strong>}
          </>
        ) : (
          'Not published yet. Members are told once it is, and asked what their agencies know.'
        )}
      </p>
      <Refused error={publishing.error} attempt={publishing.attempt} />
      {whyNotPublishAgenda(meeting) === null && (
        <Button
          type="button"
          busy={publishing.busy || waits}
          onClick={() =>
            publishing.send({ params: { meetingId: meeting.id }, version: meeting.version, body: {} })
          }
        >
          {at ? 'Publish it again' : 'Publish the agenda'}
        </Button>
      )}
    </section>
  )
}

type TotalsProps = { meeting: Meeting; onLength: (minutes: number) => void }

/** What the cases need, against how long the meeting is to last. */
function Totals({ meeting, onLength }: TotalsProps) {
  const calendar = useCalendar()
  const [length, setLength] = useState(String(meeting.lengthMinutes))
  const { minutes, endsAt } = timeNeeded(meeting.agenda, meeting.startsAt)
  const over = minutes - meeting.lengthMinutes
  const given = Number(length)
  const fits = Number.isInteger(given) && given >= 15 && given <= 600
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Time</h2>
      <p className="govuk-body">
        {minutes} minutes for the cases: from {timeWords(calendar, meeting.startsAt)} to{' '}
        {timeWords(calendar, endsAt)}.{' '}
        {over > 0 ? (
          <strong>{over} minutes more than the meeting is to last.</strong>
        ) : (
          `${-over} of the meeting’s ${meeting.lengthMinutes} minutes are left.`
        )}
      </p>
      <form
        className="app-agenda-length"
        onSubmit={(event) => {
          event.preventDefault()
          if (fits) onLength(given)
        }}
        noValidate
      >
        <TextInput
          name="/lengthMinutes"
          label="How long is the meeting to last, in minutes?"
          inputMode="numeric"
          autoComplete="off"
          error={fits ? undefined : 'Give whole minutes between 15 and 600'}
          value={length}
          onChange={setLength}
        />
        <Button variant="secondary">Set the length</Button>
      </form>
    </section>
  )
}
