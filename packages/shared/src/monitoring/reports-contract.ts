import Type, { type Static } from 'typebox'
import { command, file, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, Text, Version, Words } from '../scalars.ts'
import { PeriodName, QuestionName } from './contract.ts'
import * as at from './reports-addresses.ts'
import { reportStates } from './values.ts'

const PublicCount = Type.Unsafe<number | 'withheld'>({
  anyOf: [
    { type: 'integer', minimum: 0, maximum: 10_000_000 },
    { type: 'string', enum: ['withheld'] },
  ],
  description: '`withheld`: fewer than the threshold, or would let a smaller number be worked out',
})
export type PublicCount = number | 'withheld'

export const ReportTable = Closed(
  {
    name: Line(60),
    title: Line(200),
    definition: Text(),
    question: Nullable(QuestionName),
    total: PublicCount,
    withheld: Type.Boolean({ description: 'The table as a whole' }),
    rows: ListOf(
      Closed({
        name: Text(100),
        words: Text(100, 'What the row is called, as it was when the report was drawn'),
        count: PublicCount,
        population: Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
      }),
      60,
    ),
    populationSource: Nullable(Line(200)),
    middleHours: Nullable(Type.Number({ minimum: 0, maximum: 1e9 })),
  },
  { $id: 'ReportTable' },
)
export type ReportTable = Static<typeof ReportTable>

export const ReportContent = Closed(
  {
    drawnAt: Instant,
    threshold: Type.Integer({ minimum: 2, maximum: 100 }),
    roundedTo: Nullable(Type.Integer({ minimum: 2, maximum: 20 })),
    tables: ListOf(ReportTable, 40),
    whyWithheld: ListOf(Text(3000), 200),
  },
  { $id: 'ReportContent', description: 'All that is published: nothing of what is withheld is in it' },
)
export type ReportContent = Static<typeof ReportContent>

const summary = {
  id: Id,
  version: Version,
  period: PeriodName,
  edition: Type.Integer({ minimum: 1, maximum: 1000 }),
  state: Choice(reportStates, { $id: 'ReportState' }),
  correctedFor: Nullable(Text(narrative, 'What changed since the edition before, and why')),
  draftedBy: Line(),
  draftedAt: Instant,
  checkedBy: Nullable(Line()),
  checkedAt: Nullable(Instant),
  publishedBy: Nullable(Line()),
  publishedAt: Nullable(Instant),
  superseded: Type.Boolean({ description: 'A later edition of the same period is out' }),
}
export const ReportSummary = Closed(summary, { $id: 'ReportSummary' })
export type ReportSummary = Static<typeof ReportSummary>
export const Report = Closed({ ...summary, content: ReportContent }, { $id: 'Report' })
export type Report = Static<typeof Report>

const reportId = { reportId: Id }
const whole = { params: reportId, reply: Report } as const

export const listReports = query(at.listReports, {
  summary:
    'The reports, newest period first: drafts too for the coordinator, published ones for everybody else',
  reply: Closed({ items: ListOf(ReportSummary, 500) }, { $id: 'Reports' }),
  audit: 'no case data',
})

export const readReport = query(at.readReport, {
  ...whole,
  summary: 'One report with its tables',
  audit: 'report.read',
})

export const draftReport = command(at.draftReport, {
  summary:
    'Draw the figures of a period that has ended; of one that is published, as a correction that says what changed',
  body: Closed(
    {
      period: PeriodName,
      roundTo: Type.Optional(Type.Integer({ minimum: 2, maximum: 10 })),
      correctedFor: Type.Optional(Words(narrative)),
    },
    { $id: 'NewReport' },
  ),
  reply: Report,
  status: 201,
  audit: 'report.drafted',
  refusals: ['report.period_running', 'report.being_drafted', 'answers.incomplete'],
  example: { period: '2025-Q4' },
})

export const checkReport = command(at.checkReport, {
  ...whole,
  summary: 'Checked: the figures are right, and nobody can be found in them',
  body: Nothing,
  conditional: true,
  audit: 'report.checked',
  refusals: ['report.wrong_state'],
  example: {},
})

export const publishReport = command(at.publishReport, {
  ...whole,
  summary: 'Publish it: from now on it never changes',
  body: Nothing,
  conditional: true,
  audit: 'report.published',
  refusals: ['report.wrong_state', 'report.out_of_date'],
  example: {},
})

export const discardReport = command(at.discardReport, {
  params: reportId,
  summary: 'Throw away what is not published',
  body: Nothing,
  reply: Nothing,
  audit: 'report.discarded',
  refusals: ['report.wrong_state'],
  example: {},
})

export const readReportCsv = file(at.readReportCsv, {
  params: reportId,
  summary: 'Its tables as CSV',
  audit: 'report.read',
})

export const readReportPdf = file(at.readReportPdf, {
  params: reportId,
  summary: 'The report as tagged PDF',
  audit: 'report.read',
})
