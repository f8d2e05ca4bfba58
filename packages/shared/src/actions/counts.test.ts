import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lights } from '../traffic-light/values.ts'
import { type Alike, type CountedFilter, countsOf } from './counts.ts'
import { actionStates } from './values.ts'

const [a, b] = ['a', 'b']
const alike = fc.record<Alike>({
  agencyId: fc.constantFrom(a, b),
  meetingId: fc.constantFrom(a, b),
  startsAt: fc.constant('2026-03-12T10:00:00Z'),
  light: fc.constantFrom(...lights, null),
  state: fc.constantFrom(...actionStates),
  late: fc.boolean(),
  count: fc.integer({ min: 1, max: 9 }),
})
const filter = fc.record<CountedFilter>({
  agencyId: fc.constantFrom(undefined, a, b),
  meetingId: fc.constantFrom(undefined, a, b),
  light: fc.constantFrom(undefined, ...lights),
  state: fc.constantFrom(undefined, ...actionStates),
  late: fc.constantFrom(undefined, true),
})

it('ACT-2 what a choice is said to show is what choosing it shows', () => {
  fc.assert(
    fc.property(fc.array(alike, { maxLength: 30 }), filter, (groups, chosen) => {
      const counts = countsOf(groups, chosen)
      const shown = (choice: CountedFilter) => countsOf(groups, { ...chosen, ...choice }).all
      expect(counts.late).toBe(shown({ late: true }))
      for (const { state, count } of counts.states) expect(count).toBe(shown({ state }))
      for (const { light, count } of counts.lights) expect(count).toBe(shown({ light }))
      for (const { agencyId, count } of counts.agencies) expect(count).toBe(shown({ agencyId }))
      for (const { meetingId, count } of counts.meetings) expect(count).toBe(shown({ meetingId }))
    }),
  )
})
