import { Conflict } from '../autosave/conflict.tsx'
import { textOf } from '../autosave/engine.ts'
import type { Saving } from '../autosave/use-autosave.ts'
import { Textarea } from '../ui/textarea.tsx'
import { limitOf } from './drafting.ts'
import { LanguageAdvice } from './language-advice.tsx'

type Props = {
  drafting: Saving
  field: string
  /** Unique on the page. */
  name: string
  label: string
  hint?: string | undefined
  rows?: number
}

/** One text of the minutes: saved as it is typed, with advice on its language beside it (LAN-1). */
export function WordedField({ drafting: { engine, state }, field, name, label, hint, rows = 4 }: Props) {
  const words = textOf(state.fields[field])
  return (
    <div className="app-worded">
      <Textarea
        name={name}
        label={label}
        labelSize="s"
        hint={hint}
        rows={rows}
        limit={limitOf(field)}
        error={state.held[field]}
        value={words}
        onChange={(typed) => engine.type(field, typed)}
        onBlur={() => void engine.flush()}
      />
      {field in state.elsewhere && (
        <Conflict
          mine={words}
          theirs={textOf(state.elsewhere[field])}
          settle={(chosen) => engine.settle(field, chosen)}
        />
      )}
      <LanguageAdvice text={words} />
    </div>
  )
}
