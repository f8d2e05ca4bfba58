import { expect, it } from 'vitest'
import type { Role } from '../access.ts'
import { stateTable } from '../state-table.test-support.ts'
import { type ActionState, acceptStep, closeActionUndone, completeAction, startAction } from './contract.ts'
import {
  actionMoves,
  asksAcceptance,
  isRunning,
  runningActionStates,
  whyNotAccept,
  whyNotCloseUndone,
  whyNotComplete,
  whyNotStart,
} from './rules.ts'
import { actionStates } from './values.ts'

const coordinating = { role: 'coordinator', agencyId: 'lantern' } as const

it('ACT-1 what may be reported of an action reads at a glance', async () => {
  const rules = [
    [startAction, whyNotStart, actionMoves.start.to],
    [completeAction, whyNotComplete, actionMoves.complete.to],
    [closeActionUndone, whyNotCloseUndone, 'as reported'],
    [acceptStep, whyNotAccept, 'as it was'],
  ] as const
  const table = stateTable({
    title: 'ACT-1 An action, by its own agency',
    states: actionStates,
    places: ['its agency'],
    moves: rules.map(([operation, rule, to]) => ({
      operation,
      to,
      whyNot: ({ state, role }: { state: ActionState; role: Role }) =>
        rule({ state, ownerAgencyId: 'housing', acceptance: 'asked' }, { role, agencyId: 'housing' }),
    })),
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('ACT-1 its agency tells what became of it, or the coordinator on its behalf; nobody else', () => {
  for (const rule of [whyNotStart, whyNotComplete, whyNotCloseUndone]) {
    const action = { state: 'open', ownerAgencyId: 'housing' } as const
    expect(rule(action, coordinating)).toBeNull()
    expect(rule(action, { role: 'lead_member', agencyId: 'health' })).toBe('access.not_permitted')
    expect(rule(action, { role: 'chair', agencyId: 'lantern' })).toBe('access.not_permitted')
    // Whose it is not to tell hears nothing of how far it has come.
    expect(rule({ ...action, state: 'done' }, { role: 'lead_member', agencyId: 'health' })).toBe(
      'access.not_permitted',
    )
  }
})

it('ACT-1 what runs can be done or closed undone, what has ended cannot, and nothing else runs', () => {
  expect(actionStates.filter(isRunning)).toEqual([...runningActionStates])
  for (const state of actionStates) {
    const action = { state, ownerAgencyId: 'housing' }
    const refused = isRunning(state) ? null : 'action.wrong_state'
    expect(whyNotComplete(action, coordinating)).toBe(refused)
    expect(whyNotCloseUndone(action, coordinating)).toBe(refused)
  }
})

it('ACT-1 PLN-1 what is agreed for an agency that is not there asks it, once, and nobody else answers', () => {
  const room = { agencyId: 'lantern', inRoom: ['housing'] }
  const asks = ['lantern', 'housing', 'health'].filter((ownerAgencyId) =>
    asksAcceptance({ ownerAgencyId }, room),
  )
  expect(asks).toEqual(['health'])
  const action = { state: 'open', ownerAgencyId: 'health', acceptance: 'asked' } as const
  expect(whyNotAccept(action, { role: 'practitioner', agencyId: 'health' })).toBeNull()
  expect(whyNotAccept(action, { role: 'lead_member', agencyId: 'housing' })).toBe('access.not_permitted')
  for (const acceptance of [null, 'accepted', 'declined'] as const)
    expect(whyNotAccept({ ...action, acceptance }, coordinating)).toBe('action.not_asked')
})
