import { expect, test } from 'vitest'
import { datePartsOf, dateValueOf } from './date-parts.ts'

test('a date is shown without leading zeros and comes back the same', () => {
  expect(datePartsOf('2026-04-07')).toEqual({ day: '7', month: '4', year: '2026' })
  expect(dateValueOf(datePartsOf('2026-04-07'))).toBe('2026-04-07')
})

test('an unfinished date keeps what it has', () => {
  expect(dateValueOf({ day: '', month: '4', year: '2026' })).toBe('2026-04-')
  expect(datePartsOf('2026-04-')).toEqual({ day: '', month: '4', year: '2026' })
  expect(dateValueOf({ day: '31', month: '', year: '' })).toBe('--31')
  expect(datePartsOf('--31')).toEqual({ day: '31', month: '', year: '' })
})

test('nothing typed is an empty value', () => {
  expect(dateValueOf({ day: ' ', month: '', year: '' })).toBe('')
  expect(datePartsOf('')).toEqual({ day: '', month: '', year: '' })
})

test('a month may be typed in words', () => {
  expect(dateValueOf({ day: '1', month: 'April', year: '2026' })).toBe('2026-04-01')
  expect(dateValueOf({ day: '1', month: 'sept', year: '2026' })).toBe('2026-09-01')
})

test('what is not a date is left for the API to name, and never mistaken for another date', () => {
  expect(dateValueOf({ day: '40', month: '13', year: '26' })).toBe('26-13-40')
  expect(dateValueOf({ day: '1-2', month: 'mayhap?', year: '2026' })).toBe('2026-mayhap?-12')
})
