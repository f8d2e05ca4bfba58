import { judgingWords } from '@alongside/shared/language/judging-words'
import {
  distributeMinutes,
  dropCorrection,
  editMinutes,
  readMinutesDraft,
} from '@alongside/shared/minutes/addresses'
import type { MinutesDraft } from '@alongside/shared/minutes/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Held } from '../autosave/engine.ts'
import { SavingState } from '../autosave/saving-state.tsx'
import { useAutosave } from '../autosave/use-autosave.ts'
import { keyOf } from '../client/hooks.ts'
import { request } from '../client/session.ts'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { momentWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Drafted } from './drafted-case.tsx'
import { faultOf, wordsOfItem, wordsOfMeeting } from './drafting.ts'
import { HowHeld } from './how-held.tsx'
import { Present } from './minuted-case.tsx'
import { WordedField } from './worded-field.tsx'

const labels: Record<string, string> = { whatChanged: 'What changes', why: 'Why', notes: 'General notes' }
const labelOf = (field: string) => labels[field] ?? field

const heldOf = (draft: MinutesDraft): Held => ({ fields: wordsOfMeeting(draft), version: draft.version })

type Props = {
  draft: MinutesDraft
  /** Who coordinates words and distributes all of it; a deputy words what she chaired (ACC-9). */
  whole: boolean
  onDistributed: () => void
}

