import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBirth } from '../age/birth.ts'
import { runs } from '../chance.test-support.ts'
import { isWholeDate, readBack, unfinishedDateFaults } from './unfinished-dates.ts'

const today = '2026-06-05'

test.each([
  ['91-02-14', '1991? Write the year in four digits', ['1991-02-14']],
  ['10-02-14', '2010? Then she is under 18. Write the year in four digits', ['2010-02-14']],
  [
    '20-02-14',
    '1920 or 2020? In 2020 she is under 18. Write the year in four digits',
    ['1920-02-14', '2020-02-14'],
  ],
  ['1990-02-31', 'February 1990 has no day 31: look at the date again', []],
  ['1990--', '1990? Say yes, or complete the date', ['1990']],
  ['1990--14', '1990 (day 14, month not known)? Say yes, or complete the date', ['1990--14']],
  ['91--', '1991? Write the year in four digits', ['1991']],
  ['10-02-', '2010? Then she is under 18. Write the year in four digits', ['2010-02']],
  ['1990--32', 'No month has a day 32: look at the date again', []],
  ['1990-13-01', 'There is no month 13: look at the date again', []],
  ['1880-02-14', '1880 is too long ago: look at the year again', []],
  ['3020-02-14', '3020 is too far off: look at the year again', []],
  ['199-02-14', 'Write the year in four digits', []],
  ['10-2-14', '2010? Then she is under 18. Write the year in four digits', ['2010-02-14']],
  ['10-02-014', '2010? Then she is under 18. Write the year in four digits', ['2010-02-14']],
  ['--14', 'The month and the year are missing. If the year is not known, say below how old she is', []],
  ['1990-mayhap?-12', 'Write day, month and year in digits', []],
])('REF-1, REF-3 a date of birth typed as %s is read back: %s', (typed, words, readings) => {
  expect(readBack(typed, today, true)).toEqual({ words, readings })
})

test('REF-5 whatever is typed for a date is read back, and every reading is a date', () => {
  const part = fc.oneof(fc.stringMatching(/^\d{0,4}$/), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), fc.boolean(), (parts, born) => {
      const { words, readings } = readBack(parts.join('-'), today, born)
      expect(words).not.toBe('')
      expect(readings.filter((reading) => !(born ? isBirth(reading) : isWholeDate(reading)))).toEqual([])
    }),
    { numRuns: runs(200) },
  )
})

test('REF-1 another date of two digits is of this century, and makes nobody a child', () => {
  expect(readBack('26-06-30', today, false)).toEqual({
    words: '2026? Write the year in four digits',
    readings: ['2026-06-30'],
  })
})

test.each([
  ['1991-02-14', true],
  ['2010-02-14', true],
  ['1990-02-31', false],
  ['1890-02-14', false],
  ['10-02-14', false],
  ['1990--', false],
  [undefined, false],
])('%s is a whole date: %s', (value, whole) => {
  expect(isWholeDate(value)).toBe(whole)
})

test('REF-5 an unfinished date is named at its place, where it is asked for', () => {
  const unfinishedDates = { dateOfBirth: '91--', until: '26-06-30', assessedOn: '1-1-1' }
  const pointers = (consent: Parameters<typeof unfinishedDateFaults>[0]['consent']) =>
    unfinishedDateFaults({ unfinishedDates, ...(consent && { consent }) }, today).map(
      ({ pointer }) => pointer,
    )
  expect(pointers(undefined)).toEqual(['/answers/person/age/born'])
  expect(pointers({ basis: 'consent' })).toEqual(['/answers/person/age/born', '/answers/consent/given/until'])
  expect(pointers({ basis: 'without_consent', without: { why: 'lacks_capacity' } })).toEqual([
    '/answers/person/age/born',
    '/answers/consent/without/capacity/assessedOn',
  ])
})
