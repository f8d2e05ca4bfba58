import { peopleDefinition } from '@alongside/shared/monitoring/figures'
import { periodOf, reportName } from '@alongside/shared/monitoring/periods'
import { whyNotDiscardReport } from '@alongside/shared/monitoring/report-rules'
import { readReport } from '@alongside/shared/monitoring/reports-addresses'
import type { Report, ReportTable } from '@alongside/shared/monitoring/reports-contract'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { Bars } from './bars.tsx'
import { ReportFiles } from './report-files.tsx'
import { ReportMoves } from './report-moves.tsx'
import { ReportTag } from './report-tag.tsx'
import { countWords } from './words.ts'

/** MON-1, MON-3: a report on the screen, as it is printed. */
export default function ReportPage() {
  const { reportId } = useParams({ from: '/signed-in/reports/$reportId' })
  const read = useRead(readReport, { params: { reportId } })
  return (
    <>
      <BackLink>
        <Link {...paths.reports}>Reports</Link>
      </BackLink>
      <AwaitedPage read={read} title="Report" label="Loading the report" lines={12}>
        {(report) => <Shown report={report} />}
      </AwaitedPage>
    </>
  )
}

function Shown({ report }: { report: Report }) {
  const { name } = usePartnership()
  const reporting = useCan('monitoring:report')
  const { content, period, edition, state } = report
  const title = `Report of ${reportName(periodOf(period), edition)}`
  return (
    <Page title={title} heading={title} caption={name}>
      <article className="app-report">
        <p className="govuk-body">
          <ReportTag report={report} /> <Standing report={report} />
        </p>
        {state !== 'published' && (
          <WarningText>
            Not published: only the coordinator sees this, until it is checked and out.
          </WarningText>
        )}
        {report.superseded && <WarningText>A later edition of this report is out. Use that one.</WarningText>}
        {report.correctedFor && (
          <InsetText>
            <strong>What changed since the edition before:</strong> {report.correctedFor}
          </InsetText>
        )}
        <ReportFiles reportId={report.id} />
        {reporting && whyNotDiscardReport(state) === null && <ReportMoves report={report} />}
        <h2 className="govuk-heading-m">What is counted</h2>
        <p className="govuk-body">{peopleDefinition}</p>
        <p className="govuk-body">
          Numbers from 1 to {content.threshold - 1} are withheld, and so is every number that would let such a
          one be worked out. A hatched mark stands for both, and does not tell which it is.
          {content.roundedTo !== null && ` Numbers are rounded to ${content.roundedTo}.`}
        </p>
        {content.tables.map((table) => (
          <TableOfReport key={table.name} table={table} />
        ))}
        <Why words={content.whyWithheld} />
      </article>
    </Page>
  )
}

function Standing({
  report: { publishedAt, publishedBy, checkedAt, checkedBy, draftedAt, draftedBy },
}: Props) {
  if (publishedAt)
    return (
      <>
        <Moment at={publishedAt} /> by {publishedBy}.
      </>
    )
  return (
    <>
      Drafted <Moment at={draftedAt} /> by {draftedBy}.
      {checkedAt && (
        <>
          {' '}
          Checked <Moment at={checkedAt} /> by {checkedBy}.
        </>
      )}
    </>
  )
}
type Props = { report: Report }

function TableOfReport({ table }: { table: ReportTable }) {
  const { name, title, definition, total, withheld, rows, question, populationSource, middleHours } = table
  const id = `table-${name}`
  return (
    <section className="app-figure" aria-labelledby={id}>
      <h2 className="govuk-heading-m" id={id}>
        {title}
      </h2>
      <p className="govuk-body">{definition}</p>
      <p className="govuk-body">
        <strong>
          {question ? 'People discussed' : 'All'}: {countWords(total)}
        </strong>
        {middleHours !== null && `. The middle one of their times: ${countWords(middleHours)} hours`}
      </p>
      {withheld ? (
        <p className="govuk-body">This table is withheld as a whole.</p>
      ) : (
        <Bars
          caption={title}
          hiddenCaption
          of={question ? 'Answer' : 'Outcome'}
          total={total}
          rows={rows.map((row) => ({
            ...row,
            key: row.name,
            name: sentence(row.words),
          }))}
        />
      )}
      {!withheld && populationSource && (
        <p className="govuk-body-s">Source of the local population: {populationSource}.</p>
      )}
    </section>
  )
}

function Why({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <section aria-labelledby="why-withheld">
      <h2 className="govuk-heading-m" id="why-withheld">
        Why numbers are withheld
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}
