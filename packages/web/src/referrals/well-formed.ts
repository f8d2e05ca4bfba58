import type { ReferralAnswers } from '@alongside/shared/referrals/schema'

const dates = ['dateOfBirth', 'givenOn', 'until', 'reviewOn', 'assessedOn']

/**
 * The answers as the API takes them and as rules read them: without dates that are still being typed, blank lines of a
 * list, and blank words. What was typed stays on the page.
 */
export const wellFormed = (answers: ReferralAnswers): ReferralAnswers => tidied(answers) as ReferralAnswers

function tidied(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== '').map(tidied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (inner === undefined || inner === '') return []
      if (dates.includes(key) && !isDate(inner)) return []
      return [[key, tidied(inner)]]
    }),
  )
}

/** A whole calendar date, 'YYYY-MM-DD'. */
export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
