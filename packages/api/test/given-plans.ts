import type { Contract } from '@alongside/shared/contract'
import * as plan from '@alongside/shared/plan/contract'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { beforeEach } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Call } from '../src/in-process.ts'
import { givenMeetings, type ListedCase } from './given-meetings.ts'
import { sqlAs } from './sql-as.ts'
import { refusalOf } from './standing.ts'
import { openEastmarsh } from './world.ts'

// Outreach refers for Lantern, which convenes; health and housing have her consent, the police have not.
const start = '2026-03-02T09:00:00Z'

/** A world with a calendar of meetings, and what is done with a plan in it. */
export async function openPlans() {
  const world = await openEastmarsh(start)
  const { as, agencies, clock, rows } = world
  const meetings = await givenMeetings(world)
  const { listed, open } = meetings
  const { within } = sqlAs(world, world.database.appUrl)
  const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
    refusalOf(world, ['plan_lines', 'plan_amendments', 'plan_changes'], as[who], operation, call)

  beforeEach(() => {
    clock.set(start)
    return meetings.startOver()
  })

  const read = ({ caseId }: { caseId: string }, who: PersonName = 'health') =>
    done(as[who], plan.readPlan, { params: { caseId } })
  const add = ({ itemId }: ListedCase, body: Partial<(typeof plan.addPlanLine)['example']> = {}) =>
    done(as.chair, plan.addPlanLine, {
      params: { itemId },
      body: {
        ...{ part: 'risk', area: 'safety', words: 'Police pass at ten', leadAgencyId: agencies.lantern },
        firstStep: { what: 'Pass at ten', dueOn: '2026-03-09' },
        ...body,
      } as never,
    })
  const propose = ({ caseId }: ListedCase, body: object = {}, who: PersonName = 'health') =>
    done(as[who], plan.proposePlanLine, {
      params: { caseId },
      body: { part: 'need', words: 'A room with a lock', ...body } as never,
    })
  const moving = ({ id, version }: PlanLine) => ({ params: { lineId: id }, version })
  const why = 'Agreed with its nurse on the phone'

  /** A case on the agenda of a meeting that runs. */
  async function inRoom() {
    const item = await listed()
    await open(item.meetingId)
    return item
  }

  return {
    ...meetings,
    world,
    as,
    agencies,
    clock,
    rows,
    within,
    refusal,
    read,
    add,
    propose,
    moving,
    why,
    inRoom,
  }
}
