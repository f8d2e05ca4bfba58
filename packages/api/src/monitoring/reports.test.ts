import {
  checkReport,
  discardReport,
  draftReport,
  listReports,
  publishReport,
  type Report,
  readReport,
  readReportCsv,
  readReportPdf,
} from '@alongside/shared/monitoring/reports-contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openRowBuilder } from '../../test/rows.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-07-02T09:00:00Z')
const { as, rows, clock, partnershipId } = world
const write = await openRowBuilder(world, { partnership_id: partnershipId })

const answers = { sexual_orientation: 'not_yet_asked', disability: 'no', sex: 'female', gender_same: 'yes' }
/** People discussed, by rows: what a year of meetings would leave for counting. `of`: ethnicities. */
async function people(date: string, of: Record<string, number>) {
  const { id: meeting_id } = await write('meetings', { date, starts_at: date, venue: 'x', state: 'closed' })
  for (const [ethnicity, n] of Object.entries(of))
    for (let one = 0; one < n; one++) {
      const key = await write('data_keys')
      const { id: case_id } = await write('cases', { data_key_id: key.id })
      await write('characteristics', { ...answers, case_id, ethnicity })
      await write('agenda_items', {
        meeting_id,
        case_id,
        state: 'discussed',
        closed_at: date,
        age_band: '25_to_34',
      })
    }
}

const draft = (period: string, more: object = {}) =>
  done(as.coordinator, draftReport, { body: { period, ...more } }) as Promise<Report>

async function published(period: string, more: object = {}): Promise<Report> {
  const drawn = await draft(period, more)
  const params = { reportId: drawn.id }
  const { version } = await done(as.coordinator, checkReport, { params, version: drawn.version })
  return done(as.coordinator, publishReport, { params, version }) as Promise<Report>
}

const rowsOf = ({ content }: Report, name: string) =>
  Object.fromEntries(
    content.tables.find((table) => table.name === name)!.rows.map((row) => [row.name, row.count]),
  )

const watched = ['monitoring_reports', 'monitoring_counts']