/** MTG-8: the coordinator words the draft, and distributes it. */
export function Draft({ draft, whole, onDistributed }: Props) {
  const calendar = useCalendar()
  const [unsafe, setUnsafe] = useState<ReadonlySet<string>>(new Set())
  const tellUnsafe = useCallback((id: string, waiting: boolean) => {
    setUnsafe((before) => {
      if (before.has(id) === waiting) return before
      const next = new Set(before)
      if (waiting) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  const queries = useQueryClient()
  const { meetingId } = draft
  const key = keyOf(readMinutesDraft, { params: { meetingId } })
  const server = useMemo(() => heldOf(draft), [draft])
  const drafting = useAutosave({
    name: `minutes ${draft.id}`,
    title: 'Minutes of the meeting',
    labelOf,
    server,
    send: async (body, { version }) => {
      const reply = await request(editMinutes, { params: { meetingId }, version, body })
      await queries.cancelQueries({ queryKey: key })
      queries.setQueryData(key, reply)
      return heldOf(reply)
    },
    read: async () => {
      const read = await request(readMinutesDraft, { params: { meetingId } })
      queries.setQueryData(key, read)
      return heldOf(read)
    },
    faultOf,
    fieldAt: (pointer) => pointer.slice(1),
  })
  const judging = [
    ...Object.values(wordsOfMeeting(draft)),
    ...draft.items.flatMap((item) => Object.values(wordsOfItem(item))),
  ]
    .map((words) => judgingWords(words).length)
    .reduce((total, count) => total + count, 0)
  if (!drafting) return null
  return (
    <Sheets>
      <p className="govuk-body">
        Draft of version {draft.edition}, compiled {momentWords(calendar, draft.compiledAt)} by{' '}
        {draft.compiledBy}.{' '}
        {whole
          ? 'Only those who coordinate read it.'
          : 'Here is what you chaired. The coordinator distributes it with the rest, and does not read it.'}{' '}
        {draft.withheld &&
          'There are further items, which you may not see. What a deputy chaired goes out with the rest, as the deputy worded it.'}
      </p>
      {draft.edition > 1 && (
        <p className="govuk-body">
          <Link {...paths.minutes(meetingId)} search={{}} className="govuk-link">
            Read what is distributed
          </Link>
        </p>
      )}
      <Details summary="About the language advice">
        <p>
          Words that judge her are shown under each text, with a kinder one and the reason. It is advice:
          nothing is changed for you, and nothing stops you. Her own words are never looked at.
        </p>
        <p>
          The reading age is the automated readability index and five years: 4.71 × letters per word + 0.5 ×
          words per sentence − 21.43 + 5.
        </p>
      </Details>
      {whole && draft.correction && (
        <section className="app-section">
          <h2 className="govuk-heading-m">What this version corrects</h2>
          <WordedField
            {...{ drafting, field: 'whatChanged', name: '/whatChanged', label: 'What changes?', rows: 2 }}
          />
          <WordedField {...{ drafting, field: 'why', name: '/why', label: 'Why?', rows: 2 }} />
        </section>
      )}
      {whole && (
        <section className="app-section">
          <h2 className="govuk-heading-m">General notes</h2>
          <WordedField
            {...{ drafting, field: 'notes', name: '/notes', label: 'Notes of the meeting' }}
            hint="Everyone who reads the minutes reads them: name nobody."
          />
          <SavingState state={drafting.state} labelOf={labelOf} />
        </section>
      )}
      <HowHeld proceedings={draft.proceedings} />
      <Present present={draft.present} />
      {draft.items.map((item) => (
        <Drafted key={item.id} item={item} meetingId={meetingId} tellUnsafe={tellUnsafe} />
      ))}
      {whole && (
        <Distribute
          draft={draft}
          judging={judging}
          unsaved={unsafe.size > 0 || drafting.state.unsaved.length > 0}
          onDistributed={onDistributed}
        />
      )}
      {whole && draft.edition > 1 && <DropCorrection draft={draft} onDropped={onDistributed} />}
    </Sheets>
  )
}

type Distributing = { draft: MinutesDraft; judging: number; unsaved: boolean; onDistributed: () => void }

function Distribute({ draft, judging, unsaved, onDistributed }: Distributing) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { meetingId } = draft
  const sending = useSending(distributeMinutes, {
    onSuccess: () => {
      onDistributed()
      void navigate({ ...paths.minutes(meetingId), search: {} })
    },
  })
  const withheld = draft.items.filter((item) => item.withheld).length
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Distribute</h2>
      <Refused error={sending.error} attempt={sending.attempt} />
      {judging > 0 && (
        <p className="govuk-body">
          {judging === 1 ? '1 word' : `${judging} words`} could be kinder; the advice stands under each text.
        </p>
      )}
      {withheld > 0 && (
        <p className="govuk-body">
          {draft.edition > 1
            ? `Without a basis for sharing now, ${withheld === 1 ? '1 case stays as it was' : `${withheld} cases stay as they were`} distributed, for those who may still see it.`
            : `${withheld === 1 ? '1 case goes' : `${withheld} cases go`} out as a line alone, for want of a basis for sharing.`}
        </p>
      )}
      <Button
        type="button"
        busy={sending.busy}
        reason={unsaved ? 'What is typed above is not saved yet.' : undefined}
        onClick={() => setAsking(true)}
      >
        Distribute the minutes
      </Button>
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        title="Distribute the minutes?"
        yes={`Distribute version ${draft.edition}`}
        onYes={() => {
          setAsking(false)
          sending.send({ params: { meetingId }, version: draft.version, body: {} })
        }}
      >
        <p>Every member is told, and reads what their agency may see.</p>
        <p>A guest who was there gets the minutes of their one case, by a link that works once.</p>
        <p>From then on this version does not change for anybody. Corrections are a new version.</p>
      </AskFirst>
    </section>
  )
}

/** MTG-8: a correction that was begun by mistake. */
function DropCorrection({ draft, onDropped }: { draft: MinutesDraft; onDropped: () => void }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { meetingId } = draft
  const sending = useSending(dropCorrection, {
    onSuccess: () => {
      onDropped()
      void navigate({ ...paths.minutes(meetingId), search: {} })
    },
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Begun by mistake?</h2>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button type="button" variant="secondary" busy={sending.busy} onClick={() => setAsking(true)}>
        Drop this correction
      </Button>
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        title="Drop this correction?"
        yes={`Drop the draft of version ${draft.edition}`}
        variant="warning"
        onYes={() => {
          setAsking(false)
          sending.send({ params: { meetingId }, version: draft.version, body: {} })
        }}
      >
        <p>What is worded in it goes. What was distributed stands as it is, and nobody is told.</p>
      </AskFirst>
    </section>
  )
}
