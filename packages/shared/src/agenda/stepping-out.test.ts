import { expect, it } from 'vitest'
import { notNeededBetween, notNeededSentence, steppedOutSentence, stepsOutSentence } from './stepping-out.ts'

const person = (name: string, agencyName: string, whole = true, guest = false) => ({
  accountId: name,
  agencyId: agencyName,
  agencyName,
  name,
  whole,
  guest,
  leftAt: null,
})

it('ACC-9 an agency steps out by its name; one of several by hers; a guest of another item without an agency', () => {
  const vale = person('Neil Vale', 'Eastmarsh Police')
  expect(stepsOutSentence([vale], 'in_person')).toBe('Eastmarsh Police (Neil Vale) steps out for this case.')
  expect(stepsOutSentence([vale], 'online', false)).toBe(
    'Eastmarsh Police waits in the waiting room for this case.',
  )
  expect(
    stepsOutSentence(
      [
        person('Lee Park', 'Harbour Homes', false),
        person('Sam Osei', 'Harbour Homes', false),
        person('Dr. Yu', 'The clinic', true, true),
      ],
      'phone',
    ),
  ).toBe(
    'Lee Park and Sam Osei of Harbour Homes and a guest of another case (Dr. Yu) leave the call for this case.',
  )
  expect(steppedOutSentence([vale])).toBe('Stepped out for this case: Neil Vale, Eastmarsh Police.')
  expect(steppedOutSentence([])).toBe('')
})

it('ACC-9 ACC-6 who steps out learns about when, to five minutes outwards, and spans that touch are one', () => {
  const spans = notNeededBetween('2026-03-12T10:00:00Z', [
    { fromMinute: 3, untilMinute: 9 },
    { fromMinute: 10, untilMinute: 21 },
    { fromMinute: 80, untilMinute: 95 },
  ])
  expect(spans).toEqual([
    { from: '2026-03-12T10:00:00Z', until: '2026-03-12T10:25:00Z' },
    { from: '2026-03-12T11:20:00Z', until: '2026-03-12T11:35:00Z' },
  ])
  expect(notNeededSentence(spans, (at) => at.slice(11, 16))).toBe(
    'You are not needed from about 10:00 to 10:25 and 11:20 to 11:35.',
  )
  expect(notNeededSentence([], String)).toBeNull()
})
