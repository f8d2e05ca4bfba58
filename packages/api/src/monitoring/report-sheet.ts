import { localDate, type WorkingCalendar } from '@alongside/shared/calendar'
import { peopleDefinition } from '@alongside/shared/monitoring/figures'
import { periodOf, reportName } from '@alongside/shared/monitoring/periods'
import type { Report } from '@alongside/shared/monitoring/reports-contract'
import { dayWords } from '../documents/sheets.ts'

/** A report as its template sets it: words alone, numbers as they are written. */
export function reportSheet(report: Report, partnership: string, calendar: WorkingCalendar) {
  const { content, period, edition, state, publishedAt, correctedFor } = report
  return {
    partnership,
    title: `Report of ${reportName(periodOf(period), edition)}`,
    standing:
      state === 'published' && publishedAt
        ? `Published ${dayWords(localDate(calendar, Temporal.Instant.from(publishedAt)))}`
        : 'NOT PUBLISHED: a draft to be checked',
    correctedFor,
    people: peopleDefinition,
    rounded: content.roundedTo === null ? null : `Numbers are rounded to ${content.roundedTo}.`,
    tables: content.tables.map(({ title, definition, total, rows, populationSource, middleHours }) => ({
      title,
      definition,
      total: String(total),
      middle: middleHours === null ? null : `The middle time: ${middleHours} hours.`,
      populationSource,
      rows: rows.map(({ words, count, population }) => ({
        name: words,
        count: String(count),
        population: population === null ? '' : String(population),
      })),
    })),
    why: content.whyWithheld,
  }
}
