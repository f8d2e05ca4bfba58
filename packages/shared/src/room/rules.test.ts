import { expect, it } from 'vitest'
import { itemStates } from '../agenda/values.ts'
import { closeMeeting, openMeeting } from '../meetings/contract.ts'
import { meetingStates } from '../meetings/values.ts'
import { stateTable } from '../state-table.test-support.ts'
import { closeItem, deferItem, recordItem } from './contract.ts'
import { whyNotCloseMeeting, whyNotDefer, whyNotOpenMeeting, whyNotRecord } from './rules.ts'

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
        operation: openMeeting,
        to: 'open',
        whyNot: ({ state }) => whyNotOpenMeeting({ state: of(state)[0], signedByMe: true }),
      },
      {
        operation: closeMeeting,
        to: 'closed',
        whyNot: ({ state }) =>
          whyNotCloseMeeting({ state: of(state)[0], signedByMe: true, agenda: [{ state: of(state)[1] }] }),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('ACC-5 MTG-6 nobody opens or closes a meeting whose agreement she has not signed', () => {
  const meeting = { state: 'planned', signedByMe: false } as const
  expect(whyNotOpenMeeting(meeting)).toBe('meeting.confidentiality_unsigned')
  expect(whyNotCloseMeeting({ ...meeting, agenda: [] })).toBe('meeting.confidentiality_unsigned')
})
