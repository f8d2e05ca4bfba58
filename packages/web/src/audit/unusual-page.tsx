import { listUnusualReadings } from '@alongside/shared/audit/addresses'
import type { UnusualReading } from '@alongside/shared/audit/contract'
import { findingWords, unusualWords } from '@alongside/shared/audit/words'
import { Link, useSearch } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Moment } from '../time/moment.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** ACC-11: who read unusually; what waits for an answer first. */
export default function UnusualPage() {
  const { cursor } = useSearch({ from: '/signed-in/audit/unusual' })
  const readings = useRead(listUnusualReadings, { query: { cursor } }, { keepPrevious: true, staleTime: 0 })
  return (
    <Page title="Unusual reading" heading="Unusual reading">
      <p className="govuk-body">
        Who opened many cases in a short time, searched again and again without a hit, or was refused again
        and again. Most of it has a good reason; somebody who is not the reader asks for it.
      </p>
      <Awaited read={readings} label="Loading who read unusually" lines={8}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title="Nothing stood out">What does will be told to you at once.</EmptyState>
            ) : (
              <Table
                caption="Unusual reading, what waits for an answer first"
                hiddenCaption
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHeaders
                stack
              />
            )}
            <Pagination
              newer={cursor === undefined ? undefined : <Link {...paths.unusualReadings}>Newest</Link>}
              older={
                next === null ? undefined : (
                  <Link {...paths.unusualReadings} search={{ cursor: next }}>
                    Older
                  </Link>
                )
              }
            />
          </>
        )}
      </Awaited>
    </Page>
  )
}

const columns: Column<UnusualReading>[] = [
  {
    header: 'Who',
    cell: ({ id, name, agencyName }) => (
      <span>
        <Link {...paths.unusualReading(id)} className="govuk-link">
          {name}
        </Link>
        <span className="app-quiet"> {agencyName}</span>
      </span>
    ),
  },
  { header: 'What', cell: ({ kind }) => unusualWords[kind] },
  { header: 'Until', cell: ({ until }) => <Moment at={until} /> },
  {
    header: 'Answer',
    cell: ({ finding, forChair }) => {
      if (finding) return findingWords[finding]
      return forChair ? 'Waits for the chair' : 'Waits for the coordinator'
    },
  },
]
