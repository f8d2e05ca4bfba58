import { acceptStep, startAction } from '@alongside/shared/actions/contract'
import { readCase, readCaseAccess } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import * as plan from '@alongside/shared/plan/contract'
import { asksWhatNow } from '@alongside/shared/plan/rules'
import { agreeAction } from '@alongside/shared/room/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { openPlans } from '../../test/given-plans.ts'
import { refusalOf } from '../../test/standing.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// PLN-1: who proposes a line, who takes it on, and who reads it.

const {
  world,
  as,
  agencies,
  within,
  refusal,
  listed,
  open,
  itemOf,
  discuss,
  close,
  read,
  add,
  propose,
  why,
  inRoom,
  moving,
} = await openPlans()

it('PLN-1 ACT-1 a step agreed for an agency that was not in the room is taken on or not by that agency; nobody else answers, and once', async () => {
  const item = await listed({ agrees: ['lantern', 'health', 'housing', 'police'], refuses: [] })
  await open(item.meetingId)
  const line = await add(item, { leadAgencyId: agencies.police } as never)
  const there = await add(item, { words: 'A room', leadAgencyId: agencies.housing } as never)
  const [asked, taken] = [line.steps[0]!, there.steps[0]!]
  expect([asked.acceptance, taken.acceptance]).toEqual(['asked', null])
  const answer = (who: PersonName, actionId: string, body: object, version = 1) =>
    refusalOf(world, ['actions'], as[who], acceptStep, { params: { actionId }, version, body } as never)
  expect(await answer('housing', asked.actionId, { accepts: true })).toEqual([403, 'access.not_permitted'])
  expect(await answer('housing', taken.actionId, { accepts: true })).toEqual([409, 'action.not_asked'])
  expect(await answer('police', asked.actionId, { accepts: false })).toEqual([422, 'answers.incomplete'])
  expect(await answer('police', asked.actionId, { accepts: true }, 7)).toEqual([412, 'version.stale'])
  const accepted = await done(as.police, acceptStep, {
    params: { actionId: asked.actionId },
    version: 1,
    body: { accepts: true },
  })
  expect(accepted).toMatchObject({ state: 'open', acceptance: 'accepted', closedAt: null, version: 2 })
  expect(accepted.history.at(-1)).toMatchObject({ field: 'state', from: 'open', to: 'accepted' })
  expect(await answer('police', asked.actionId, { accepts: true }, 2)).toEqual([409, 'action.not_asked'])

  const other = await add(item, { words: 'Another', leadAgencyId: agencies.police } as never)
  const { actionId } = other.steps[0]!
  const declined = await done(as.police, acceptStep, {
    params: { actionId },
    version: 1,
    body: { accepts: false, why: 'No officer is free before May' },
  })
  expect(declined).toMatchObject({
    ...{ state: 'not_done_by_agency', acceptance: 'declined', outcome: 'No officer is free before May' },
  })
  const stands = (await read(item)).lines.find(({ id }) => id === other.id)!
  expect(asksWhatNow(stands)).toBe(true)
  await world.runJobs()
  const told = (await done(as.coordinator, listNotifications)).items.filter(
    ({ kind, subjectId }) => kind === 'action_not_done' && subjectId === actionId,
  )
  expect(told).toHaveLength(1)
  // Who begins it has taken it on.
  const third = await add(item, { words: 'A third', leadAgencyId: agencies.police } as never)
  const begun = await done(as.police, startAction, {
    params: { actionId: third.steps[0]!.actionId },
    version: 1,
    body: {},
  })
  expect(begun).toMatchObject({ state: 'in_progress', acceptance: 'accepted' })
})

it('PLN-1 a worker proposes; what was agreed she does not change, and between meetings the coordinator says who agreed', async () => {
  const item = await listed()
  const line = await propose(item)
  const agree = { ...moving(line), body: {} }
  expect(await refusal('health', plan.agreePlanLine, agree)).toEqual([409, 'plan.meeting_amends'])
  expect(await refusal('coordinator', plan.agreePlanLine, agree)).toEqual([400, 'request.invalid'])
  const changed = await done(as.health, plan.changePlanLine, { ...moving(line), body: { words: 'A flat' } })
  expect(changed).toMatchObject({ state: 'proposed', words: 'A flat' })
  const other = { ...moving(changed), body: { words: 'x' } }
  expect(await refusal('housing', plan.changePlanLine, other)).toEqual([409, 'plan.meeting_amends'])
  const agreed = await done(as.coordinator, plan.agreePlanLine, { ...moving(changed), body: { why } })
  expect(agreed).toMatchObject({ state: 'agreed', lookAgainOn: '2026-06-02' })
  expect(
    await refusal('health', plan.changePlanLine, { ...moving(agreed), body: { words: 'x', why } }),
  ).toEqual([409, 'plan.meeting_amends'])
  await world.runJobs()
  const told = (await done(as.housing, listNotifications)).items.filter(
    ({ kind, subjectId }) => kind === 'plan_amended' && subjectId === item.caseId,
  )
  expect(told).toHaveLength(1)
  expect(
    (await done(as.police, listNotifications)).items.filter(({ kind }) => kind === 'plan_amended'),
  ).toEqual([])
})

