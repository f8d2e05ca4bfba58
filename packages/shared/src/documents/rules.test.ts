import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { collectCopy, destroyCopy, downloadCopy, handOutCopy, loseCopy, settleLoss } from './contract.ts'
import {
  asksWitness,
  documentKinds,
  mayWitness,
  whyNotCirculate,
  whyNotDownload,
  whyNotLose,
  whyNotMove,
  whyNotRead,
} from './rules.ts'
import { copyStates } from './values.ts'

it('MTG-4 the way of a sheet of paper reads at a glance', async () => {
  const moves = [
    [handOutCopy, 'handed_out'],
    [collectCopy, 'collected'],
    [destroyCopy, 'destroyed'],
    [loseCopy, 'lost'],
    [settleLoss, 'written_off'],
  ] as const
  const table = stateTable({
    title: 'MTG-4 A sheet of paper',
    states: copyStates,
    places: ['the register’s'],
    moves: [
      { operation: downloadCopy, whyNot: ({ state }) => whyNotDownload({ state }) },
      ...moves.map(([operation, to]) => ({
        operation,
        to,
        whyNot: ({ state }: { state: (typeof copyStates)[number] }) =>
          whyNotMove({ form: 'paper', state }, to),
      })),
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
  for (const state of copyStates)
    for (const [, to] of moves) expect(whyNotMove({ form: 'screen', state }, to)).toBe('copy.wrong_state')
})

it('MTG-4 its holder records that paper is lost while it is in her hands, who keeps the register wherever it was', () => {
  const where = (registers: boolean) =>
    copyStates.filter((state) => whyNotLose({ form: 'paper', state }, { registers }) === null)
  expect(where(false)).toEqual(['handed_out'])
  expect(where(true)).toEqual(['made', 'handed_out', 'collected'])
  expect(whyNotLose({ form: 'screen', state: 'made' }, { registers: true })).toBe('copy.wrong_state')
})

it('MTG-2 ACC-5 a pack is circulated until its meeting closes, by who has signed', () => {
  expect(whyNotCirculate({ state: 'planned', signedByMe: false, packCirculatedAt: null })).toBe(
    'meeting.confidentiality_unsigned',
  )
  expect(whyNotCirculate({ state: 'planned', signedByMe: true, packCirculatedAt: null })).toBeNull()
  expect(whyNotCirculate({ state: 'closed', signedByMe: true, packCirculatedAt: null })).toBe(
    'meeting.wrong_state',
  )
  const packCirculatedAt = '2026-03-02T09:00:00Z'
  expect(whyNotCirculate({ state: 'open', signedByMe: true, packCirculatedAt })).toBe('pack.circulated')
})

it('ACC-5 MTG-8 what names a case is for who has signed, and minutes for when they are distributed', () => {
  const closed = (signedByMe: boolean, minutesDistributed: boolean) =>
    documentKinds.filter((kind) => whyNotRead(kind, { signedByMe, minutesDistributed }) === null)
  expect(closed(false, true)).toEqual(['agenda', 'attendance_list'])
  expect(closed(true, false)).toEqual(['agenda', 'pack', 'attendance_list', 'action_log'])
  expect(closed(true, true)).toEqual([...documentKinds])
})

it('MTG-4 a witness is asked for where the partnership wants one, and is neither who records it nor who held the paper', () => {
  const asks = (paperWitnessed: boolean) =>
    copyStates.filter((state) => state !== 'made' && asksWitness(state, { paperWitnessed }))
  expect([asks(false), asks(true)]).toEqual([[], ['collected', 'destroyed']])
  const [copy, by] = [{ holderAccountId: 'holder' }, { accountId: 'recorder' }]
  const may = ['holder', 'recorder', 'another'].filter((accountId) => mayWitness({ accountId }, copy, by))
  expect(may).toEqual(['another'])
})
