import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import {
  correctMinutes,
  distributeMinutes,
  dropCorrection,
  editMinutedItem,
  editMinutes,
} from './contract.ts'
import {
  beganAt,
  goesOutWithheld,
  newlySaid,
  planOnce,
  whyNotDrop,
  whyNotMinutes,
  whyNotReword,
} from './rules.ts'

it('MTG-8 what may be done with minutes reads at a glance: with a draft, and with what is distributed', async () => {
  const at = (state: 'draft' | 'distributed') => ({
    distributedAt: state === 'draft' ? null : '2026-03-12T12:00:00Z',
  })
  const table = stateTable({
    title: 'MTG-8 The latest version of minutes',
    states: ['draft', 'distributed'],
    places: ['its item has a basis', 'it has none'],
    moves: [
      { operation: editMinutes, whyNot: ({ state }) => whyNotMinutes('edit', at(state)) },
      {
        operation: editMinutedItem,
        whyNot: ({ state, place }) =>
          whyNotMinutes('edit', at(state)) ?? whyNotReword({ withheld: place === 'it has none' }),
      },
      {
        operation: distributeMinutes,
        to: 'distributed',
        whyNot: ({ state }) => whyNotMinutes('distribute', at(state)),
      },
      {
        operation: dropCorrection,
        to: 'what is distributed',
        whyNot: ({ state }) => whyNotDrop({ ...at(state), edition: 2 }),
      },
      {
        operation: correctMinutes,
        to: 'the next draft',
        whyNot: ({ state }) => whyNotMinutes('correct', at(state)),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('MTG-8 a first draft is not dropped; a correction leaves what it does not touch as it was distributed', () => {
  expect(whyNotDrop({ distributedAt: null, edition: 1 })).toBe('minutes.first_draft')
  const item = { basisInForce: false, withheldBefore: false, corrects: true, reworded: false }
  expect(goesOutWithheld(item)).toBe(false)
  expect(goesOutWithheld({ ...item, reworded: true })).toBe(true)
  expect(goesOutWithheld({ ...item, withheldBefore: true })).toBe(true)
  expect(goesOutWithheld({ ...item, corrects: false })).toBe(true)
  expect(goesOutWithheld({ ...item, withheldBefore: true, basisInForce: true })).toBe(false)
})

it('MTG-8 a meeting began at its hour where it was opened ahead of it; an emergency, and one that began late, as they were opened', () => {
  const startsAt = '2026-03-12T10:00:00Z'
  const meeting = { kind: 'monthly' as const, startsAt, endedAt: '2026-03-12T12:00:00Z' }
  expect(beganAt({ ...meeting, openedAt: '2026-03-12T09:20:00Z' })).toBe(startsAt)
  expect(beganAt({ ...meeting, openedAt: '2026-03-12T10:07:00Z' })).toBe('2026-03-12T10:07:00Z')
  const ahead = { ...meeting, openedAt: '2026-03-12T09:20:00Z' }
  expect(beganAt({ ...ahead, kind: 'emergency' })).toBe('2026-03-12T09:20:00Z')
  expect(beganAt({ ...ahead, endedAt: '2026-03-12T09:50:00Z' })).toBe('2026-03-12T09:20:00Z')
})

it('MTG-8 minutes give her words since her case was last spoken of, else the last; and each line of the plan once', () => {
  const [first, second] = [{ at: '2026-02-02T10:00:00Z' }, { at: '2026-03-02T10:00:00Z' }]
  expect(newlySaid([first, second], null)).toEqual([first, second])
  expect(newlySaid([first, second], '2026-02-12T10:00:00Z')).toEqual([second])
  expect(newlySaid([first, second], '2026-03-12T10:00:00Z')).toEqual([second])
  expect(newlySaid([], null)).toEqual([])
  const line = (words: string, area: 'home' | null = 'home') => ({
    ...{ part: 'need' as const, area, words, herWords: null, state: 'agreed' as const },
    ...{ leadAgencyName: null, lookAgainOn: null, because: null },
  })
  const changed = { move: 'changed' as const, before: line('A bed'), after: line('A room') }
  expect(
    planOnce({
      record: { supportPlan: 'Nights at Harbour ' },
      plan: [line('A room'), line('A GP'), line('Nights at Harbour', null)],
      planAmended: [changed, { move: 'added', before: null, after: line('Nights at Harbour', null) }],
    }),
  ).toEqual({ plan: [line('A GP')], planAmended: [changed] })
})
