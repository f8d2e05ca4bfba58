import { expect, test } from 'vitest'
import { addressOf, askedOf, firstView } from './filters.ts'

const agencyId = '01995b1c-7d00-7000-8000-000000000001'

test('ACT-2: an address narrows the log by agency, state, light and lateness', () => {
  expect(askedOf({ state: 'in_progress', light: 'red', late: 'true', agencyId })).toEqual({
    state: 'in_progress',
    light: 'red',
    late: true,
    agencyId,
    meetingId: undefined,
    caseId: undefined,
  })
})

test('what means nothing narrows nothing, rather than being refused', () => {
  expect(Object.values(askedOf({ state: 'lost', light: 'blue', late: 'no', agencyId: 'x' }))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('empty filters leave the address', () => {
  expect(addressOf({ state: '', light: 'red', late: '' })).toEqual({ light: 'red' })
})

test('ACT-2: a member’s first view is her agency’s; one who chose, be it any agency, keeps her choice', () => {
  expect(firstView({}, agencyId)).toEqual({ agencyId })
  expect(firstView({ agencyId: 'any' }, agencyId)).toEqual({ agencyId: 'any' })
  expect(askedOf({ agencyId: 'any' }).agencyId).toBeUndefined()
  expect(firstView({ late: 'true' }, agencyId)).toEqual({ late: 'true' })
  expect(firstView({}, undefined)).toEqual({})
})
