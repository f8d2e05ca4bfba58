import { collectCopy, destroyCopy, handOutCopy, loseCopy } from '@alongside/shared/documents/addresses'
import type { DocumentCopy } from '@alongside/shared/documents/contract'
import { type CopyMove, whyNotDownload, whyNotMove } from '@alongside/shared/documents/rules'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { useCopyFile } from './use-copy-file.ts'

const moves = [
  { to: 'handed_out', words: 'Handed out' },
  { to: 'collected', words: 'Collected' },
  { to: 'destroyed', words: 'Destroyed' },
] as const satisfies { to: CopyMove; words: string }[]

/** MTG-4: what can be done with a sheet of paper from where it is. */
export function PaperMoves({ copy }: { copy: DocumentCopy }) {
  const handing = useSending(handOutCopy)
  const collecting = useSending(collectCopy)
  const destroying = useSending(destroyCopy)
  const file = useCopyFile()
  const sendings = { handed_out: handing, collected: collecting, destroyed: destroying }
  const open = moves.filter(({ to }) => whyNotMove(copy, to) === null)
  if (open.length === 0) return null
  return (
    <div className="app-paper-moves">
      {open.map(({ to }) => (
        <Refused key={to} error={sendings[to].error} attempt={sendings[to].attempt} />
      ))}
      <Refused error={file.problem} attempt={file.attempt} />
      <ButtonGroup>
        {whyNotDownload(copy) === null && (
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
  return (
    <InWords
      contract={loseCopy}
      said={{ params: { copyId: copy.id }, version: copy.version }}
      summary={`Copy ${copy.number} is lost`}
      asks={{
        key: 'words',
        label: 'What is known of it?',
        hint: 'Name nobody whom it speaks of.',
        missing: 'Say what is known',
      }}
      button="Record the loss"
      variant="secondary"
    />
  )
}
