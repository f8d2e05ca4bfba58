import { expect, it } from 'vitest'
import { itemStates } from '../agenda/values.ts'
import { meetingStates } from '../meetings/values.ts'
import { stateTable } from '../state-table.test-support.ts'
import { saveResearch, shareResearch } from './contract.ts'
import { isFactToShare, isOpinionToShare, sharingFaults, whyNotResearch, whyNotShare } from './rules.ts'

const states = meetingStates.flatMap((meeting) => itemStates.map((item) => `${meeting}, ${item}` as const))
const places = ['signed, with a basis', 'signed, without', 'unsigned'] as const

it('CON-3 ACC-5 what an agency may write down and share of a case reads at a glance', async () => {
  const of = (state: (typeof states)[number]) =>
    state.split(', ') as [(typeof meetingStates)[number], (typeof itemStates)[number]]
  const table = stateTable({
    title: 'MTG-3 A meeting, one case of it',
    states,
    places,
    moves: [
      { operation: saveResearch, whyNot: ({ state }) => whyNotResearch(...of(state)) },
      {
        operation: shareResearch,
        whyNot: ({ state, place }) =>
          whyNotShare({
            meetingState: of(state)[0],
            state: of(state)[1],
            basisInForce: place === 'signed, with a basis',
            signedByMe: place !== 'unsigned',
          }),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

const withheld = { what: '', why: '' }
const seen = { what: 'Seen on Park Road', source: 'Patrol', when: 'Monday' }
const blank = { what: ' ', source: '', when: '' }
const other = { what: 'Has a room', source: 'Housing', when: 'now' }

it('MTG-3 what says nothing, or stands in the case already, is not shared', () => {
  const shared = { facts: [seen], opinions: ['She trusts us'] }
  expect([seen, blank, other].map((fact) => isFactToShare({ shared }, fact))).toEqual([false, false, true])
  const opinions = ['She trusts us', ' ', 'She is afraid']
  expect(
    opinions.map((opinion) => isOpinionToShare({ content: { facts: [], opinion, withheld }, shared })),
  ).toEqual([false, false, true])
})

it('MTG-3 what is wrong with a choice of what to share is named at its place', () => {
  const research = {
    content: { facts: [seen, other], opinion: '', withheld },
    shared: { facts: [seen], opinions: [] },
  }
  const wrong = (facts: number[], opinion = false) =>
    sharingFaults(research, { facts, opinion }).map(({ pointer, code }) => `${pointer} ${code}`)
  expect(wrong([1])).toEqual([])
  expect(wrong([])).toEqual(['/facts missing'])
  expect(wrong([0, 1, 1, 2], true)).toEqual([
    '/facts/0 invalid',
    '/facts/2 twice',
    '/facts/3 unknown',
    '/opinion invalid',
  ])
})
