import { expect, test } from 'vitest'
import { ageWords } from './age.ts'

test('an age comes with the date of birth; without one, what is believed', () => {
  expect(ageWords({ dateOfBirth: '1996-05-03', ageBelief: null }, '2026-05-02')).toBe('29, born 3 May 1996')
  expect(ageWords({ dateOfBirth: '1996-05-03', ageBelief: null }, '2026-05-03')).toBe('30, born 3 May 1996')
  expect(
    ageWords({ dateOfBirth: null, ageBelief: 'believed to be an adult: she said so' }, '2026-05-03'),
  ).toBe('believed to be an adult: she said so')
  expect(ageWords({ dateOfBirth: null, ageBelief: null }, '2026-05-03')).toBe('Age not known')
})
