import { refusalWords } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { SavedState } from '../ui/saved-state.tsx'
import { Textarea } from '../ui/textarea.tsx'
import type { Part } from './recording.ts'
import type { Recording } from './use-recording.ts'

export const partWords = {
  riskPlan: { label: 'Risk management plan', hint: 'What makes her safer now, who does it, and from when.' },
  supportPlan: {
    label: 'Support plan',
    hint: 'The whole of it: safety, a home, health, money, people, and exit where she wants it.',
  },
  decisions: { label: 'Decisions', hint: undefined },
  whoTellsHer: { label: 'Who tells her', hint: 'Who tells her what, when, and how it is safe.' },
} as const satisfies Record<Part, { label: string; hint: string | undefined }>

type Props = { part: Part; recording: Recording; saved: string; writable: boolean }

/** One part of the record: written as it is typed, or as it stands. */
export function RecordPart({ part, recording, saved, writable }: Props) {
  const { label, hint } = partWords[part]
  if (!writable)
    return (
      <section className="app-section" id={`part-${part}`}>
        <h2 className="govuk-heading-m">{label}</h2>
        <p className="govuk-body app-as-typed">{saved || 'Nothing was written down.'}</p>
        {recording.unsaved.includes(part) && <TooLate part={part} recording={recording} saved={saved} />}
      </section>
    )
  return (
    <section className="app-section" id={`part-${part}`}>
      <Textarea
        name={`/${part}`}
        label={label}
        labelSize="m"
        hint={hint}
        rows={part === 'whoTellsHer' ? 2 : 4}
        value={recording.wordsOf(part)}
        onChange={(words) => recording.type(part, words)}
        onBlur={recording.save}
      />
      {recording.conflicts.includes(part) && <Conflict part={part} recording={recording} saved={saved} />}
    </section>
  )
}

/** What was typed here when somebody else finished the case: shown, so that it can be told or written elsewhere. */
function TooLate({ part, recording, saved }: Omit<Props, 'writable'>) {
  return (
    <div className="app-conflict" role="alert">
      <p className="govuk-body">
        <strong>This can no longer be written in.</strong> What you typed was not saved:
      </p>
      <p className="govuk-body app-as-typed app-conflict__theirs">{recording.wordsOf(part)}</p>
      <Button type="button" variant="secondary" onClick={() => recording.settle(part, saved)}>
        Throw it away
      </Button>
    </div>
  )
}

/** Both versions, until somebody who has read both chooses. */
function Conflict({ part, recording, saved }: Omit<Props, 'writable'>) {
  const mine = recording.wordsOf(part)
  return (
    <div className="app-conflict" role="alert">
      <p className="govuk-body">
        <strong>Somebody changed this while you were writing.</strong> Yours is in the box above, not saved
        yet. Theirs:
      </p>
      <p className="govuk-body app-as-typed app-conflict__theirs">{saved || '(they emptied it)'}</p>
      <ButtonGroup>
        <Button
          type="button"
          variant="secondary"
          onClick={() => recording.settle(part, saved === '' ? mine : `${saved}\n\n${mine}`)}
        >
          Keep both, theirs first
        </Button>
        <Button type="button" variant="secondary" onClick={() => recording.settle(part, mine)}>
          Save mine instead
        </Button>
        <Button type="button" variant="secondary" onClick={() => recording.settle(part, saved)}>
          Keep theirs
        </Button>
      </ButtonGroup>
    </div>
  )
}

/** Whether the record is safe, and why not; stays in view while one scrolls, and leaves the focus where it is. */
export function RecordingState({ recording }: { recording: Recording }) {
  const calendar = useCalendar()
  const { state, savedAt, error } = recording
  const refusal = error && refusalWords(error)
  return (
    <div className="app-recording-state">
      {state === 'saved' && savedAt ? (
        <SavedState state="saved" at={timeWords(calendar, savedAt)} />
      ) : (
        <SavedState state={state === 'saved' ? 'idle' : state} />
      )}
      {refusal && (
        <p className="app-recording-state__why">
          {refusal.title}. {refusal.description}
        </p>
      )}
    </div>
  )
}
