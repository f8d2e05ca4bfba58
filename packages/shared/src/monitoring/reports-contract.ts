import Type, { type Static } from 'typebox'
import { command, file, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, Text, Version } from '../scalars.ts'
import { PeriodName, QuestionName } from './contract.ts'

const tag = 'Monitoring'
export const reportStates = ['draft', 'checked', 'published'] as const
export type ReportState = (typeof reportStates)[number]

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
const whole = { tag, params: reportId, reply: Report } as const

export const listReports = query({
  id: 'listReports',
  path: '/v1/reports',
  tag,
  summary:
    'The reports, newest period first: drafts too for the coordinator, published ones for everybody else',
  permission: 'reports:read',
  reply: Closed({ items: ListOf(ReportSummary, 500) }, { $id: 'Reports' }),
  audit: 'no case data',
})

export const readReport = query({
  ...whole,
  id: 'readReport',
  path: '/v1/reports/:reportId',
  summary: 'One report with its tables',
  permission: 'reports:read',
  audit: 'report.read',
})

export const draftReport = command({
  id: 'draftReport',
  path: '/v1/reports',
  tag,
  summary:
    'Draw the figures of a period that has ended; of one that is published, as a correction that says what changed',
  permission: 'monitoring:report',
  body: Closed(
    {
      period: PeriodName,
      roundTo: Type.Optional(Type.Integer({ minimum: 2, maximum: 10 })),
      correctedFor: Type.Optional(Line(narrative)),
    },
    { $id: 'NewReport' },
  ),
  reply: Report,
  status: 201,
  audit: 'report.drafted',
  refusals: ['report.period_running', 'report.being_drafted', 'answers.incomplete'],
  example: { period: '2025-Q4' },
})

export const checkReport = command({
  ...whole,
  id: 'checkReport',
  path: '/v1/reports/:reportId/check',
  summary: 'Checked: the figures are right, and nobody can be found in them',
  permission: 'monitoring:report',
  body: Nothing,
  conditional: true,
  audit: 'report.checked',
  refusals: ['report.wrong_state'],
  example: {},
})

export const publishReport = command({
  ...whole,
  id: 'publishReport',
  path: '/v1/reports/:reportId/publication',
  summary: 'Publish it: from now on it never changes',
  permission: 'monitoring:report',
  body: Nothing,
  conditional: true,
  audit: 'report.published',
  refusals: ['report.wrong_state', 'report.out_of_date'],
  example: {},
})

export const discardReport = command({
  id: 'discardReport',
  path: '/v1/reports/:reportId',
  method: 'DELETE',
  tag,
  params: reportId,
  summary: 'Throw away what is not published',
  permission: 'monitoring:report',
  body: Nothing,
  reply: Nothing,
  audit: 'report.discarded',
  refusals: ['report.wrong_state'],
  example: {},
})

export const readReportCsv = file({
  id: 'readReportCsv',
  path: '/v1/reports/:reportId/csv',
  tag,
  params: reportId,
  summary: 'Its tables as CSV',
  permission: 'reports:read',
  media: 'text/csv',
  audit: 'report.read',
})

export const readReportPdf = file({
  id: 'readReportPdf',
  path: '/v1/reports/:reportId/pdf',
  tag,
  params: reportId,
  summary: 'The report as tagged PDF',
  permission: 'reports:read',
  media: 'application/pdf',
  audit: 'report.read',
})