beforeEach(async () => {
  clock.set('2026-07-02T09:00:00Z')
  for (const table of watched) await rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await rows('DELETE FROM monitoring_reports')
  for (const table of watched) await rows(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  for (const table of ['characteristics', 'agenda_items', 'cases']) await rows(`DELETE FROM ${table}`)
  await rows(`DELETE FROM meetings WHERE venue = 'x'`)
})

describe('MON-1 a report in which nobody can be found', () => {
  it('small numbers are not in it, nor what would give them away; it says what it withheld and why', async () => {
    await people('2026-05-14', { irish: 20, roma: 3, indian: 12, not_yet_asked: 9 })
    const report = await draft('2026-Q1')
    expect(report).toMatchObject({ state: 'draft', edition: 1, period: '2026-Q1' })
    const full = rowsOf(report, 'ethnicity_in_full')
    expect(full).toMatchObject({ roma: 'withheld', bangladeshi: 0 })
    expect(JSON.stringify(report.content)).not.toMatch(/"count":[1-4][,}]/)
    // A single small number among shown ones would be the total less the rest.
    expect(Object.values(full).filter((count) => typeof count !== 'number').length).toBeGreaterThan(1)
    expect(report.content.whyWithheld.find((words) => words.startsWith('Ethnicity, in full ('))).toMatch(
      /\bRoma\b.*\): fewer than 5, or would let a smaller number be worked out\.$/,
    )
    expect(rowsOf(report, 'sex')).toMatchObject({ female: 44 })
  })

  it('GOV-1 drawn, checked, published; the steering group sees it then, and no draft before', async () => {
    await people('2026-05-14', { irish: 20 })
    const drawn = await draft('2026-Q1')
    const params = { reportId: drawn.id }
    expect(await as.steering(readReport, { params })).toMatchObject({ status: 404 })
    expect((await done(as.steering, listReports)).items).toEqual([])
    expect(
      await refusalOf(world, watched, as.coordinator, publishReport, { params, version: drawn.version }),
    ).toEqual([409, 'report.wrong_state'])
    expect(
      await refusalOf(world, watched, as.chair, checkReport, { params, version: drawn.version }),
    ).toEqual([403, 'access.not_permitted'])
    const checked = await done(as.coordinator, checkReport, { params, version: drawn.version })
    await done(as.coordinator, publishReport, { params, version: checked.version })
    expect(await done(as.steering, readReport, { params })).toMatchObject({
      state: 'published',
      publishedBy: 'Ada Quist',
      content: drawn.content,
    })
    expect(await as.constable(readReport, { params })).toMatchObject({ status: 403 })
  })

  it('what is published never changes, for nobody; a correction is a new edition that says why', async () => {
    await people('2026-05-14', { irish: 20 })
    const first = await published('2026-Q1')
    for (const sql of [
      `UPDATE monitoring_reports SET content = '{}' WHERE id = $1`,
      'DELETE FROM monitoring_reports WHERE id = $1',
      `UPDATE monitoring_counts SET decided = '{}' WHERE report_id = $1`,
    ])
      await expect(rows(sql, [first.id])).rejects.toMatchObject({ code: '23001' })
    expect(
      await refusalOf(world, watched, as.coordinator, discardReport, { params: { reportId: first.id } }),
    ).toEqual([409, 'report.wrong_state'])
    expect(
      await refusalOf(world, watched, as.coordinator, draftReport, { body: { period: '2026-Q1' } }),
    ).toEqual([400, 'request.invalid'])
    const second = await published('2026-Q1', { correctedFor: 'Two files were one person' })
    expect(second).toMatchObject({ edition: 2, correctedFor: 'Two files were one person' })
    const { items } = await done(as.steering, listReports)
    expect(items.map(({ edition, superseded }) => [edition, superseded])).toEqual([
      [2, false],
      [1, true],
    ])
  })

  it('the difference of two editions, and of a year and its quarters, gives no small number away', async () => {
    await people('2025-05-14', { irish: 20, indian: 15 })
    await published('2025-Q1')
    // Found later: three more who were discussed then.
    await people('2025-06-11', { irish: 3 })
    const corrected = await published('2025-Q1', { correctedFor: 'Three were missing' })
    expect(rowsOf(corrected, 'ethnicity_in_full').irish).not.toBe(23)
    await people('2025-08-14', { irish: 10, indian: 8 })
    await published('2025-Q2')
    await people('2025-11-13', { irish: 10, indian: 8 })
    await published('2025-Q3')
    await people('2026-02-12', { irish: 12, indian: 2 })
    const last = await published('2025-Q4')
    expect(rowsOf(last, 'ethnicity_in_full').indian).toBe('withheld')
    const year = await draft('2025-year')
    // 33 Indian people in the year, of whom 31 stand in three quarters that are out.
    expect(rowsOf(year, 'ethnicity_in_full').indian).not.toBe(33)
    expect(year.content.whyWithheld.some((words) => words.includes('together with'))).toBe(true)
  })

  it('of two drawn side by side the second knows nothing of the first, and is not published', async () => {
    await people('2026-02-12', { irish: 20 })
    await people('2026-05-14', { irish: 20 })
    const one = await draft('2025-Q4')
    clock.set('2026-07-02T10:00:00Z')
    await published('2026-Q1')
    const params = { reportId: one.id }
    const { version } = await done(as.coordinator, checkReport, { params, version: one.version })
    expect(await refusalOf(world, watched, as.coordinator, publishReport, { params, version })).toEqual([
      409,
      'report.out_of_date',
    ])
    await done(as.coordinator, discardReport, { params })
    expect(await as.coordinator(readReport, { params })).toMatchObject({ status: 404 })
  })

  it('not of a period that runs, and one draft of a period at a time', async () => {
    expect(
      await refusalOf(world, watched, as.coordinator, draftReport, { body: { period: '2026-Q2' } }),
    ).toEqual([409, 'report.period_running'])
    const answers = await Promise.all(
      [1, 2].map(() => as.coordinator(draftReport, { body: { period: '2026-Q1' } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

it('MON-3 as CSV and as tagged PDF, with the same numbers', async () => {
  await people('2026-05-14', { irish: 20, roma: 3 })
  const { id, content } = await published('2026-Q1')
  const params = { reportId: id }
  const csv = Buffer.from((await done(as.steering, readReportCsv, { params })).bytes as Uint8Array).toString()
  expect(csv).toContain('Sex,Female,23,,')
  expect(csv).toContain('"Ethnicity, in full",Roma,withheld,,')
  const pdf = Buffer.from((await done(as.steering, readReportPdf, { params })).bytes as Uint8Array)
  expect(pdf.toString('latin1')).toContain('/MarkInfo')
  const text = (await pagesOf(pdf)).join(' ')
  expect(text).toContain('Report of April to June 2026')
  expect(text).toContain('fewer than 5')
  expect(content.tables.length).toBeGreaterThan(10)
})
