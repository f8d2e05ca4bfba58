import type { PublicCount } from '@alongside/shared/monitoring/reports-contract'
import type { ReactNode } from 'react'
import { type Column, Table } from '../ui/table.tsx'
import { countWords, shareOf, shareWords } from './words.ts'

export type BarRow = {
  key: string
  name: ReactNode
  count: PublicCount
  /** Stands for the number: a link to what is counted, say. */
  shown?: ReactNode
  /** So many of the local population; null: not given for this row. */
  population?: number | null
}

type Props = {
  caption: string
  hiddenCaption?: boolean
  /** What a row is: "Answer", "Agency". */
  of: string
  rows: readonly BarRow[]
  /** What the rows add up to, when shares are shown. */
  total?: PublicCount
  more?: Column<BarRow>[]
}

/** MON-3: a chart and its table in one: each number with its bar, and beside it the local population where that is given. */
export function Bars({ caption, hiddenCaption = false, of, rows, total, more = [] }: Props) {
  const people = rows.reduce((sum, { population }) => sum + (population ?? 0), 0)
  const populationOf = (row: BarRow) =>
    row.population == null || people === 0 ? null : row.population / people
  const whole = total ?? 0
  // With a population the bars are shares, so that the two can be held against each other.
  const byShare = people > 0 && typeof whole === 'number' && whole > 0
  const lengthOf = ({ count }: BarRow) =>
    byShare ? (shareOf(count, whole) ?? 0) : typeof count === 'number' ? count : 0
  const longest = Math.max(
    ...rows.map((row) => Math.max(lengthOf(row), byShare ? (populationOf(row) ?? 0) : 0)),
  )
  const part = (length: number) => (longest === 0 ? 0 : (100 * length) / longest)
  const columns: Column<BarRow>[] = [
    { header: of, cell: ({ name }) => name },
    {
      header: 'Number',
      cell: (row) => (
        <span className="app-bars__cell">
          <Bar
            hatched={typeof row.count !== 'number'}
            length={part(lengthOf(row))}
            beside={byShare ? part(populationOf(row) ?? 0) : 0}
          />
          <span className="app-bars__number">{row.shown ?? countWords(row.count)}</span>
        </span>
      ),
    },
  ]
  if (total !== undefined)
    columns.push({
      header: 'Share',
      cell: ({ count }) => {
        const share = shareOf(count, total)
        return share === null ? '–' : shareWords(share)
      },
      numeric: true,
    })
  if (people > 0)
    columns.push({
      header: 'Local population',
      cell: (row) => {
        const share = populationOf(row)
        return share === null ? '–' : `${shareWords(share)} (${countWords(row.population ?? 0)})`
      },
      numeric: true,
    })
  return (
    <>
      <Table
        caption={caption}
        captionSize="s"
        hiddenCaption={hiddenCaption}
        columns={[...columns, ...more]}
        rows={rows}
        rowKey={({ key }) => key}
        rowHeaders
        stack
      />
      {byShare && (
        <p className="govuk-body-s">
          The full bar is the share of everybody counted here, the outlined one that of the local population.
        </p>
      )}
    </>
  )
}

/** Nothing for 0. Says nothing that the number beside it does not. Lengths are of 100. */
function Bar({ length, beside, hatched }: { length: number; beside: number; hatched: boolean }) {
  if (length === 0 && beside === 0 && !hatched) return null
  return (
    <svg
      className={hatched ? 'app-bars__bar app-bars__bar--hatched' : 'app-bars__bar'}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {hatched ? (
        <path d="M0 12L8 2M6 12L14 2M12 12L20 2M18 12L26 2" vectorEffect="non-scaling-stroke" />
      ) : (
        <rect className="app-bars__full" width={length} y="2" height="10" />
      )}
      {beside > 0 && (
        <rect
          className="app-bars__outline"
          width={beside}
          y="14"
          height="5"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  )
}
