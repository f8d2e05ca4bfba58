import {
  collectCopy,
  type DocumentCopy,
  destroyCopy,
  handOutCopy,
} from '@alongside/shared/documents/contract'
import { type CopyMove, whyNotMove } from '@alongside/shared/documents/rules'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** MTG-4: every copy with its number and holder; of paper, where it is. */
export function CopyRegister({ copies }: { copies: readonly DocumentCopy[] }) {
  const registers = useCan('documents:register')
  return (
    <Table
      caption="Copies"
      hiddenCaption
      columns={
        registers ? [...columns, { header: 'Paper', cell: (copy) => <PaperMoves copy={copy} /> }] : columns
      }
      rows={copies}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const columns: Column<DocumentCopy>[] = [
  { header: 'Copy', cell: ({ number, kind }) => `${number}, ${kind}`, nowrap: true },
  { header: 'Holder', cell: ({ holderName, holderAgencyName }) => `${holderName}, ${holderAgencyName}` },
  { header: 'Made', cell: ({ madeAt }) => <Moment at={madeAt} /> },
  {
    header: 'Where it is',
    cell: ({ form, state, downloads }) =>
      form === 'paper'
        ? `On paper: ${state}`
        : `File, downloaded ${downloads} ${downloads === 1 ? 'time' : 'times'}`,
  },
]

const moves = [
  { to: 'handed out', words: 'Handed out', contract: handOutCopy },
  { to: 'collected', words: 'Collected', contract: collectCopy },
  { to: 'destroyed', words: 'Destroyed', contract: destroyCopy },
] as const satisfies { to: CopyMove; words: string; contract: unknown }[]

function PaperMoves({ copy }: { copy: DocumentCopy }) {
  const handing = useSending(handOutCopy)
  const collecting = useSending(collectCopy)
  const destroying = useSending(destroyCopy)
  const sendings = { 'handed out': handing, collected: collecting, destroyed: destroying }
  const open = moves.filter(({ to }) => whyNotMove(copy, to) === null)
  if (open.length === 0) return null
  return (
    <>
      {open.map(({ to }) => (
        <Refused key={to} error={sendings[to].error} attempt={sendings[to].attempt} />
      ))}
      <ButtonGroup>
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
    </>
  )
}
