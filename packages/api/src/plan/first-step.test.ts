import { readAction } from '@alongside/shared/actions/contract'
import { addPlanLine } from '@alongside/shared/plan/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies } = world
const { listed, open } = await givenMeetings(world)

it('PLN-1 REF-11 the first step of a line begins on record, as every action that a meeting agrees', async () => {
  const { itemId, meetingId } = await listed()
  await open(meetingId)
  const { steps } = await done(as.chair, addPlanLine, {
    params: { itemId },
    body: {
      ...{ part: 'risk', area: 'safety', words: 'Police pass at ten', leadAgencyId: agencies.lantern },
      firstStep: { what: 'Pass at ten', dueOn: '2026-03-09' },
    },
  })
  const { history } = await done(as.outreach, readAction, { params: { actionId: steps[0]!.actionId } })
  expect(history.map(({ field }) => field).toSorted()).toEqual(['due', 'owner', 'state'])
})
