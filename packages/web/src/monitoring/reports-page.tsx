import { periodOf, periodWords } from '@alongside/shared/monitoring/periods'
import { listReports } from '@alongside/shared/monitoring/reports-addresses'
import type { ReportSummary } from '@alongside/shared/monitoring/reports-contract'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { DraftReport } from './draft-report.tsx'
import { LocalPopulation } from './local-population.tsx'
import { MonitoringNavigation } from './monitoring-navigation.tsx'
import { ReportTag } from './report-tag.tsx'

/** MON-1, GOV-1: what is published, for the steering group and members; for the coordinator what is in hand too. */
export default function ReportsPage() {
  const reports = useRead(listReports, {})
  const reporting = useCan('monitoring:report')
  return (
    <Page title="Reports" heading="Reports">
      <MonitoringNavigation current="reports" />
      <p className="govuk-body">
        Whom the partnership discusses, and whether it works: by quarter and by year, with small numbers
        withheld so that nobody can be found in them.
      </p>
      <Awaited read={reports} label="Loading the reports">
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title="No report has been published yet">
                {reporting
                  ? 'Draft one below once its period has ended.'
                  : 'They stand here once the coordinator has published them.'}
              </EmptyState>
            ) : (
              <Table
                caption="Reports, the newest period first"
                hiddenCaption
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHeaders
                stack
              />
            )}
            {reporting && <DraftReport reports={items} />}
          </>
        )}
      </Awaited>
      {reporting && <LocalPopulation />}
    </Page>
  )
}

const columns: Column<ReportSummary>[] = [
  {
    header: 'Period',
    cell: ({ id, period, edition }) => (
      <Link {...paths.report(id)} className="govuk-link">
        {periodWords(periodOf(period))}
        {edition > 1 && <span className="govuk-visually-hidden">, edition {edition}</span>}
      </Link>
    ),
  },
  { header: 'Kind', cell: ({ period }) => (periodOf(period).kind === 'year' ? 'Year' : 'Quarter') },
  { header: 'Edition', cell: ({ edition }) => edition, numeric: true },
  { header: 'State', cell: (report) => <ReportTag report={report} /> },
  {
    header: 'Published',
    cell: ({ publishedAt }) => (publishedAt ? <Moment at={publishedAt} /> : 'Not yet'),
  },
]
