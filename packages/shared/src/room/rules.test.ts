import { expect, it } from 'vitest'
import { isAnybodyIn } from '../agenda/rules.ts'
import { onTheWall } from '../agenda/stepping-out.ts'
import { itemStates } from '../agenda/values.ts'
import { closeMeeting, openMeeting, reopenMeeting, takeBackOpening } from '../meetings/contract.ts'
import { meetingStates } from '../meetings/values.ts'
import { stateTable } from '../state-table.test-support.ts'
import { closeItem, deferItem, recordItem, reopenItem } from './contract.ts'
import {
  isUnrecorded,
  leftOpen,
  whyNotBegin,
  whyNotChair,
  whyNotCloseMeeting,
  whyNotDefer,
  whyNotOpenMeeting,
  whyNotRecord,
  whyNotReopen,
  whyNotReopenItem,
  whyNotTakeBackOpening,
} from './rules.ts'

const closing = {
  state: 'open',
  signedByMe: true,
  agenda: [],
  leftToDeputy: false,
  leftToOther: false,
  unchaired: false,
  followed: true,
} as const

const hour = '2026-03-12T09:00:00Z'
const states = meetingStates.flatMap((meeting) => itemStates.map((item) => `${meeting}, ${item}` as const))

it('MTG-7 what may be done in the room reads at a glance: a meeting’s state and an item’s', async () => {
  const of = (state: (typeof states)[number]) =>
    state.split(', ') as [(typeof meetingStates)[number], (typeof itemStates)[number]]
  const table = stateTable({
    title: 'MTG-7 A signed meeting, one case of it',
    states,
    places: ['with a basis', 'without'],
    moves: [
      {
        operation: recordItem,
        whyNot: ({ state, place }) => whyNotRecord(...of(state), place === 'with a basis'),
      },
      {
        operation: closeItem,
        to: 'discussed',
        whyNot: ({ state, place }) => whyNotRecord(...of(state), place === 'with a basis'),
      },
      { operation: deferItem, to: 'deferred', whyNot: ({ state }) => whyNotDefer(...of(state)) },
      {
        operation: reopenItem,
        to: 'listed',
        whyNot: ({ state }) => whyNotReopenItem(of(state)[0], { state: of(state)[1], takenOff: false }),
      },
      {
        operation: openMeeting,
        to: 'open',
        whyNot: ({ state }) =>
          whyNotOpenMeeting({ state: of(state)[0], signedByMe: true, opensFrom: hour }, hour),
      },
      {
        operation: takeBackOpening,
        to: 'planned',
        whyNot: ({ state }) =>
          whyNotTakeBackOpening({ state: of(state)[0], signedByMe: true, underWay: false }),
      },
      {
        operation: reopenMeeting,
        to: 'open',
        whyNot: ({ state }) =>
          whyNotReopen({ state: of(state)[0], signedByMe: true, minutesDistributed: false }),
      },
      {
        operation: closeMeeting,
        to: 'closed',
        whyNot: ({ state }) =>
          whyNotCloseMeeting({
            ...closing,
            state: of(state)[0],
            agenda: [{ state: of(state)[1], caseReference: 'EMP-2026-AAAA', unchaired: false }],
          }),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('ACC-5 MTG-6 nobody opens or closes a meeting whose agreement she has not signed', () => {
  const meeting = { state: 'planned', signedByMe: false } as const
  expect(whyNotOpenMeeting({ ...meeting, opensFrom: hour }, hour)).toBe('meeting.confidentiality_unsigned')
  expect(whyNotCloseMeeting({ ...closing, ...meeting })).toBe('meeting.confidentiality_unsigned')
})

it('MTG-6 a meeting opens from an hour before its start, to the second, and says why not before', () => {
  const meeting = { state: 'planned', signedByMe: true, opensFrom: hour } as const
  expect(whyNotOpenMeeting(meeting, '2026-03-12T08:59:59Z')).toBe('meeting.opens_later')
  expect(whyNotOpenMeeting(meeting, hour)).toBeNull()
})

it('MTG-6 a slip is taken back until something is recorded; what was closed is reopened until its minutes are out', () => {
  const open = { state: 'open', signedByMe: true } as const
  expect(whyNotTakeBackOpening({ ...open, underWay: false })).toBeNull()
  expect(whyNotTakeBackOpening({ ...open, underWay: true })).toBe('meeting.under_way')
  const closed = { state: 'closed', signedByMe: true } as const
  expect(whyNotReopen({ ...closed, minutesDistributed: false })).toBeNull()
  expect(whyNotReopen({ ...closed, minutesDistributed: true })).toBe('minutes.distributed')
})

const someone = (leftAt: string | null = null) => ({
  accountId: 'a',
  name: 'Neil Vale',
  agencyId: 'p',
  agencyName: 'Eastmarsh Police',
  whole: true,
  guest: false,
  why: null,
  leftAt,
  untold: false,
})
const out = (...stepOut: ReturnType<typeof someone>[]) => ({ stepOut, unnamedOut: null })
const left = '2026-03-12T10:00:00Z'

it('ACC-9 a case begins once everybody was seen to leave who must not hear it', () => {
  expect(whyNotBegin('open', 'listed', true, out())).toBeNull()
  expect(whyNotBegin('open', 'listed', true, out(someone(left), someone()))).toBe('item.must_step_out')
  expect(whyNotBegin('open', 'listed', true, out(someone(left)))).toBeNull()
  expect(whyNotBegin('open', 'listed', true, { stepOut: [], unnamedOut: { leftAt: null } })).toBe(
    'item.must_step_out',
  )
  expect(whyNotBegin('open', 'listed', true, { stepOut: [], unnamedOut: { leftAt: left } })).toBeNull()
  expect(whyNotBegin('open', 'discussed', true, out(someone()))).toBe('item.closed')
})

it('ACC-9 the wall shows a case only while nobody is in who must not hear it, whatever was called or begun', () => {
  // With a name or without: who it is need not be the reader's to know (HRM-1).
  const people = [out(), out(someone()), out(someone(left)), out(someone(left), someone())].flatMap((of) =>
    [null, { leftAt: null }, { leftAt: left }].map((unnamedOut) => ({ ...of, unnamedOut })),
  )
  for (const called of [null, 'one', 'two'])
    for (const current of [null, 'one', 'two'])
      for (const state of itemStates)
        for (const ones of people)
          for (const twos of people) {
            const wall = onTheWall({
              agenda: [
                { id: 'one', position: 1, state, ...ones },
                { id: 'two', position: 2, state: 'listed', ...twos },
              ],
              currentItemId: current,
              callingItemId: called,
            })
            if (wall.shows !== 'the case') continue
            expect(wall.line.id).toBe(current)
            expect(isAnybodyIn(wall.line)).toBe(false)
            // Called back in: nothing of what is over stands on the wall.
            const { stepOut, unnamedOut } = wall.line
            expect(wall.line.state === 'listed' || (stepOut.length === 0 && unnamedOut === null)).toBe(true)
          }
})

it('ACC-9 of what neither chair nor coordinator may hear the deputy is in the chair, and nobody else', () => {
  const chairedBy = { accountId: 'd', name: 'Ruth', agencyId: 'h', agencyName: 'Hospital' }
  const deputy = { role: 'lead_member', agencyId: 'h', accountId: 'd' } as const
  const chair = { role: 'chair', agencyId: 'l', accountId: 'c' } as const
  const usual = { needsDeputy: false, chairedBy: null }
  expect(whyNotChair(chair, usual)).toBeNull()
  expect(whyNotChair(deputy, usual)).toBe('access.not_permitted')
  expect(whyNotChair(deputy, { needsDeputy: true, chairedBy })).toBeNull()
  expect(whyNotChair(chair, { needsDeputy: true, chairedBy })).toBe('access.not_permitted')
  // In another agency in which she works too she is not it; where nobody is named, nobody is.
  expect(whyNotChair({ ...deputy, agencyId: 'p' }, { needsDeputy: true, chairedBy })).toBe(
    'access.not_permitted',
  )
  for (const who of [chair, deputy])
    expect(whyNotChair(who, { needsDeputy: true, chairedBy: null })).toBe('access.not_permitted')
})

it('ACC-9 a meeting is not closed over a case that its deputy has still to finish', () => {
  const meeting = closing
  expect(whyNotCloseMeeting({ ...meeting, leftToDeputy: true })).toBe('meeting.items_open')
  expect(whyNotCloseMeeting({ ...meeting, leftToOther: true })).toBe('meeting.items_open')
  expect(whyNotCloseMeeting(meeting)).toBeNull()
})

it('ACC-9 MTG-3 closing names what is left open, and puts off what nobody who came could chair, where a meeting follows', () => {
  const line = { state: 'listed', caseReference: 'EMP-2026-AAAA', unchaired: false } as const
  const meeting = { ...closing, agenda: [{ ...line, state: 'deferred' as const }, line] }
  expect(whyNotCloseMeeting(meeting)).toBe('meeting.items_open')
  expect(leftOpen({ ...meeting, leftToDeputy: true, leftToOther: true })).toEqual([
    { pointer: '/agenda/1', code: 'open', detail: 'EMP-2026-AAAA is neither discussed nor put off' },
    {
      pointer: '/leftToDeputy',
      code: 'open',
      detail: 'a case that is not yours to hear is still to be discussed, or put off, by its deputy',
    },
    {
      pointer: '/leftToOther',
      code: 'open',
      detail:
        'a case that is not yours to hear is still to be discussed, or put off, by whoever of chair and coordinator may hear it',
    },
  ])
  const lone = { ...closing, agenda: [{ ...line, unchaired: true }] }
  for (const putOff of [lone, { ...closing, unchaired: true }]) {
    expect(leftOpen(putOff)).toEqual([])
    expect(whyNotCloseMeeting(putOff)).toBeNull()
    expect(whyNotCloseMeeting({ ...putOff, followed: false })).toBe('meeting.none_follows')
  }
  expect(whyNotCloseMeeting({ ...closing, followed: false })).toBeNull()
})

it('MTG-3 a case of which nothing was written down, and on which no action was agreed, is asked about before it is closed', () => {
  expect(isUnrecorded({ record: {}, actions: [] })).toBe(true)
  expect(isUnrecorded({ record: { discussion: ' ', whoTellsHer: null }, actions: [] })).toBe(true)
  expect(isUnrecorded({ record: { discussion: 'She is safe.' }, actions: [] })).toBe(false)
  expect(isUnrecorded({ record: {}, actions: [{}] })).toBe(false)
  expect(isUnrecorded({ record: {}, actions: [], amended: [{}] })).toBe(false)
})
