import type { Case } from '@alongside/shared/cases/contract'
import { expect, it } from 'vitest'
import { whereListed } from './where-listed.ts'

const day = (at: string) => at.slice(0, 10)
const file = (part: object) =>
  ({
    id: 'a',
    refusedHere: false,
    holds: [],
    joinedFiles: [],
    referrals: [{ state: 'listed', meetingStartsAt: '2026-12-10T10:00:00Z' }],
    ...part,
  }) as unknown as Case

it('ACC-8 an agency that she refused reads of the next meeting what its own referral says', () => {
  expect(whereListed(file({ refusedHere: true }), day)).toBe('Your referral is for the meeting of 2026-12-10')
})

it('REF-3 of a held case it says that it is held, to who sees the whole of it', () => {
  const holds = [{ kind: 'under_18', liftedAt: null }]
  expect(whereListed(file({ holds }), day)).toBe('On no agenda while the case is held')
  expect(whereListed(file({}), day)).toBe('Not on an agenda')
})
