import type { Sheet } from '@alongside/shared/imports/cells'
import { CsvError, parse } from 'csv-parse/sync'

/** What stands in the place of a letter that a file of another encoding was read by. */
const unreadable = '\uFFFD'

/** A text as a sheet of text cells, or why it is none. Commas or semicolons, as its header has more of. */
export function readCsv(csv: string): Sheet | { wrong: string; fix: string } {
  if (csv.includes(unreadable))
    return {
      wrong: 'is not written in UTF-8',
      fix: 'Save it anew: in Excel as “CSV UTF-8 (comma delimited)”',
    }
  const [first = ''] = csv.split(/\r?\n/, 1)
  const count = (mark: string) => first.split(mark).length
  try {
    const rows: string[][] = parse(csv, {
      bom: true,
      delimiter: count(';') > count(',') ? ';' : ',',
      relax_column_count: true,
      skip_empty_lines: false,
    })
    const [header = [], ...below] = rows
    return { header, rows: below.map((cells, at) => ({ row: at + 2, cells })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as { lines?: number }
    return {
      wrong: `cannot be read as CSV${lines ? ` near line ${lines}` : ''}`,
      fix: 'A quotation mark is opened and not closed there, or stands in the middle of a cell: save it anew from the spreadsheet',
    }
  }
}