it('PLN-1 what only some agencies may see is not there for the others: no line, no change, no gap, no trace', async () => {
  const item = await inRoom()
  const before = await read(item, 'housing')
  const { caseId } = item
  const history = async () => (await done(as.housing, readCase, { params: { caseId } })).timeline.length
  const looked = async () =>
    (await done(as.housing, readCaseAccess, { params: { caseId } })).items.filter(({ action }) =>
      action.startsWith('plan.'),
    ).length
  const [told, seen] = [await history(), await looked()]
  const limited = { limitedTo: [agencies.health, agencies.police].slice(0, 1), leadAgencyId: agencies.health }
  const line = await propose(item, limited)
  const agreed = await done(as.health, plan.agreePlanLine, { ...moving(line), body: { why } })
  expect(agreed.state).toBe('agreed')
  await add(item)
  // The line that all see, and with what its first step begins: state, owner, date.
  expect(await history()).toBe(told + 4)
  expect(await looked()).toBe(seen + 1)
  const after = await read(item, 'housing')
  expect(before.lines).toEqual([])
  expect(after.lines.map(({ words }) => words)).toEqual(['Police pass at ten'])
  expect(after.amendments).toHaveLength(1)
  expect((await itemOf(item)).plan).toHaveLength(1)
  expect((await read(item)).lines).toHaveLength(2)
  expect((await read(item)).amendments).toHaveLength(3)
  const ended = { ...moving(agreed), body: { how: 'met' as const, why } }
  for (const who of ['housing', 'coordinator'] as const)
    expect(await refusal(who, plan.endPlanLine, ended)).toEqual([404, 'not_found'])
  const counts = (who: PersonName) =>
    within(emailOf(who), async (client) => {
      const { rows: counted } = await client.query(
        `SELECT (SELECT count(*)::int FROM plan_lines) AS lines, (SELECT count(*)::int FROM plan_changes) AS changes,
          (SELECT count(*)::int FROM plan_amendments) AS amendments`,
      )
      return counted[0]
    })
  expect(await counts('housing')).toEqual({ lines: 1, changes: 1, amendments: 1 })
  expect(await counts('health')).toEqual({ lines: 2, changes: 3, amendments: 3 })
  expect(await counts('police')).toEqual({ lines: 0, changes: 0, amendments: 0 })
  await discuss(item)
  await close(item.meetingId)
  const draft = await done(as.coordinator, readMinutesDraft, { params: { meetingId: item.meetingId } })
  expect(draft.items[0]?.plan?.map(({ words }) => words)).toEqual(['Police pass at ten'])
  const widened = await done(as.health, plan.limitPlanLine, {
    ...moving(agreed),
    body: { limitedTo: [], why: 'She says that all of us may know' },
  })
  expect(widened.limitedTo).toEqual([])
  expect((await read(item, 'housing')).lines).toHaveLength(2)
})

it('PLN-1 a limit leaves nobody out who sets it, names those who see the case, and hides no step', async () => {
  const item = await inRoom()
  const params = { caseId: item.caseId }
  const body = { part: 'need' as const, words: 'x' }
  const limit = (...limitedTo: string[]) =>
    refusal('health', plan.proposePlanLine, { params, body: { ...body, limitedTo } })
  expect(await limit(agencies.housing)).toEqual([400, 'request.invalid'])
  expect(await limit(agencies.health, agencies.police)).toEqual([422, 'reference.unknown'])
  const line = await add(item, { leadAgencyId: agencies.health } as never)
  await done(as.chair, agreeAction, {
    params: { itemId: item.itemId },
    body: {
      ...agreeAction.example,
      ownerAgencyId: agencies.health,
      dueOn: '2026-03-20',
      planLineId: line.id,
    },
  })
  expect((await read(item)).lines[0]?.steps).toMatchObject([
    { what: 'Pass at ten', dueOn: '2026-03-09', ownerAgencyName: 'Eastmarsh Hospital' },
    { what: 'Find a room with a lock', state: 'open' },
  ])
  const narrow = { ...moving(line), body: { limitedTo: [agencies.health], why } }
  expect(await refusal('health', plan.limitPlanLine, narrow)).toEqual([409, 'plan.has_steps'])
  expect(await refusal('housing', plan.limitPlanLine, narrow)).toEqual([409, 'plan.of_another'])
})

