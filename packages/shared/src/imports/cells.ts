import { isBirth } from '../age/birth.ts'
import { oneLine, storable } from '../limits.ts'

export interface RowFault {
  row: number
  column: string | null
  wrong: string
  fix: string
}
export interface RowNote {
  row: number
  says: string
}

/** A spreadsheet as it was read: every cell is text. `row`: as the spreadsheet counts, 1 is the header. */
export interface Sheet {
  header: readonly string[]
  rows: readonly { row: number; cells: readonly string[] }[]
}

const canBeKept = new RegExp(storable, 'u')
const isLine = new RegExp(oneLine, 'u')
const lineFix = 'Write it in one, without tabs or characters that cannot be seen'
const dateFix = 'Write it as 2025-03-14 or 14/03/2025'
/** What a spreadsheet program would take for a formula. */
const formula = /^[=+\-@\t\r]/

/** As a name is compared: case, blanks and the kind of apostrophe make no difference. */
export const alike = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/['`ʼ‘]/g, '’')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** A value's token with the words that people write for it. */
export type Words<T extends string> = Readonly<Record<T, string>>

/** As a word or a token is compared: «lead_member», «Lead-member» and «Lead member» are one. */
export const bare = (word: string): string => alike(word.replaceAll(/[_-]/g, ' ').replaceAll(/[,'`ʼ‘’]/g, ''))

const oneOf = (words: Words<string>) => `Write one of: ${Object.values(words).join(', ')}`

/** One cell written so that no spreadsheet program takes it for a formula, and none is split in two. */
export function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row's cells by the name of their column; what is wrong is named as it is read, and an undefined stands in its place. */
export class RowReader {
  readonly row: number
  readonly #cells: ReadonlyMap<string, string>
  readonly #faults: RowFault[]

  constructor(row: number, cells: ReadonlyMap<string, string>, faults: RowFault[]) {
    this.row = row
    this.#cells = cells
    this.#faults = faults
  }

  fault(column: string, wrong: string, fix: string): undefined {
    this.#faults.push({ row: this.row, column, wrong, fix })
    return undefined
  }

  /** A formula that was written as text by csvCell is that text again. */
  raw(column: string): string {
    const cell = (this.#cells.get(column) ?? '').trim()
    return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell
  }

  text(column: string, longest: number): string | undefined {
    const text = this.raw(column)
    if (!text) return undefined
    if (text.length > longest) return this.fault(column, `is longer than ${longest} characters`, 'Shorten it')
    if (!canBeKept.test(text))
      return this.fault(
        column,
        'says nothing that can be seen, or holds a character that cannot be kept',
        'Type it anew',
      )
    return text
  }

  needed(column: string, longest: number): string | undefined {
    if (!this.raw(column)) return this.fault(column, 'is empty', 'Fill it in')
    return this.text(column, longest)
  }

  /** A text that stands in one line: a name, a title, a reference. */
  line(column: string, longest: number): string | undefined {
    const text = this.text(column, longest)
    return text === undefined || isLine.test(text)
      ? text
      : this.fault(column, 'is more than one line', lineFix)
  }

  neededLine(column: string, longest: number): string | undefined {
    return this.needed(column, longest) && this.line(column, longest)
  }

  /** One of these, by its words or by its token, however it is capitalised. */
  word<const T extends string>(column: string, words: Words<T>): T | undefined {
    const text = this.raw(column)
    if (!text) return undefined
    const known = Object.entries(words) as [T, string][]
    const [token] = known.find((names) => names.some((name) => bare(name) === bare(text))) ?? []
    return token ?? this.fault(column, 'is none of the allowed words', oneOf(words))
  }

  neededWord<const T extends string>(column: string, words: Words<T>): T | undefined {
    if (!this.raw(column)) return this.fault(column, 'is empty', oneOf(words))
    return this.word(column, words)
  }

  /** YYYY-MM-DD; days come first where it is written with slashes. */
  date(column: string): string | undefined {
    const text = this.raw(column)
    if (!text) return undefined
    const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
    const [, days, months, years] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? []
    const date = plainDate(Number(year ?? years), Number(month ?? months), Number(day ?? days))
    if (!date) return this.fault(column, 'is not a date', dateFix)
    if (date < '1900-01-01' || date >= '2200-01-01')
      return this.fault(column, 'lies outside anybody’s time', dateFix)
    return date
  }

  /** A date of birth, or the part of it that is known: a year, or a month of one (1991-02, 02/1991). */
  birth(column: string): string | undefined {
    const text = this.raw(column)
    const [, year, month] = /^(\d{4})(?:-(\d{1,2}))?$/.exec(text) ?? []
    const [, months, years] = /^(\d{1,2})[/.](\d{4})$/.exec(text) ?? []
    const part = [year ?? years, (month ?? months)?.padStart(2, '0')].filter(Boolean).join('-')
    if (!part) return this.date(column)
    return isBirth(part) ? part : this.fault(column, 'is not a date', dateFix)
  }

  neededDate(column: string): string | undefined {
    if (!this.raw(column)) return this.fault(column, 'is empty', dateFix)
    return this.date(column)
  }

  /** Several in one cell, between semicolons, bars or line breaks; each in one line. */
  list(column: string): string[] {
    const parts = this.raw(column)
      .split(/[;|\r\n]/)
      .map((part) => part.trim())
      .filter(Boolean)
    if (!parts.every((part) => isLine.test(part)))
      this.fault(column, 'holds one that is more than one line', lineFix)
    return parts
  }
}

function plainDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}
