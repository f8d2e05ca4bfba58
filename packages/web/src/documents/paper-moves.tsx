import {
  collectCopy,
  destroyCopy,
  handOutCopy,
  loseCopy,
  settleLoss,
} from '@alongside/shared/documents/addresses'
import type { DocumentCopy } from '@alongside/shared/documents/contract'
import {
  asksWitness,
  type CopyMove,
  whyNotDownload,
  whyNotLose,
  whyNotMove,
} from '@alongside/shared/documents/rules'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { useCopyFile } from './use-copy-file.ts'
import { Witnessed } from './witnessed.tsx'

const commands = { handed_out: handOutCopy, collected: collectCopy, destroyed: destroyCopy } as const

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
  const partnership = usePartnership()
  const can = moves.filter(({ to }) => whyNotMove(copy, to) === null)
  const witnessed = can.flatMap(({ to, words }) =>
    to !== 'handed_out' && asksWitness(to, partnership) ? [{ to, words }] : [],
  )
  const open = can.filter(({ to }) => !asksWitness(to, partnership))
  if (can.length === 0) return null
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
      {witnessed.map(({ to, words }) => (
        <Witnessed key={to} copy={copy} contract={commands[to]} words={words} />
      ))}
      <output className="govuk-body-s">{file.said}</output>
      {whyNotLose(copy, { registers: true }) === null && <Lost copy={copy} />}
      {whyNotMove(copy, 'written_off') === null && <NotFound copy={copy} />}
    </div>
  )
}

/** Until this is recorded, or the copy is collected, it stays on the work of who keeps the register. */
function NotFound({ copy }: { copy: DocumentCopy }) {
  return (
    <InWords
      contract={settleLoss}
      said={{ params: { copyId: copy.id }, version: copy.version }}
      summary={`Copy ${copy.number} was not found: what was done`}
      asks={{
        key: 'words',
        label: 'What was done about it?',
        hint: 'Such as whom you told, and whether it was reported as a breach. Name nobody whom it speaks of.',
        missing: 'Say what was done',
      }}
      button="Record what was done"
      variant="secondary"
    />
  )
}

/** `holds`: it is said by whom it was handed to. */
export function Lost({ copy, holds = false }: { copy: DocumentCopy; holds?: boolean }) {
  return (
    <InWords
      contract={loseCopy}
      said={{ params: { copyId: copy.id }, version: copy.version }}
      summary={`Copy ${copy.number} is lost`}
      asks={{
        key: 'words',
        label: 'What is known of it?',
        hint: `Name nobody whom it speaks of.${holds ? ' It stands on the coordinator’s work at once; ring them too.' : ''}`,
        missing: 'Say what is known',
      }}
      button="Record the loss"
      variant="secondary"
    />
  )
}
