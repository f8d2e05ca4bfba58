import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

type Props = { mine: string; theirs: string; settle: (words: string) => void }

/** Both wordings of one text, until somebody who has read both chooses. */
export function Conflict({ mine, theirs, settle }: Props) {
  const both = theirs === '' ? mine : `${theirs}\n\n${mine}`
  return <Choice words={theirs} mine={mine} theirs={theirs} both={both} settle={settle} />
}

type ChoiceProps<T> = {
  /** Theirs, to be read. */
  words: string
  mine: T
  theirs: T
  both: T
  settle: (chosen: T) => void
}

/** The same of anything that is changed as a whole. */
export function Choice<T>({ words, mine, theirs, both, settle }: ChoiceProps<T>) {
  return (
    <div className="app-conflict" role="alert">
      <p className="govuk-body">
        <strong>Somebody changed this while you were writing.</strong> Yours is in the box above, not saved
        yet. Theirs:
      </p>
      <p className="govuk-body app-as-typed app-conflict__theirs">{words || '(they emptied it)'}</p>
      <ButtonGroup>
        <Button type="button" variant="secondary" onClick={() => settle(both)}>
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
