import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { mayBeEmpty } from './drafting.ts'
import { LanguageAdvice } from './language-advice.tsx'
import type { Drafting } from './use-drafting.ts'

type Props = {
  drafting: Drafting
  field: string
  /** Unique on the page. */
  name: string
  label: string
  hint?: string | undefined
  rows?: number
  saved: string
}

/** One text of the minutes: saved as it is typed, with advice on its language beside it (LAN-1). */
export function WordedField({ drafting, field, name, label, hint, rows = 4, saved }: Props) {
  const words = drafting.wordsOf(field)
  const emptied = words.trim() === '' && !mayBeEmpty(field)
  return (
    <div className="app-worded">
      <Textarea
        name={name}
        label={label}
        labelSize="s"
        hint={hint}
        rows={rows}
        error={emptied ? 'Keep some words here. Until then what was saved stays.' : undefined}
        value={words}
        onChange={(typed) => drafting.type(field, typed)}
        onBlur={drafting.save}
      />
      {drafting.conflicts.includes(field) && (
        <Conflict mine={words} theirs={saved} settle={(chosen) => drafting.settle(field, chosen)} />
      )}
      <LanguageAdvice text={words} />
    </div>
  )
}

/** Both wordings, until somebody who has read both chooses. */
function Conflict({
  mine,
  theirs,
  settle,
}: {
  mine: string
  theirs: string
  settle: (words: string) => void
}) {
  return (
    <div className="app-conflict" role="alert">
      <p className="govuk-body">
        <strong>Somebody changed this while you were writing.</strong> Yours is in the box above, not saved
        yet. Theirs:
      </p>
      <p className="govuk-body app-as-typed app-conflict__theirs">{theirs || '(they emptied it)'}</p>
      <ButtonGroup>
        <Button
          type="button"
          variant="secondary"
          onClick={() => settle(theirs === '' ? mine : `${theirs}\n\n${mine}`)}
        >
          Keep both, theirs first
        </Button>
        <Button type="button" variant="secondary" onClick={() => settle(mine)}>
          Save mine instead
        </Button>
        <Button type="button" variant="secondary" onClick={() => settle(theirs)}>
          Keep theirs
        </Button>
      </ButtonGroup>
    </div>
  )
}
