/** A financial quarter, or the financial year: they begin on 1 April (MON-1). Named after the year in which it begins. */
export const periodPattern = '^20\\d\\d-(?:Q[1-4]|year)$'

export interface Period {
  /** '2026-Q1' is April to June 2026, '2026-Q4' January to March 2027, '2026-year' both and what lies between. */
  name: string
  kind: 'quarter' | 'year'
  /** Local dates: its first day, and the first day after it. */
  from: string
  until: string
}

/** `name` as in `periodPattern`. */
export function periodOf(name: string): Period {
  const [year = '', part = ''] = name.split('-')
  const start = Temporal.PlainDate.from(`${year}-04-01`)
  if (part === 'year')
    return { name, kind: 'year', from: String(start), until: String(start.add({ years: 1 })) }
  const from = start.add({ months: 3 * (Number(part.slice(1)) - 1) })
  return { name, kind: 'quarter', from: String(from), until: String(from.add({ months: 3 })) }
}

/** The quarter in which a local date lies. */
export function quarterOf(date: string): Period {
  const { year, month } = Temporal.PlainDate.from(date)
  const financial = month >= 4 ? year : year - 1
  return periodOf(`${financial}-Q${Math.floor(((month + 8) % 12) / 3) + 1}`)
}

/** The quarters of a year; a quarter is its own. */
export const quartersIn = ({ name, kind }: Period): Period[] =>
  kind === 'quarter'
    ? [periodOf(name)]
    : [1, 2, 3, 4].map((quarter) => periodOf(`${name.slice(0, 4)}-Q${quarter}`))

/** The year that a quarter lies in; a year is its own. */
export const yearOf = ({ name }: Period): Period => periodOf(`${name.slice(0, 4)}-year`)

/** That period a year earlier. */
export const yearBefore = ({ name }: Period): Period =>
  periodOf(`${Number(name.slice(0, 4)) - 1}${name.slice(4)}`)

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** «April to June 2026», «April 2026 to March 2027». */
export function periodWords({ from, until }: Period): string {
  const first = Temporal.PlainDate.from(from)
  const last = Temporal.PlainDate.from(until).subtract({ days: 1 })
  const begins =
    first.year === last.year ? months[first.month - 1] : `${months[first.month - 1]} ${first.year}`
  return `${begins} to ${months[last.month - 1]} ${last.year}`
}

/** What a report is called in words: of two editions the later one by its number. */
export const reportName = (period: Period, edition: number): string =>
  edition === 1 ? periodWords(period) : `${periodWords(period)}, edition ${edition}`

/** The quarters and years in which a local date from `first` to `last` lies, newest first; a year stands above its quarters. */
export function periodsBetween(first: string, last: string): Period[] {
  const periods: Period[] = []
  let quarter = quarterOf(last)
  while (quarter.until > first) {
    const year = yearOf(quarter)
    if (periods.every(({ name }) => name !== year.name)) periods.push(year)
    periods.push(quarter)
    quarter = quarterOf(String(Temporal.PlainDate.from(quarter.from).subtract({ days: 1 })))
  }
  return periods
}
