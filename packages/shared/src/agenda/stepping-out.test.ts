import { expect, it } from 'vitest'
import type { SteppingOut } from './schema.ts'
import {
  awayFrom,
  chairSentence,
  leavingTheRoom,
  notNeededBetween,
  notNeededSentence,
  outOnTheWall,
  steppedOutSentence,
  stepsOutSentence,
  stepsOutWithReasons,
} from './stepping-out.ts'

const person = (name: string, agencyName: string, whole = true, guest = false) => ({
  accountId: name,
  agencyId: agencyName,
  agencyName,
  name,
  whole,
  guest,
  why: null as SteppingOut['why'],
  leftAt: null as string | null,
  untold: false,
})

it('ACC-9 an agency steps out by its name; one of several by hers; a guest of another item without an agency', () => {
  const vale = person('Neil Vale', 'Eastmarsh Police')
  expect(stepsOutSentence([vale], 'in_person')).toBe('Eastmarsh Police (Neil Vale) steps out for this case.')
  expect(stepsOutSentence([vale], 'online', { named: false })).toBe(
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
  expect(
    steppedOutSentence([vale, person('Lee Park', 'Harbour Homes'), person('Dana Frost', 'Eastmarsh Police')]),
  ).toBe('Stepped out for this case: Neil Vale and Dana Frost, Eastmarsh Police; Lee Park, Harbour Homes.')
  expect(steppedOutSentence([])).toBe('')
})

it('HRM-1 ACC-9 of whom it is not the reader’s to know, the words say that there is somebody, and nothing of who', () => {
  const vale = person('Neil Vale', 'Eastmarsh Police')
  const somebody = true
  expect(stepsOutSentence([], 'in_person', { somebody })).toBe('Somebody steps out for this case.')
  expect(stepsOutSentence([vale], 'online', { somebody })).toBe(
    'Eastmarsh Police (Neil Vale) and somebody else wait in the waiting room for this case.',
  )
  expect(stepsOutWithReasons([], 'in_person', { somebody })).toBe('Somebody steps out for this case.')
  expect(stepsOutWithReasons([vale], 'in_person', { somebody })).toBe(
    'Eastmarsh Police (Neil Vale) and somebody else step out for this case.',
  )
  expect(steppedOutSentence([], { somebody })).toBe('Somebody stepped out for this case.')
  expect(steppedOutSentence([vale], { somebody })).toBe(
    'Stepped out for this case: Neil Vale, Eastmarsh Police; somebody else.',
  )
  // Who may know reads the name, and that it is not for saying.
  const park = { ...person('Lee Park', 'Harbour Homes', false), why: 'shut_out' as const, untold: true }
  expect(stepsOutWithReasons([{ ...vale, why: 'no_basis' }, park], 'in_person')).toMatch(
    /shared with them. Lee Park of Harbour Homes steps out for this case. They do not know that it is closed to them/,
  )
})

it('HRM-1 ACC-9 the wall names agencies of which nobody may hear a case, and nobody who goes alone, told or untold, whoever it is signed in as', () => {
  const vale = person('Neil Vale', 'Eastmarsh Police')
  const park = { ...person('Lee Park', 'Harbour Homes', false), why: 'shut_out' as const }
  const guest = person('Dr. Yu', 'The clinic', true, true)
  const onWall = (stepOut: (typeof park | typeof vale)[], unnamedOut: { leftAt: string | null } | null) =>
    outOnTheWall({ stepOut, unnamedOut })
  const told = onWall([vale, park, guest], null)
  expect(told).toEqual({ stepOut: [vale], unnamedOut: { leftAt: null } })
  expect(onWall([vale, { ...park, untold: true }, guest], null)).toEqual(told)
  expect(onWall([vale], { leftAt: null })).toEqual(told)
  expect(leavingTheRoom(told).map(({ who, names }) => [who, names])).toEqual([
    ['Eastmarsh Police', ['Neil Vale']],
    ['somebody else', []],
  ])
  const [at, later] = ['2026-03-12T10:00:00Z', '2026-03-12T10:01:00Z']
  expect(onWall([{ ...park, leftAt: later }], { leftAt: at }).unnamedOut).toEqual({ leftAt: later })
  expect(onWall([vale, guest], null)).toEqual({ stepOut: [vale], unnamedOut: null })
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

it('ACC-9 with the reasons each agency stands once, and who came for another item has none', () => {
  const told = [
    { ...person('Neil Vale', 'Eastmarsh Police'), why: 'refused' as const },
    { ...person('Wes Carter', 'Eastmarsh Probation'), why: 'no_basis' as const },
    { ...person('Hana Weiss', 'The clinic'), why: 'no_basis' as const },
    { ...person('Dr. Yu', 'The clinic', true, true), why: 'no_basis' as const },
  ]
  expect(stepsOutWithReasons(told, 'in_person')).toBe(
    'Eastmarsh Police (Neil Vale) steps out for this case: she refused that they are told. Eastmarsh Probation (Wes Carter) and The clinic (Hana Weiss) step out for this case: this case was not shared with them. A guest of another case (Dr. Yu) steps out for this case.',
  )
  const alone = [
    { ...person('Lee Park', 'Harbour Homes', false), why: 'shut_out' as const },
    { ...person('Sam Osei', 'Harbour Homes', false), why: 'shut_out' as const },
  ]
  // HRM-1: it may be a conflict; she then refused nothing.
  expect(stepsOutWithReasons(alone, 'in_person')).toBe(
    'Lee Park and Sam Osei of Harbour Homes step out for this case: it is closed to them in person.',
  )
  const untold = told.slice(0, 1).map((one) => ({ ...one, why: null }))
  expect(stepsOutWithReasons(untold, 'in_person')).toBe(stepsOutSentence(untold, 'in_person'))
})

it('ACC-9 each agency stands once, with who of it is not needed when', () => {
  const [vale, frost] = [person('Neil Vale', 'Eastmarsh Police'), person('Dana Frost', 'Eastmarsh Police')]
  const park = person('Lee Park', 'Harbour Homes', false)
  const guest = person('Dr. Yu', 'The clinic', true, true)
  const lines = [
    { fromMinute: 0, untilMinute: 15, stepOut: [vale, frost] },
    { fromMinute: 15, untilMinute: 25, stepOut: [park, guest] },
    { fromMinute: 25, untilMinute: 40, stepOut: [vale, park] },
  ]
  const at = (from: string, until: string) => ({
    from: `2026-03-12T${from}:00Z`,
    until: `2026-03-12T${until}:00Z`,
  })
  expect(awayFrom('2026-03-12T11:00:00Z', lines)).toEqual([
    {
      agencyName: 'Eastmarsh Police',
      people: [
        { names: ['Neil Vale'], notNeeded: [at('11:00', '11:15'), at('11:25', '11:40')] },
        { names: ['Dana Frost'], notNeeded: [at('11:00', '11:15')] },
      ],
    },
    { agencyName: 'Harbour Homes', people: [{ names: ['Lee Park'], notNeeded: [at('11:15', '11:40')] }] },
  ])
})

it('ACC-9 of a case that is over the sentence says who chaired it', () => {
  const chairedBy = { accountId: 'd', name: 'Ruth', agencyId: 'h', agencyName: 'Hospital' }
  const line = { state: 'listed', needsDeputy: true, chairedBy, unchaired: false } as const
  expect(chairSentence(line)).toBe('Ruth, Hospital, chairs this case.')
  expect(chairSentence({ ...line, state: 'discussed' })).toBe('Ruth, Hospital, chaired this case.')
  expect(chairSentence({ ...line, chairedBy: null })).toMatch(/needs a deputy/)
  expect(chairSentence({ ...line, chairedBy: null, unchaired: true })).toMatch(/put off to the next meeting/)
  expect(chairSentence({ ...line, needsDeputy: false, chairedBy: null })).toBe('')
})
