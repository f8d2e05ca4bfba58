import { workingCalendar } from '@alongside/shared/calendar'
import { expect, test } from 'vitest'
import { dateWords, dayWords, deadlineOf, momentWords, spanWords, timeWords, untilWords } from './words.ts'

const calendar = workingCalendar('Europe/London', [])
const at = (instant: string) => Temporal.Instant.from(instant)

test('a deadline is said both ways, and in which state it is', () => {
  expect(deadlineOf(calendar, '2026-04-14T22:59:59Z', at('2026-04-10T09:00:00Z'))).toEqual({
    relative: 'in 2 working days',
    exact: 'by Tuesday 14 April, end of day',
    state: undefined,
  })
  expect(deadlineOf(calendar, '2026-03-31T19:20:00Z', at('2026-03-31T16:00:00Z'))).toEqual({
    relative: 'in 3 hours 20 minutes',
    exact: 'by Tuesday 31 March, 20:20',
    state: 'soon',
  })
  expect(deadlineOf(calendar, '2026-04-14T22:59:59Z', at('2026-04-16T09:00:00Z'))).toMatchObject({
    exact: 'was due Tuesday 14 April, end of day',
    state: 'late',
  })
})

test('instants are told in the partnership’s time, whatever this computer’s', () => {
  expect(dayWords(calendar, '2026-04-08T23:30:00Z')).toBe('Thursday 9 April 2026')
  expect(timeWords(calendar, '2026-04-08T23:30:00Z')).toBe('00:30')
  expect(momentWords(calendar, '2026-01-08T09:05:00Z')).toBe('8 January 2026, 09:05')
  expect(dateWords('2026-04-09')).toBe('9 April 2026')
})

test('an end at midnight is the end of the day before', () => {
  expect(untilWords(calendar, '2027-04-12T23:00:00Z')).toBe('the end of 12 April 2027')
  expect(untilWords(calendar, '2027-04-12T12:30:00Z')).toBe('12 April 2027, 13:30')
})

test('a stretch of time says no more than it needs', () => {
  expect(spanWords(calendar, '2026-01-08T09:05:10Z', '2026-01-08T09:05:50Z')).toBe('8 January 2026, 09:05')
  expect(spanWords(calendar, '2026-01-08T09:05:00Z', '2026-01-08T10:00:00Z')).toBe(
    '8 January 2026, 09:05 to 10:00',
  )
  expect(spanWords(calendar, '2026-01-08T09:05:00Z', '2026-01-09T10:00:00Z')).toBe(
    '8 January 2026, 09:05 to 9 January 2026, 10:00',
  )
})
