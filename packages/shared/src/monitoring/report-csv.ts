import { csvCell } from '../imports/cells.ts'
import { periodOf, reportName } from './periods.ts'
import type { Report } from './reports-contract.ts'

/** MON-3: one row a number, as spreadsheets read it (RFC 4180, UTF-8 with a mark). */
export function reportCsv({ period, edition, content }: Report): string {
  const rows = content.tables.flatMap(({ title, total, rows: lines, populationSource, middleHours }) => [
    ...lines.map(({ words, count, population }) => [
      title,
      words,
      count,
      population ?? '',
      population === null ? '' : (populationSource ?? ''),
    ]),
    [title, 'Total', total, '', ''],
    ...(middleHours === null ? [] : [[title, 'Hours, the middle one', middleHours, '', '']]),
  ])
  const head = ['Table', 'Answer', 'Number', 'Local population', 'Source of the local population']
  return [
    [`Report of ${reportName(periodOf(period), edition)}`],
    head,
    ...rows,
    ...content.whyWithheld.map((words) => [words]),
  ]
    .map((row) => `${row.map((cell) => csvCell(String(cell))).join(',')}\r\n`)
    .join('')
    .replace(/^/, '\uFEFF')
}
