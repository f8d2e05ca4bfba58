import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../chance.test-support.ts'
import { ageBandOn } from '../monitoring/characteristics.ts'
import { bornOf, isBirth } from './birth.ts'
import { ageAsOf, ageFaults, agesOn, birthYears, mayBeUnder18 } from './rules.ts'
import type { Age } from './schema.ts'
import { yearsOf } from './stated.ts'
import { ageGroundWords, ageInWords, groundInWords } from './words.ts'

const today = '2026-11-30'
const faults = (age: Age) =>
  ageFaults({ restsOn: 'document', ...age }, '', today).map(({ pointer, detail }) => `${pointer} ${detail}`)

test.each([
  ['1991-02-14', { from: 35, to: 35 }, '35_to_44'],
  ['1990', { from: 35, to: 36 }, '35_to_44'],
  ['1991-12', { from: 34, to: 34 }, '25_to_34'],
  ['1991', { from: 34, to: 35 }, 'not_known'],
  ['1990--14', { from: 35, to: 36 }, '35_to_44'],
  ['2008', { from: 17, to: 18 }, 'not_known'],
  ['2010-02-14', { from: 16, to: 16 }, 'under_18'],
  ['1950', { from: 75, to: 76 }, '65_and_over'],
])('REF-2, MON-1 who was born %s may be %j, and is counted as %s', (born, ages, band) => {
  expect(agesOn({ born }, today)).toEqual(ages)
  expect(ageBandOn({ born }, today)).toBe(band)
  expect(mayBeUnder18({ born }, today)).toBe(ages.from < 18)
})

test.each([
  ['34', { from: 34, to: 34 }],
  ['about 34', { from: 32, to: 36 }],
  ['~19', { from: 17, to: 21 }],
  ['16 or 17', { from: 16, to: 17 }],
  ['30–35', { from: 30, to: 35 }],
  ['30 to 35 years old', { from: 30, to: 35 }],
  ['30s', { from: 30, to: 39 }],
  ['in her early 30s', { from: 30, to: 33 }],
  ['over 40', { from: 40, to: 110 }],
  ['18+', { from: 18, to: 110 }],
  ['under 18', { from: 0, to: 17 }],
  ['35 to 30', null],
  ['adult', null],
  ['340', null],
  ['', null],
])('REF-2 an age said as «%s» is read as %j', (said, years) => {
  expect(yearsOf(said)).toEqual(years)
})

test('REF-2 an age that was stated grows with her: 34 said a year ago is 35 to 36 now', () => {
  expect(agesOn({ stated: '34', statedOn: '2025-11-30' }, today)).toEqual({ from: 35, to: 35 })
  expect(agesOn({ stated: '34', statedOn: '2025-06-30' }, today)).toEqual({ from: 35, to: 36 })
})

test.each([
  [{ stated: 'about 19' }, true],
  [{ stated: '18 to 20' }, false],
  [{ belief: 'may_be_under_18' }, true],
  [{ born: '1990', belief: 'may_be_under_18' }, true],
  [{ born: '2009-06-01', belief: 'believed_adult' }, true],
  [{ born: '2009-06-01', stated: '34' }, true],
  [{ belief: 'believed_adult' }, false],
  [{ born: '2990-02-14' }, false],
  [{ born: '1919' }, false],
  [{}, false],
] as [Age, boolean][])('REF-3, Modern Slavery Act 2015 s. 51: %j takes the child’s way: %s', (age, child) => {
  expect(mayBeUnder18(age, today)).toBe(child)
})

test.each([
  [{ born: '1990-02-31' }, ['/born There is no such day: look at the date again']],
  [{ born: '2099' }, ['/born A date of birth cannot be to come: look at it again']],
  [{ born: '2026-12-01' }, ['/born A date of birth cannot be to come: look at it again']],
  [{ born: '1919-12-31' }, ['/born A year of birth before 1920 is a slip: look at it again']],
  [{ born: '1920' }, []],
  [{ stated: 'young' }, ['/stated Write her age in digits: 34, about 34, or 30 to 35']],
  [
    { born: '2009-06-01', stated: '34' },
    ['/stated By her date of birth she is 17, by her age 34: which is right?'],
  ],
  [
    { born: '2009-06-01', belief: 'believed_adult' },
    ['/belief You say that she is 18 or over, and by her date of birth she is 17: which is right?'],
  ],
  [
    { stated: 'about 19', belief: 'believed_adult' },
    ['/belief You say that she is 18 or over, and by her age she may be 17 to 21: which is right?'],
  ],
  [
    { born: '1990', belief: 'may_be_under_18' },
    ['/belief You say that she may be under 18, and by her date of birth she is 35 or 36: which is right?'],
  ],
  [{ born: '1990', belief: 'believed_adult', stated: '36' }, []],
  [{ restsOn: 'worker_guess', stated: '34' }, ['/inWords Say what makes you think so']],
] as [Age, string[]][])('REF-5 of %j is asked: %j', (age, asked) => {
  expect(faults(age)).toEqual(asked)
})

