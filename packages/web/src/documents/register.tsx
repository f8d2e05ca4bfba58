import type { DocumentCopy } from '@alongside/shared/documents/contract'
import { whyNotLose } from '@alongside/shared/documents/rules'
import { copyStateWords, documentWords } from '@alongside/shared/documents/words'
import { sentence } from '../sending/refused.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Lost, PaperMoves } from './paper-moves.tsx'

/** MTG-4: every copy with its number and holder; of paper, where it is and how it came there. */
export function CopyRegister({ copies }: { copies: readonly DocumentCopy[] }) {
  const registers = useCan('documents:register')
  const mayLose = (copy: DocumentCopy) => whyNotLose(copy, { registers }) === null
  const paper = registers
    ? [{ header: 'Paper', cell: (copy: DocumentCopy) => <PaperMoves copy={copy} /> }]
    : copies.some(mayLose)
      ? [{ header: 'Paper', cell: (copy: DocumentCopy) => mayLose(copy) && <Lost copy={copy} holds /> }]
      : []
  return (
    <Table
      caption="Copies"
      hiddenCaption
      columns={[...columns, ...paper]}
      rows={copies}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const columns: Column<DocumentCopy>[] = [
  { header: 'Copy', cell: ({ number, kind }) => `${number}, ${documentWords[kind]}`, nowrap: true },
  { header: 'Holder', cell: ({ holderName, holderAgencyName }) => `${holderName}, ${holderAgencyName}` },
  { header: 'Made', cell: ({ madeAt }) => <Moment at={madeAt} /> },
  {
    header: 'Where it is',
    cell: ({ form, state, downloads, moves }) =>
      form === 'paper' ? (
        <div>
          On paper: {copyStateWords[state]}
          <Moves moves={moves} />
        </div>
      ) : (
        `File, downloaded ${downloads} ${downloads === 1 ? 'time' : 'times'}`
      ),
  },
]

function Moves({ moves }: { moves: DocumentCopy['moves'] }) {
  if (moves.length === 0) return null
  return (
    <ul className="govuk-list app-quiet">
      {moves.map(({ to, at, by, witness, words }) => (
        <li key={at + to}>
          {sentence(copyStateWords[to])} <Moment at={at} />, {by}
          {witness && `, seen by ${witness}`}
          {words && <span className="app-as-typed">: {words}</span>}
        </li>
      ))}
    </ul>
  )
}
