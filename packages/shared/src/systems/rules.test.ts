import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { agreeSystem, changeSystem, declineSystem, endSystem, makeSecret } from './contract.ts'
import {
  hasWorked,
  proposalFaults,
  whyNotDecideSystem,
  whyNotMakeSecret,
  whyNotSystem,
  wideningFaults,
} from './rules.ts'
import { type SystemState, systemStates } from './values.ts'

it('API-2 what may be done with a system reads at a glance', async () => {
  const moves = [
    [agreeSystem, 'agree', 'agreed'],
    [declineSystem, 'decline', 'declined'],
    [changeSystem, 'change', undefined],
    [makeSecret, 'make a secret', undefined],
    [endSystem, 'end', 'ended | declined'],
  ] as const
  const table = stateTable({
    title: 'API-2 An agency’s system',
    states: systemStates,
    places: ['who asked for it', 'another of its agency, or the coordinator'],
    moves: moves.map(([operation, move, to]) => ({
      operation,
      ...(to && { to }),
      whyNot: ({ state, place }: { state: SystemState; place: string }) =>
        move === 'agree' || move === 'decline'
          ? whyNotDecideSystem(move, { state, proposedByMe: place === 'who asked for it' })
          : whyNotSystem(move, state),
    })),
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
  expect(systemStates.filter(hasWorked)).toEqual(['agreed', 'ended'])
})

it('API-2 what was agreed is only ever narrowed, and never for more than a year', () => {
  const before = { state: 'agreed', scopes: ['flags:read'] } as const
  expect(wideningFaults(before, { scopes: [] })).toEqual([])
  expect(wideningFaults(before, { scopes: ['flags:read', 'flags:confirm'] })).toHaveLength(1)
  expect(wideningFaults({ ...before, state: 'proposed' }, { scopes: ['flags:confirm'] })).toEqual([])
  const wrong = (expiresOn: string) => proposalFaults({ expiresOn }, '2026-03-02').length
  expect(['2026-03-02', '2026-03-03', '2027-03-03', '2027-03-04'].map(wrong)).toEqual([1, 0, 0, 1])
})

it('API-2 who asked for a system does not decide on it, and a third secret waits until one of two is ended', () => {
  const proposed = { state: 'proposed', proposedByMe: false } as const
  for (const move of ['agree', 'decline'] as const) {
    expect(whyNotDecideSystem(move, proposed)).toBe(null)
    expect(whyNotDecideSystem(move, { ...proposed, proposedByMe: true })).toBe('system.own_proposal')
    expect(whyNotDecideSystem(move, { ...proposed, state: 'agreed' })).toBe('system.wrong_state')
  }
  const secrets = (count: number) =>
    whyNotMakeSecret({ state: 'agreed', secrets: Array.from({ length: count }) })
  expect([0, 1, 2].map(secrets)).toEqual([null, null, 'system.two_secrets'])
})
