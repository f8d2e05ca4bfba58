import { expect, it } from 'vitest'
import { itemStates } from '../agenda/values.ts'
import { meetingStates } from '../meetings/values.ts'
import { stateTable } from '../state-table.test-support.ts'
import { agreeInvitation, declineInvitation, withdrawInvitation } from './contract.ts'
import { whyNotInvitation, whyNotInvite, whyNotInviteObserver } from './rules.ts'
import { type InvitationState, invitationStates } from './values.ts'

it('GST-1 what may be decided of an invitation reads at a glance', async () => {
  const moves = [
    [agreeInvitation, 'agree', 'agreed'],
    [declineInvitation, 'decline', 'declined'],
    [withdrawInvitation, 'withdraw', 'withdrawn'],
  ] as const
  const table = stateTable({
    title: 'GST-1 An invitation',
    states: invitationStates,
    places: ['the partnership’s'],
    moves: moves.map(([operation, move, to]) => ({
      operation,
      to,
      whyNot: ({ state }: { state: InvitationState }) => whyNotInvitation(move, state),
    })),
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('GST-1 CON-3 a guest is invited to an item that is still to be spoken of, under a basis, before or in its meeting', () => {
  const open = meetingStates.flatMap((meeting) =>
    itemStates.flatMap((item) =>
      [true, false].flatMap((basis) =>
        whyNotInvite(meeting, item, basis) ? [] : [{ meeting, item, basis }],
      ),
    ),
  )
  expect(open).toEqual([
    { meeting: 'planned', item: 'listed', basis: true },
    { meeting: 'open', item: 'listed', basis: true },
  ])
  expect(meetingStates.filter((meeting) => !whyNotInviteObserver(meeting))).toEqual(['planned', 'open'])
})
