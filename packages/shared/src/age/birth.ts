/** As much of a date of birth as is known. 1991--14: the month is not. */
export const birthPattern = '^(19|20|21)\\d\\d(-\\d\\d(-\\d\\d)?|--\\d\\d)?$'

const shape = new RegExp(birthPattern)

/** A local day 'YYYY-MM-DD'. */
type Day = string

export const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** What was typed into a date’s fields, without the parts that are empty at its end: '1990--' is the year 1990. */
export const bornOf = (typed: string): string => typed.replace(/-+$/, '')

/** A date of birth, or a part of one, that the calendar has. */
export function isBirth(value: unknown): value is string {
  return typeof value === 'string' && shape.test(value) && birthDays(value) !== null
}

/** The days on which she may have been born, the first and the last; null for a day that no calendar has. */
export function birthDays(born: string): { first: Day; last: Day } | null {
  const [year = '', month = '', day = ''] = born.split('-')
  const date = (m: number, d: number): Day | null =>
    isDay(Number(year), m, d) ? `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : null
  const months = month ? [Number(month)] : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  const days = day ? [Number(day)] : Array.from({ length: 31 }, (_, at) => at + 1)
  const possible = months.flatMap((m) => days.flatMap((d) => date(m, d) ?? []))
  const [first] = possible
  const last = possible.at(-1)
  return first !== undefined && last !== undefined ? { first, last } : null
}
