import { periodOf, reportName } from './periods.ts'
import type { PublicCount, Report } from './reports-contract.ts'

/** MON-3: one row a number, as spreadsheets read it (RFC 4180, UTF-8 with a mark). */
export function reportCsv({ period, edition, content }: Report): string {
  const { tables, threshold } = content
  const rows = tables.flatMap(({ title, total, rows: lines, populationSource, middleHours }) => [
    ...lines.map(({ name, count, population }) => [
      title,
      name,
      written(count, threshold),
      population ?? '',
      population === null ? '' : (populationSource ?? ''),
    ]),
    [title, 'Total', written(total, threshold), '', ''],
    ...(middleHours === null ? [] : [[title, 'Hours, the middle one', middleHours, '', '']]),
  ])
  const head = ['Table', 'Answer', 'Number', 'Local population', 'Source of the local population']
  return [
    [`Report of ${reportName(periodOf(period), edition)}`],
    head,
    ...rows,
    ...content.whyWithheld.map((words) => [words]),
  ]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')
    .replace(/^/, '\uFEFF')
}

const written = (count: PublicCount, threshold: number) =>
  count === 'small' ? `fewer than ${threshold}` : count === 'withheld' ? 'withheld' : count

/** A spreadsheet computes what begins like a formula: a quote before it keeps it text (security.md). */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
