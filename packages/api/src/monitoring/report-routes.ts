import { localDay } from '@alongside/shared/calendar'
import { periodOf } from '@alongside/shared/monitoring/periods'
import { reportCsv } from '@alongside/shared/monitoring/report-csv'
import {
  reportMoves,
  whyNotCheckReport,
  whyNotDiscardReport,
  whyNotPublishReport,
} from '@alongside/shared/monitoring/report-rules'
import * as contract from '@alongside/shared/monitoring/reports-contract'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { monitoringCounts, monitoringReports } from '../db/tables/monitoring.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { mustCoordinate } from '../meetings/queries.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { drawApart } from './draw-apart.ts'
import { readFigures, readPeople, readPopulations } from './queries.ts'
import {
  editionsOf,
  lockReport,
  lockReports,
  readReleased,
  readReport,
  readReports,
} from './report-queries.ts'
import { reportSheet } from './report-sheet.ts'

/** MON-1, MON-3, GOV-1: reports in which nobody can be found: drawn, checked, published, and never changed again. */
export const reportRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listReports, async ({ tx }) => ({ reply: { items: await readReports(tx) } }))

  query(contract.readReport, async ({ tx, params }) => ({
    reply: await readReport(tx, params.reportId),
    audit: { subjectId: params.reportId },
  }))

  command(contract.draftReport, async ({ tx, actor, body, now }) => {
    await mustCoordinate(tx)
    await lockReports(tx)
    const period = periodOf(body.period)
    const partnership = await readPartnership(tx, now)
    if (localDay(calendarOf(partnership), now) < period.until) throw new Refusal('report.period_running')
    const { editions, inHand } = await editionsOf(tx, period.name)
    if (inHand) throw new Refusal('report.being_drafted')
    if (editions > 0 && body.correctedFor === undefined)
      throw new Refusal('request.invalid', [
        {
          pointer: '/correctedFor',
          code: 'required',
          detail: 'must say what changed since the edition before, and why',
        },
      ])
    const edition = editions + 1
    const { decided, content } = await drawApart({
      period,
      edition,
      people: await readPeople(tx, period),
      figures: await readFigures(tx, period),
      populations: await readPopulations(tx),
      released: await readReleased(tx),
      roundTo: body.roundTo ?? null,
      now,
    })
    const id = newId()
    await tx.insert(monitoringReports).values({
      id,
      period: period.name,
      edition,
      correctedFor: edition === 1 ? null : (body.correctedFor ?? null),
      content,
      draftedBy: actor.accountId,
      draftedAt: now,
    })
    await tx.insert(monitoringCounts).values({ reportId: id, decided })
    return { reply: await readReport(tx, id), audit: { subjectId: id }, events: [] }
  })

  command(contract.checkReport, async ({ tx, actor, params, version, now }) => {
    const report = await reportToMove(tx, params.reportId)
    sameVersion(version, report.version)
    const refused = whyNotCheckReport(report.state)
    if (refused) throw new Refusal(refused)
    await save(tx, report.id, { state: reportMoves.check.to, checkedBy: actor.accountId, checkedAt: now })
    return { reply: await readReport(tx, report.id), audit: { subjectId: report.id }, events: [] }
  })

  command(contract.publishReport, async ({ tx, actor, params, version, now }) => {
    await lockReports(tx)
    const report = await reportToMove(tx, params.reportId)
    sameVersion(version, report.version)
    const refused = whyNotPublishReport(report.state)
    if (refused) throw new Refusal(refused)
    // What was drawn without knowing of another report may give somebody away together with it.
    const drawnAt = Date.parse(report.draftedAt)
    if ((await readReports(tx)).some(({ publishedAt }) => publishedAt && Date.parse(publishedAt) > drawnAt))
      throw new Refusal('report.out_of_date')
    await save(tx, report.id, {
      state: reportMoves.publish.to,
      publishedBy: actor.accountId,
      publishedAt: now,
    })
    return {
      reply: await readReport(tx, report.id),
      audit: { subjectId: report.id },
      events: [{ type: 'report.published', data: { reportId: report.id } }],
    }
  })

  command(contract.discardReport, async ({ tx, params }) => {
    const report = await reportToMove(tx, params.reportId)
    const refused = whyNotDiscardReport(report.state)
    if (refused) throw new Refusal(refused)
    await tx.delete(monitoringReports).where(eq(monitoringReports.id, report.id))
    return { reply: {}, audit: { subjectId: report.id }, events: [] }
  })

  query(contract.readReportCsv, async ({ tx, params }) => {
    const report = await readReport(tx, params.reportId)
    return {
      reply: {
        name: `monitoring-${report.period}-${report.edition}.csv`,
        bytes: Buffer.from(reportCsv(report)),
      },
      audit: { subjectId: report.id },
    }
  })

  query(contract.readReportPdf, async ({ tx, params, now }) => {
    app.press.mustHaveRoom()
    const report = await readReport(tx, params.reportId)
    const { name, timeZone, bankHolidays } = await readPartnership(tx, now)
    const order = {
      template: 'report',
      data: reportSheet(report, name, calendarOf({ timeZone, bankHolidays })),
      at: report.publishedAt ?? report.draftedAt,
    }
    return {
      reply: {
        name: `monitoring-${report.period}-${report.edition}.pdf`,
        bytes: () => app.press.print(order),
      },
      audit: { subjectId: report.id },
    }
  })
}

/** @throws Refusal not_found · access.not_permitted */
async function reportToMove(tx: Tx, reportId: string) {
  const report = await lockReport(tx, reportId)
  await mustCoordinate(tx)
  return report
}

const save = (tx: Tx, id: string, change: Partial<typeof monitoringReports.$inferInsert>) =>
  tx
    .update(monitoringReports)
    .set({ ...change, version: sql`${monitoringReports.version} + 1` })
    .where(eq(monitoringReports.id, id))
