import { workingCalendar } from '@alongside/shared/calendar'
import { expect, test } from 'vitest'
import { endOf, instantOf, isDate, startOf } from './local.ts'

const calendar = workingCalendar('Europe/London', [])

test('a local day and time become an instant, in summer and in winter', () => {
  expect(instantOf(calendar, '2026-07-09', '14:05')).toBe('2026-07-09T13:05:00Z')
  expect(instantOf(calendar, '2026-01-09', '9.05')).toBe('2026-01-09T09:05:00Z')
  expect(instantOf(calendar, '2026-01-09', '0905')).toBe('2026-01-09T09:05:00Z')
})

test('what is not finished, or no day at all, is nothing yet', () => {
  expect(instantOf(calendar, '2026--', '14:05')).toBeNull()
  expect(instantOf(calendar, '2026-02-30', '14:05')).toBeNull()
  expect(instantOf(calendar, '2026-07-09', '')).toBeNull()
  expect(instantOf(calendar, '2026-07-09', '25:00')).toBeNull()
  expect(endOf(calendar, '')).toBeNull()
  expect(isDate('2026-04-31')).toBe(false)
  expect(isDate('2026-04-30')).toBe(true)
})

test('a day begins and ends by the partnership’s clock', () => {
  expect(startOf(calendar, '2026-07-09')).toBe('2026-07-08T23:00:00Z')
  expect(endOf(calendar, '2026-07-09')).toBe('2026-07-09T22:59:59Z')
})
