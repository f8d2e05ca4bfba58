import { account } from '@alongside/shared/limits'
import { Conflict } from '../autosave/conflict.tsx'
import { textOf } from '../autosave/engine.ts'
import { SavingState } from '../autosave/saving-state.tsx'
import type { Saving } from '../autosave/use-autosave.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type Part, partLabel, partWords } from './recording.ts'

type Props = { part: Part; recording: Saving; saved: string; writable: boolean }

/** One part of the record: written as it is typed, or as it stands. */
export function RecordPart({ part, recording: { engine, state }, saved, writable }: Props) {
  const { label, hint } = partWords[part]
  const words = textOf(state.fields[part])
  const settle = (chosen: string) => engine.settle(part, chosen)
  if (!writable)
    return (
      <section className="app-section" id={`part-${part}`}>
        <h2 className="govuk-heading-m">{label}</h2>
        <p className="govuk-body app-as-typed">{saved || 'Nothing was written down.'}</p>
        {state.unsaved.includes(part) && <TooLate words={words} throwAway={() => settle(saved)} />}
      </section>
    )
  return (
    <section className="app-section" id={`part-${part}`}>
      <Textarea
        name={`/${part}`}
        label={label}
        labelSize="m"
        hint={hint}
        limit={account}
        rows={part === 'whoTellsHer' ? 2 : 4}
        value={words}
        onChange={(typed) => engine.type(part, typed)}
        onBlur={() => void engine.flush()}
      />
      {part in state.elsewhere && (
        <Conflict mine={words} theirs={textOf(state.elsewhere[part])} settle={settle} />
      )}
    </section>
  )
}

/** What was typed here when somebody else finished the case: shown, so that it can be told or written elsewhere. */
function TooLate({ words, throwAway }: { words: string; throwAway: () => void }) {
  return (
    <div className="app-conflict" role="alert">
      <p className="govuk-body">
        <strong>This can no longer be written in.</strong> What you typed was not saved:
      </p>
      <p className="govuk-body app-as-typed app-conflict__theirs">{words}</p>
      <Button type="button" variant="secondary" onClick={throwAway}>
        Throw it away
      </Button>
    </div>
  )
}

/** Whether the record is safe, and why not; stays in view while one scrolls. */
export function RecordingState({ recording }: { recording: Saving }) {
  return <SavingState sticky state={recording.state} labelOf={partLabel} />
}
