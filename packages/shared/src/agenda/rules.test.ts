import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  orderFaults,
  placeOfNewcomer,
  reordered,
  timeNeeded,
  whyNotListCarried,
  whyNotOneMore,
  whyNotPublishAgenda,
} from './rules.ts'
import { agendaAtMost } from './values.ts'

const lights = ['red', 'amber', 'green'] as const
const agendas = fc
  .uniqueArray(fc.nat(500), { maxLength: 12 })
  .chain((ids) =>
    fc.tuple(
      fc.constant(ids),
      fc.array(fc.constantFrom('listed', 'discussed', 'deferred'), {
        minLength: ids.length,
        maxLength: ids.length,
      }),
    ),
  )
  .map(([ids, states]) =>
    ids.map((id, at) => ({ id: `i${id}`, state: states[at] ?? 'listed', caseReference: `EMP-2026-A${id}` })),
  )
const listedOf = (agenda: { id: string; state: string }[]) =>
  agenda.filter(({ state }) => state === 'listed').map(({ id }) => id)

test('MTG-3 any order of what still stands is one: it loses and doubles nothing, and moves nothing that is over', () =>
  fc.assert(
    fc.property(
      agendas.chain((agenda) =>
        fc.tuple(
          fc.constant(agenda),
          fc.shuffledSubarray(listedOf(agenda), { minLength: listedOf(agenda).length }),
        ),
      ),
      ([agenda, asked]) => {
        expect(orderFaults(agenda, asked)).toEqual([])
        const order = reordered(agenda, asked)
        expect(order.toSorted()).toEqual(agenda.map(({ id }) => id).toSorted())
        expect(order.filter((id) => asked.includes(id))).toEqual(asked)
        const over = agenda.map(({ id, state }) => (state === 'listed' ? null : id))
        expect(order.map((id) => (asked.includes(id) ? null : id))).toEqual(over)
      },
    ),
  ))

test('MTG-3 an order that is none names each fault at its place', () => {
  const standing = [
    { id: 'a', state: 'listed', caseReference: 'EMP-2026-AAAA' },
    { id: 'b', state: 'listed', caseReference: 'EMP-2026-BBBB' },
    { id: 'c', state: 'discussed', caseReference: 'EMP-2026-CCCC' },
  ] as const
  expect(orderFaults(standing, ['a', 'c', 'a'])).toEqual([
    { pointer: '/items/1/id', code: 'unknown', detail: 'does not stand on this agenda now' },
    { pointer: '/items/2/id', code: 'twice', detail: 'stands in this order twice' },
    { pointer: '/items', code: 'missing', detail: 'leaves out EMP-2026-BBBB' },
  ])
})

const lines = fc.array(
  fc.record({ light: fc.constantFrom(...lights), person: fc.constantFrom('a', 'b', 'c') }),
)

test('MTG-3 a newcomer goes in behind every case of its own light or a more serious one', () =>
  fc.assert(
    fc.property(lines, fc.constantFrom(...lights), (ordered, light) => {
      const at = placeOfNewcomer(ordered, { light, person: 'somebody new' })
      const rank = (one: (typeof lights)[number]) => lights.indexOf(one)
      expect(ordered.slice(at).every((one) => rank(one.light) > rank(light))).toBe(true)
      expect(rank(ordered[at - 1]?.light ?? 'red')).toBeLessThanOrEqual(rank(light))
    }),
  ))

test('REF-10 another file of a person who stands there goes in right behind hers, whatever its light', () =>
  fc.assert(
    fc.property(lines, fc.constantFrom(...lights), (ordered, light) => {
      fc.pre(ordered.some(({ person }) => person === 'a'))
      const at = placeOfNewcomer(ordered, { light, person: 'a' })
      expect(ordered[at - 1]?.person).toBe('a')
      expect(ordered.slice(at).some(({ person }) => person === 'a')).toBe(false)
    }),
  ))

test('MTG-3 the time needed leaves out what is put off, and ends on the clock', () => {
  const agenda = [
    { state: 'listed', minutes: 20 },
    { state: 'deferred', minutes: 15 },
    { state: 'discussed', minutes: 10 },
  ]
  expect(timeNeeded(agenda, '2026-03-12T10:00:00Z')).toEqual({ minutes: 30, endsAt: '2026-03-12T10:30:00Z' })
})

test('MTG-3 an agenda is published until its meeting closes, and again only once it has changed', () => {
  const agenda = { state: 'planned', agendaPublishedAt: null, agendaChanged: false } as const
  const published = { ...agenda, agendaPublishedAt: '2026-03-02T09:00:00Z' }
  expect(whyNotPublishAgenda(agenda)).toBe(null)
  expect(whyNotPublishAgenda(published)).toBe('agenda.unchanged')
  expect(whyNotPublishAgenda({ ...published, agendaChanged: true })).toBe(null)
  expect(whyNotPublishAgenda({ ...agenda, state: 'closed' })).toBe('meeting.wrong_state')
})

test('MTG-3 CON-3 a case comes onto an agenda for its actions once, and not without a basis', () => {
  expect(whyNotListCarried({ listed: false, basisInForce: true })).toBe(null)
  expect(whyNotListCarried({ listed: false, basisInForce: false })).toBe('item.basis_missing')
  expect(whyNotListCarried({ listed: true, basisInForce: true })).toBe('agenda.case_listed')
})

test('MTG-3 an agenda takes no more cases than its page shows', () => {
  expect([agendaAtMost - 1, agendaAtMost].map(whyNotOneMore)).toEqual([null, 'agenda.full'])
})
