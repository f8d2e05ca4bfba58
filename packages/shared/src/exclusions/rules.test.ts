import { expect, it } from 'vitest'
import { whyNotCloseTo, whyNotEndExclusion, whyNotReview } from './rules.ts'

const worker = {
  accountId: 'w',
  agencyId: 'police',
  roles: ['practitioner'],
  told: false,
  onlyCoordinator: false,
  toldToLook: false,
} as const
const lead = { accountId: 'l', agencyId: 'police', role: 'lead_member' } as const

it.each([
  ['a lead to her own worker', worker, lead, null],
  ['a lead to herself', { ...worker, accountId: 'l' }, lead, 'exclusion.own'],
  ['a lead to another agency’s', { ...worker, agencyId: 'health' }, lead, 'exclusion.of_another'],
  ['the coordinator to anybody', worker, { accountId: 'c', agencyId: 'lantern', role: 'coordinator' }, null],
  [
    'the coordinator to the chair, untold',
    { ...worker, roles: ['chair'] },
    { accountId: 'c', agencyId: 'lantern', role: 'coordinator' },
    'exclusion.chair_is_told',
  ],
  [
    'the chair to a sole coordinator',
    { ...worker, roles: ['coordinator'], onlyCoordinator: true },
    { accountId: 'h', agencyId: 'lantern', role: 'chair' },
    null,
  ],
  [
    'the chair to anybody else',
    worker,
    { accountId: 'h', agencyId: 'lantern', role: 'chair' },
    'exclusion.of_another',
  ],
  [
    'a lead of another agency to the chair, where it came to her to look',
    { ...worker, agencyId: 'lantern', roles: ['chair'], toldToLook: true },
    { accountId: 'l', agencyId: 'health', role: 'lead_member' },
    null,
  ],
] as const)('HRM-1 a case is closed by %s', (_, closing, asking, why) => {
  expect(whyNotCloseTo(closing, asking)).toBe(why)
})

it.each([
  ['by who may', { ended: null, mineToEnd: true }, null],
  ['not by his own agency, untold', { ended: null, mineToEnd: false }, 'exclusion.not_yours_to_end'],
  [
    'not twice',
    { ended: { at: '2026-03-02T09:00:00Z', by: 'A', words: 'B' }, mineToEnd: false },
    'exclusion.ended',
  ],
] as const)('HRM-1 one is ended: %s', (_, exclusion, why) => {
  expect(whyNotEndExclusion(exclusion)).toBe(why)
})

const open = { ended: null, told: false, reviewed: null, mineToReview: true }
const over = { at: '2026-03-02T09:00:00Z', by: 'A', words: 'B' }
it.each([
  ['untold, by who looks at it', open, null],
  ['untold, by nobody else', { ...open, mineToReview: false }, 'exclusion.not_chair'],
  ['not where it was told', { ...open, told: true }, 'exclusion.reviewed'],
  ['not where it was opened again', { ...open, ended: over }, 'exclusion.ended'],
] as const)('HRM-1 one is looked at: %s', (_, exclusion, why) => {
  expect(whyNotReview(exclusion)).toBe(why)
})
