import { auditActions } from '@alongside/shared/audit/actions'
import { searchAudit } from '@alongside/shared/audit/addresses'
import { Link, useSearch } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { endOf, startOf } from '../time/local.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { Table } from '../ui/table.tsx'
import { AuditFilter } from './audit-filter.tsx'
import { eventColumns } from './event-columns.tsx'

/** ACC-7: what was done in the partnership, by whom. Days in the address are local ones. */
export default function AuditPage() {
  const calendar = useCalendar()
  const { cursor, ...filters } = useSearch({ from: '/signed-in/audit' })
  const events = useRead(
    searchAudit,
    {
      query: {
        cursor,
        accountId: filters.accountId,
        caseId: filters.caseId,
        action: auditActions.find((action) => action === filters.action),
        from: (filters.from && startOf(calendar, filters.from)) || undefined,
        until: (filters.until && endOf(calendar, filters.until)) || undefined,
      },
    },
    { keepPrevious: true, staleTime: 0 },
  )
  return (
    <Page title="Audit" heading="What was done, by whom">
      <p className="govuk-body">
        <Link {...paths.searches} className="govuk-link">
          Who looked for a name
        </Link>{' '}
        ·{' '}
        <Link {...paths.unusualReadings} className="govuk-link">
          Unusual reading
        </Link>
      </p>
      <AuditFilter key={JSON.stringify(filters)} filters={filters} />
      <Awaited read={events} label="Loading what was done" lines={12}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title="Nothing on record fits">Take a filter off, or widen the dates.</EmptyState>
            ) : (
              <Table
                caption="What was done, newest first"
                hiddenCaption
                columns={eventColumns}
                rows={items}
                rowKey={({ id }) => id}
                stack
              />
            )}
            <Pagination
              newer={
                cursor === undefined ? undefined : (
                  <Link {...paths.audit} search={filters}>
                    Newest
                  </Link>
                )
              }
              older={
                next === null ? undefined : (
                  <Link {...paths.audit} search={{ ...filters, cursor: next }}>
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
