import {
  collectCopy,
  type DocumentCopy,
  destroyCopy,
  handOutCopy,
  loseCopy,
} from '@alongside/shared/documents/contract'
import { type CopyMove, whyNotMove } from '@alongside/shared/documents/rules'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { useCopyFile } from './use-copy-file.ts'

const moves = [
  { to: 'handed out', words: 'Handed out' },
  { to: 'collected', words: 'Collected' },
  { to: 'destroyed', words: 'Destroyed' },
] as const satisfies { to: CopyMove; words: string }[]

/** MTG-4: what can be done with a sheet of paper from where it is. */
export function PaperMoves({ copy }: { copy: DocumentCopy }) {
  const handing = useSending(handOutCopy)
  const collecting = useSending(collectCopy)
  const destroying = useSending(destroyCopy)
  const file = useCopyFile()
  const sendings = { 'handed out': handing, collected: collecting, destroyed: destroying }
  const open = moves.filter(({ to }) => whyNotMove(copy, to) === null)
  if (open.length === 0) return null
  return (
    <div className="app-paper-moves">
      {open.map(({ to }) => (
        <Refused key={to} error={sendings[to].error} attempt={sendings[to].attempt} />
      ))}
      <Refused error={file.problem} attempt={file.attempt} />
      <ButtonGroup>
        {copy.state === 'made' && (
          <Button
            type="button"
            variant="secondary"
            busy={file.making}
            aria-label={`Download to print: copy ${copy.number}`}
            onClick={() => void file.fetchIt(copy)}
          >
            Download to print
          </Button>
        )}
        {open.map(({ to, words }) => (
          <Button
            key={to}
            type="button"
            variant="secondary"
            busy={sendings[to].busy}
            aria-label={`${words}: copy ${copy.number}`}
            onClick={() =>
              sendings[to].send({ params: { copyId: copy.id }, version: copy.version, body: {} })
            }
          >
            {words}
          </Button>
        ))}
      </ButtonGroup>
      <output className="govuk-body-s">{file.said}</output>
      {whyNotMove(copy, 'lost') === null && <Lost copy={copy} />}
    </div>
  )
}

function Lost({ copy }: { copy: DocumentCopy }) {
  const [words, setWords] = useState('')
  const under = `/${copy.id}`
  const losing = useSending(loseCopy, {
    faultsIn: ({ body }) => missingIn(body, { words: 'Say what is known' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    losing.send({ params: { copyId: copy.id }, version: copy.version, body: { words: words.trim() } })
  }
  return (
    <Details summary={`Copy ${copy.number} is lost`}>
      <form onSubmit={submit} noValidate>
        <Refused error={losing.error} attempt={losing.attempt} under={under} />
        <Textarea
          name={`${under}/words`}
          label="What is known of it?"
          hint="Name nobody whom it speaks of."
          rows={2}
          error={losing.errorAt('/words')}
          value={words}
          onChange={setWords}
        />
        <Button variant="secondary" busy={losing.busy}>
          Record the loss
        </Button>
      </form>
    </Details>
  )
}
