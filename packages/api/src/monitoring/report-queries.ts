import { periodOf } from '@alongside/shared/monitoring/periods'
import type { Released } from '@alongside/shared/monitoring/related-reports'
import { reportMoves } from '@alongside/shared/monitoring/report-rules'
import type { Report, ReportContent, ReportSummary } from '@alongside/shared/monitoring/reports-contract'
import type { Suppressed } from '@alongside/shared/monitoring/suppression/report'
import { Refusal } from '@alongside/shared/problems'
import { inTurn } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'

const published = reportMoves.publish.to

const summary = `r.id, r.version, r.period, r.edition, r.state, r.corrected_for AS "correctedFor",
  d.name AS "draftedBy", r.drafted_at AS "draftedAt", c.name AS "checkedBy", r.checked_at AS "checkedAt",
  p.name AS "publishedBy", r.published_at AS "publishedAt",
  EXISTS (SELECT FROM monitoring_reports l WHERE l.partnership_id = r.partnership_id AND l.period = r.period
    AND l.edition > r.edition AND l.state = '${published}') AS superseded`
const from = `FROM monitoring_reports r JOIN accounts d ON d.id = r.drafted_by
  LEFT JOIN accounts c ON c.id = r.checked_by LEFT JOIN accounts p ON p.id = r.published_by
  WHERE r.partnership_id = app.partnership_id()`

/** Those that the reader may see: the policy's to say. Newest period first. */
export async function readReports(tx: Tx): Promise<ReportSummary[]> {
  const { rows } = await tx.$client.query<ReportSummary>({
    name: 'reports',
    text: `SELECT ${summary} ${from} ORDER BY r.period DESC, r.edition DESC`,
  })
  return rows
}

/** @throws Refusal not_found */
export async function readReport(tx: Tx, reportId: string): Promise<Report> {
  const { rows } = await tx.$client.query<Report & { content: ReportContent }>({
    name: 'report',
    text: `SELECT ${summary}, r.content ${from} AND r.id = $1`,
    values: [reportId],
  })
  const [report] = rows
  if (!report) throw new Refusal('not_found')
  return report
}

/** @throws Refusal not_found */
export async function lockReport(tx: Tx, reportId: string): Promise<Report> {
  await tx.$client.query(
    'SELECT FROM monitoring_reports WHERE partnership_id = app.partnership_id() AND id = $1 FOR UPDATE',
    [reportId],
  )
  return readReport(tx, reportId)
}

/** One report of a partnership is drawn or published at a time: each must know of all the others. */
export const lockReports = (tx: Tx) => inTurn(tx, 'reports')

/** How many editions of a period are out, and whether one is in hand. */
export async function editionsOf(tx: Tx, period: string): Promise<{ editions: number; inHand: boolean }> {
  const { rows } = await tx.$client.query<{ editions: number; inHand: boolean }>(
    `SELECT count(*) FILTER (WHERE state = '${published}')::int AS editions, coalesce(bool_or(state <> '${published}'), false) AS "inHand"
       FROM monitoring_reports WHERE partnership_id = app.partnership_id() AND period = $1`,
    [period],
  )
  return rows[0] ?? { editions: 0, inHand: false }
}

/** Every report that is out, with its true counts, oldest first. */
export async function readReleased(tx: Tx): Promise<Released[]> {
  const { rows } = await tx.$client.query<{ period: string; edition: number; decided: Suppressed }>(
    `SELECT r.period, r.edition, c.decided FROM monitoring_reports r
       JOIN monitoring_counts c ON c.partnership_id = r.partnership_id AND c.report_id = r.id
      WHERE r.partnership_id = app.partnership_id() AND r.state = '${published}' ORDER BY r.published_at, r.id`,
  )
  return rows.map(({ period, ...report }) => ({ period: periodOf(period), ...report }))
}