test('REF-2 whatever is known of an age says what it rests on; who is told nothing asks for it', () => {
  expect(ageFaults({ born: '1990' }, '/age', today)).toMatchObject([{ pointer: '/age/restsOn' }])
  expect(ageFaults({}, '/age', today)).toMatchObject([{ pointer: '/age/born', code: 'missing' }])
})

test('REF-3, REF-5 no age is both whole without a fault and settled in silence: its range lies within what each part says', () => {
  const part = fc.record(
    {
      born: fc.constantFrom('1990', '1990-02', '1991-02-14', '2009', '2008-12', '1990--31', '2010-01-01'),
      stated: fc.constantFrom('34', 'about 34', '16 or 17', 'about 19', '30s', 'over 17'),
      belief: fc.constantFrom('believed_adult' as const, 'may_be_under_18' as const),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(part, (age) => {
      const clear = ageFaults({ ...age, restsOn: 'document' }, '', today).length === 0
      const ages = agesOn(age, today)
      const apart = [age.born && { born: age.born }, age.stated && { stated: age.stated }].flatMap((one) =>
        one ? (agesOn(one, today) ?? []) : [],
      )
      const within =
        !ages || apart.every(({ from, to }) => from <= ages.from && ages.from <= ages.to && ages.to <= to)
      const asBelieved = !age.belief || mayBeUnder18(age, today) === (age.belief === 'may_be_under_18')
      expect(!clear || (within && asBelieved)).toBe(true)
    }),
    { numRuns: runs(200) },
  )
})

test.each([
  ['1990--', '1990'],
  ['1990-02-', '1990-02'],
  ['1990--14', '1990--14'],
])('N5, REF-5 what was typed as %s is the birth %s', (typed, born) => {
  expect(bornOf(typed)).toBe(born)
  expect(isBirth(born)).toBe(true)
})
test.each(['1990-02-31', '1990-13', '1990--32', '91-02-14', '--14', '1880'])('N5 %s is no birth', (typed) => {
  expect(isBirth(bornOf(typed))).toBe(false)
})

test('REF-10 the years to look for her by are few, or none', () => {
  expect(birthYears({ born: '1990-02-14' }, today)).toEqual(['1990'])
  expect(birthYears({ stated: 'about 34' }, today)).toEqual(['1989', '1990', '1991', '1992', '1993', '1994'])
  expect(birthYears({ stated: '30s' }, today)).toEqual([])
})

test('an age is told with what it was told as, and with what it rests on', () => {
  expect(ageInWords({ born: '1996-05-03' }, '2026-05-02')).toBe('29, born 3 May 1996')
  expect(ageInWords({ born: '1990' }, today)).toBe('35 or 36, born 1990')
  expect(ageInWords({ stated: 'about 34', statedOn: '2026-11-01' }, today)).toBe(
    '32 to 37, said to be about 34 on 1 November 2026',
  )
  // What was said is not said twice.
  expect(ageInWords({ stated: '18 to 24' }, today)).toBe('18 to 24, as it was said')
  expect(ageInWords({ stated: '18 to 24', statedOn: '2026-03-02' }, '2026-03-02')).toBe(
    '18 to 24, as it was said on 2 March 2026',
  )
  expect(ageInWords({ belief: 'believed_adult' }, today)).toBe('believed to be an adult')
  expect(ageInWords(null, today)).toBe('Age not known')
  expect(groundInWords({ restsOn: 'worker_guess', inWords: 'Her school friends' })).toBe(
    `${ageGroundWords.worker_guess}: Her school friends`,
  )
  expect(ageAsOf({ stated: '34' }, today)).toEqual({ stated: '34', statedOn: today })
})
