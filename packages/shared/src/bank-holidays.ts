import shipped from '../data/bank-holidays.json' with { type: 'json' }
import type { Division } from './calendar.ts'

/** ISO dates of the division's bank holidays that ship with the product (2025 to 2028); a deployment may add to them. */
export function shippedBankHolidays(division: Division): string[] {
  return shipped[division].events.map((event) => event.date)
}
