import { narrative } from '@alongside/shared/limits'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { expect, test } from 'vitest'
import {
  faultOf,
  fieldAt,
  fieldsOf,
  pointerOf,
  sectionsWith,
  tidied,
  tidyAnswers,
  typedAnswers,
} from './fields.ts'

const answers: ReferralAnswers = {
  person: { name: 'Temi', aliases: ['T', 'Mi'], age: { born: '1999-04-01' } },
  indicators: {
    'sleeps-rough': { answer: 'yes', restsOn: 'Seen' },
    'no-gp': { answer: 'no' },
  },
  raisedLight: { light: 'red', reason: '' },
  criterion: { policeContactsLast12Months: 0, couldNotDisclose: true },
  consent: {
    basis: 'without_consent',
    without: {
      grounds: [{ code: 'vital_interests', because: 'He is looking for her' }, { code: 'mental_capacity' }],
      agencies: ['a', 'b'],
    },
  },
}

test('answers come back from their fields as they were', () => {
  expect(tidyAnswers(fieldsOf(answers))).toEqual(answers)
  expect(typedAnswers(fieldsOf(answers))).toEqual(answers)
})

test('REF-1 an unfinished date is shown in its date’s place, and stands by itself for rules and server', () => {
  const fields = { 'person/name': 'Temi', 'person/age/born': '10-02-14' }
  const apart = { person: { name: 'Temi' }, unfinishedDates: { dateOfBirth: '10-02-14' } }
  expect(typedAnswers(fields)).toEqual({ person: { name: 'Temi', age: { born: '10-02-14' } } })
  expect(tidyAnswers(fields)).toEqual(apart)
  expect(fieldsOf(apart)).toEqual(fields)
})

test('a section is sent whole, with its unfinished date or without; one that was emptied is sent empty', () => {
  const saved = fieldsOf({ person: { name: 'Temi' }, unfinishedDates: { dateOfBirth: '10-02-14' } })
  expect(sectionsWith({ 'person/age/born': '1991-02-14' }, saved)).toEqual({
    person: { name: 'Temi', age: { born: '1991-02-14' } },
    unfinishedDates: {},
  })
  expect(sectionsWith({ 'person/age/born': undefined, 'person/name': undefined }, saved)).toEqual({
    person: {},
    unfinishedDates: {},
  })
  expect(sectionsWith({ 'raisedLight/light': undefined }, { 'raisedLight/light': 'red' })).toEqual({
    raisedLight: null,
  })
})

test('blank lines of a list are not sent', () => {
  expect(tidied('person/aliases', ['T', '', 'Mi', ''])).toEqual(['T', 'Mi'])
  expect(tidied('person/aliases', [''])).toBeUndefined()
})

test('REF-12 what cannot be saved is said in words', () => {
  const typed = 'x'.repeat(narrative)
  expect(faultOf('whereabouts/sleeps', typed)).toBeNull()
  expect(faultOf('whereabouts/sleeps', `${typed}x`)).toBe('1 character too many. Shorten it to 8,000')
  expect(faultOf('criterion/policeContactsLast12Months', 'a few')).toBe('Write a whole number in digits')
  expect(faultOf('criterion/policeContactsLast12Months', 3)).toBeNull()
})

test('a pointer of the API leads to its field, and back', () => {
  const fields = fieldsOf(answers)
  const because = 'consent/without/grounds/vital_interests/because'
  expect(fieldAt('/answers/consent/without/grounds/0/because', fields, {})).toBe(because)
  expect(pointerOf(because, fields)).toBe('/answers/consent/without/grounds/0/because')
  expect(fieldAt('/answers/person/aliases/1', fields, {})).toBe('person/aliases')
  expect(fieldAt('/answers/unfinishedDates/dateOfBirth', fields, {})).toBe('person/age/born')
  expect(fieldAt('/answers/person', fields, {})).toBeUndefined()
  expect(pointerOf('person/name', fields)).toBe('/answers/person/name')
})