it('PLN-1 ACT-1 between meetings an agency takes a step on for itself, the coordinator for another that agreed to it', async () => {
  const item = await listed()
  const line = await propose(item, { leadAgencyId: agencies.health })
  const step = (owner: 'health' | 'housing' | 'police', dueOn = '2026-03-20') => ({
    params: { lineId: line.id },
    body: { ownerAgencyId: agencies[owner], what: 'See the room with her', dueOn },
  })
  expect(await refusal('health', plan.addPlanStep, step('housing'))).toEqual([409, 'plan.step_of_another'])
  const past = step('health', '2026-03-01')
  expect(await refusal('health', plan.addPlanStep, past)).toEqual([400, 'request.invalid'])
  expect(await refusal('coordinator', plan.addPlanStep, step('police'))).toEqual([422, 'reference.unknown'])
  expect(await refusal('police', plan.addPlanStep, step('police'))).toEqual([404, 'not_found'])
  await done(as.health, plan.addPlanStep, step('health'))
  const { steps } = await done(as.coordinator, plan.addPlanStep, step('housing'))
  expect(steps.map((one) => one.ownerAgencyName)).toEqual(['Eastmarsh Hospital', 'Harbour Homes'])
  await world.runJobs()
  const { items } = await done(as.housing, listNotifications)
  expect(items.map(({ kind }) => kind)).toContain('action_agreed')
  expect((await done(as.housing, readMyWork)).actions).toMatchObject([
    { planLineId: line.id, meetingId: null },
  ])
  const alone = await propose(item, { limitedTo: [agencies.health], leadAgencyId: agencies.health })
  const ofAlone = { ...step('health'), params: { lineId: alone.id } }
  expect(await refusal('health', plan.addPlanStep, ofAlone)).toEqual([409, 'plan.limited'])
})

it('CON-3 PLN-1 without a basis in force an agency reads what it proposed itself, and no more', async () => {
  const item = await listed()
  await propose(item)
  await propose(item, { words: 'From the outreach worker' }, 'outreach')
  const [consent] = (await done(as.coordinator, readCase, { params: { caseId: item.caseId } })).consents
  const withdrawal = { params: { consentId: consent!.id }, body: withdrawConsent.example }
  await done(as.outreach, withdrawConsent, withdrawal)
  const { withheld, lines, amendments } = await read(item, 'outreach')
  expect([withheld, lines.map(({ words }) => words), amendments.length]).toEqual([
    true,
    ['From the outreach worker'],
    1,
  ])
})

it('PLN-1 a line that was open and is limited then leaves no trace behind, nor by a line that it would replace', async () => {
  const item = await inRoom()
  const { caseId } = item
  const line = await propose(item, { leadAgencyId: agencies.health })
  const other = await add(item)
  const limited = await done(as.health, plan.limitPlanLine, {
    ...moving(line),
    body: { limitedTo: [agencies.health], why },
  })
  const timeline = (await done(as.housing, readCase, { params: { caseId } })).timeline
  expect(timeline.filter(({ subject }) => subject === 'plan_line')).toHaveLength(1)
  const { items } = await done(as.housing, readCaseAccess, { params: { caseId } })
  expect(items.filter(({ action }) => action === 'plan.proposed')).toEqual([])
  const replacing = { ...moving(other), body: { how: 'replaced' as const, replacedById: limited.id, why } }
  expect(await refusal('coordinator', plan.endPlanLine, replacing)).toEqual([422, 'reference.unknown'])
  // Limited only after it replaced another: that one names it no more to whom it is not there.
  const open = await propose(item, { leadAgencyId: agencies.health })
  await done(as.coordinator, plan.endPlanLine, {
    ...replacing,
    body: { ...replacing.body, replacedById: open.id },
  })
  await done(as.health, plan.limitPlanLine, { ...moving(open), body: { limitedTo: [agencies.health], why } })
  const replaced = async (who: PersonName) =>
    (await read(item, who)).lines.find(({ id }) => id === other.id)?.replacedById
  expect(await replaced('housing')).toBeNull()
  expect(await replaced('health')).toBe(open.id)
  expect((await itemOf(item)).plan.map(({ id }) => id)).not.toContain(open.id)
})
