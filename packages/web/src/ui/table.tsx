import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

export type Column<Row> = {
  header: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** Keeps references and dates on one line. */
  nowrap?: boolean
  /** Given, the header is a button that sorts; `none` is sortable and not sorted. */
  sort?: { direction: 'ascending' | 'descending' | 'none'; onSort: () => void } | undefined
  /** Leaves the header to screen readers, for a column of links or buttons. */
  hiddenHeader?: boolean
}

type Props<Row> = {
  caption: string
  captionSize?: 's' | 'm' | 'l' | 'xl' | undefined
  /** When a heading above already says it. */
  hiddenCaption?: boolean
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The first column names its row. */
  rowHeaders?: boolean
  /** On a phone each row becomes a card, its cells named by their headers. Otherwise the table scrolls sideways. */
  stack?: boolean
}

/** The table's words and numbers; what to show instead of an empty one is the page's EmptyState. */
export function Table<Row>(props: Props<Row>) {
  const {
    caption,
    captionSize,
    hiddenCaption,
    columns,
    rows,
    rowKey,
    rowHeaders = false,
    stack = false,
  } = props
  const captionId = useId()
  // Stacking changes `display`, at which browsers forget that this is a table: the roles say it again.
  const role = (name: string) => (stack ? { role: name } : {})
  const table = (
    <table className={classes('govuk-table', stack && 'app-table--stack')} {...role('table')}>
      <caption
        id={captionId}
        className={classes(
          'govuk-table__caption',
          captionSize && `govuk-table__caption--${captionSize}`,
          hiddenCaption && 'govuk-visually-hidden',
        )}
      >
        {caption}
      </caption>
      <thead className="govuk-table__head" {...role('rowgroup')}>
        <tr className="govuk-table__row" {...role('row')}>
          {columns.map((column) => (
            <th
              key={column.header}
              scope="col"
              className={classes('govuk-table__header', column.numeric && 'govuk-table__header--numeric')}
              aria-sort={column.sort?.direction}
              {...role('columnheader')}
            >
              <Header column={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body" {...role('rowgroup')}>
        {rows.map((row) => (
          <tr className="govuk-table__row" key={rowKey(row)} {...role('row')}>
            {columns.map((column, index) =>
              rowHeaders && index === 0 ? (
                <th
                  scope="row"
                  className={classes('govuk-table__header', column.nowrap && 'app-nowrap')}
                  key={column.header}
                  {...role('rowheader')}
                >
                  {column.cell(row)}
                </th>
              ) : (
                <td
                  className={classes(
                    'govuk-table__cell',
                    column.numeric && 'govuk-table__cell--numeric',
                    column.nowrap && 'app-nowrap',
                  )}
                  key={column.header}
                  data-label={stack && !column.hiddenHeader ? column.header : undefined}
                  {...role('cell')}
                >
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
  if (stack) return table
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="app-table-scroll" aria-labelledby={captionId} tabIndex={0}>
      {table}
    </section>
  )
}

function Header<Row>({ column }: { column: Column<Row> }) {
  if (column.sort) {
    return (
      <button type="button" onClick={column.sort.onSort}>
        {column.header}
        <svg
          className="app-sort-icon"
          viewBox="0 0 12 18"
          width="12"
          height="18"
          aria-hidden="true"
          focusable="false"
        >
          {column.sort.direction !== 'descending' && <path d="M6 0l5 7H1z" fill="currentColor" />}
          {column.sort.direction !== 'ascending' && <path d="M6 18l5-7H1z" fill="currentColor" />}
        </svg>
      </button>
    )
  }
  return column.hiddenHeader ? <span className="govuk-visually-hidden">{column.header}</span> : column.header
}
