import { workingCalendar } from '@alongside/shared/calendar'
import { expect, test } from 'vitest'
import { dateTag, doneWords, whenWords } from './date-words.ts'

const calendar = workingCalendar('Europe/London', [])
const pack = {
  name: 'pack',
  from: '2026-03-27T23:59:59Z',
  by: '2026-04-02T22:59:59Z',
  doneAt: null,
  state: 'now',
} as const
const done = '2026-04-01T09:00:00Z'

test('MTG-2 a derived date says when it was kept, or that it was not', () => {
  expect(doneWords(calendar, pack)).toBeUndefined()
  expect(doneWords(calendar, { ...pack, state: 'kept', doneAt: done })).toBe('Done, 1 April 2026, 10:00')
  expect(doneWords(calendar, { ...pack, state: 'missed', doneAt: done })).toBe(
    'Done late, 1 April 2026, 10:00',
  )
  expect(doneWords(calendar, { ...pack, state: 'missed' })).toBe('Not done yet')
})

test('MTG-2 referrals are closed rather than kept; the others are kept or missed', () => {
  expect(dateTag({ ...pack, name: 'referrals', state: 'kept' }).words).toBe('Closed')
  expect(dateTag({ ...pack, state: 'kept' }).words).toBe('Kept')
  expect(dateTag({ ...pack, state: 'missed' }).words).toBe('Missed')
})

test('MTG-2 a window is told by both its ends, a deadline by its last day', () => {
  expect(whenWords(calendar, pack)).toBe('by Thursday 2 April 2026, end of day')
  expect(whenWords(calendar, { ...pack, name: 'confirmation', from: '2026-03-29T23:00:00Z' })).toBe(
    'Monday 30 March 2026 to Thursday 2 April 2026',
  )
})
