export type DateParts = { day: string; month: string; year: string }

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** '2026-04-07' → day 7, month 4, year 2026. Unfinished dates such as '2026--' keep what they have. */
export function datePartsOf(value: string): DateParts {
  const [year = '', month = '', day = ''] = value.split('-')
  return { day: withoutZero(day), month: withoutZero(month), year }
}

/**
 * The ISO date of what was typed, '' when nothing was. An unfinished or impossible date comes out just as
 * unfinished ('2026-04-', '2026-13-40'), so that a draft keeps it and the API can say what is wrong.
 */
export function dateValueOf(parts: DateParts): string {
  const year = tidy(parts.year)
  const month = twoDigits(monthNumber(tidy(parts.month)))
  const day = twoDigits(tidy(parts.day))
  return year + month + day === '' ? '' : `${year}-${month}-${day}`
}

const tidy = (typed: string) => typed.trim().replaceAll('-', '')
const withoutZero = (part: string) => part.replace(/^0(?=\d)/, '')
const twoDigits = (part: string) => (/^\d$/.test(part) ? `0${part}` : part)

function monthNumber(month: string): string {
  const index = /^[a-z]{3,}$/i.test(month) ? monthNames.indexOf(month.slice(0, 3).toLowerCase()) : -1
  return index === -1 ? month : String(index + 1)
}
