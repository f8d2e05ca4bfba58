import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import * as plan from '@alongside/shared/plan/contract'
import { folded } from '@alongside/shared/plan/rules'
import { recordItem } from '@alongside/shared/room/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { openPlans } from '../../test/given-plans.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const {
  world,
  as,
  agencies,
  clock,
  rows,
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

it('PLN-1 the meeting adds, changes and ends lines: one amendment an item, with those in the room', async () => {
  const item = await inRoom()
  const here = { agendaItemId: item.itemId }
  const risk = await add(item)
  const need = await add(item, { part: 'need', words: 'A room' } as never)
  const changed = await done(as.chair, plan.changePlanLine, {
    ...moving(risk),
    body: { ...here, words: 'Police pass at ten and at two' },
  })
  const ended = await done(as.chair, plan.endPlanLine, { ...moving(need), body: { ...here, how: 'met' } })
  expect(changed).toMatchObject({ state: 'changed', words: 'Police pass at ten and at two', version: 2 })
  expect(ended).toMatchObject({ state: 'met', lookAgainOn: null })
  const { lines, amendments } = await read(item)
  expect(lines.map(({ words, state }) => [words, state])).toEqual([
    ['Police pass at ten and at two', 'changed'],
    ['A room', 'met'],
  ])
  expect(amendments).toHaveLength(1)
  expect(amendments[0]).toMatchObject({
    agendaItemId: item.itemId,
    meetingId: item.meetingId,
    present: ['Eastmarsh Hospital', 'Harbour Homes', 'Lantern'],
    changes: [
      { lineId: risk.id, move: 'added', before: null, after: { words: 'Police pass at ten and at two' } },
      { lineId: need.id, move: 'met', before: null, after: { state: 'met' } },
    ],
  })
  expect((await itemOf(item)).plan.map(({ id }) => id)).toEqual([risk.id, need.id])
  // Nobody who writes the record is told to start again.
  expect((await itemOf(item)).version).toBe(1)
})

it('PLN-1 what the meeting agreed stands in the next: the plan is not written anew', async () => {
  const item = await inRoom()
  await add(item)
  clock.set('2026-03-02T10:00:00Z')
  await discuss(item)
  expect((await read(item)).lines).toMatchObject([{ sinceLast: false, lookAgainOn: '2026-04-02' }])
  clock.set('2026-03-03T10:00:00Z')
  const [line] = (await read(item)).lines
  await done(as.coordinator, plan.changePlanLine, { ...moving(line!), body: { words: 'Every hour', why } })
  expect((await read(item)).lines).toMatchObject([{ sinceLast: true, state: 'changed', words: 'Every hour' }])
  expect((await read(item)).amendments).toMatchObject([{ why: null }, { why, agendaItemId: null }])
})

it('PLN-1 two recorders change one line at once: one is told to read again, and nothing is lost', async () => {
  const item = await inRoom()
  const line = await add(item)
  const change = (who: 'chair' | 'coordinator') =>
    as[who](plan.changePlanLine, { ...moving(line), body: { agendaItemId: item.itemId, words: who } })
  const both = await Promise.all([change('chair'), change('coordinator')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  const added = await Promise.all([
    add(item, { words: 'One' } as never),
    add(item, { words: 'Two' } as never),
  ])
  expect((await read(item)).lines.map(({ id }) => id).toSorted()).toEqual(
    [line, ...added].map(({ id }) => id).toSorted(),
  )
})

it('PLN-1 a step out opens only with her words and their day, and rests and is taken up without a reason', async () => {
  const item = await listed()
  const params = { caseId: item.caseId }
  const body = { part: 'exit' as const, words: 'A course in autumn' }
  expect(await refusal('health', plan.proposePlanLine, { params, body })).toEqual([400, 'request.invalid'])
  const herWords = 'I would like to cook for a living'
  const line = await propose(item, { ...body, herWords, herWordsOn: '2026-03-01' })
  expect(line).toMatchObject({ state: 'proposed', herWords, herWordsOn: '2026-03-01' })
  expect(await refusal('health', plan.changePlanLine, { ...moving(line), body: { herWords: ' ' } })).toEqual([
    400,
    'request.invalid',
  ])
})

it('PLN-1 while her light is red, what keeps her safe is agreed with who leads it and a first step, or not', async () => {
  const item = await inRoom()
  const params = { itemId: item.itemId }
  const risk = { part: 'risk' as const, words: 'Police pass at ten' }
  expect(await refusal('chair', plan.addPlanLine, { params, body: risk })).toEqual([400, 'request.invalid'])
  const line = await propose(item, risk)
  const agree = { ...moving(line), body: { agendaItemId: item.itemId } }
  expect(await refusal('chair', plan.agreePlanLine, agree)).toEqual([409, 'plan.risk_unowned'])
})

it('PLN-1 MTG-8 minutes hold the amendment and the plan as it then stood, whatever becomes of it', async () => {
  const item = await inRoom()
  const line = await add(item, { leadAgencyId: agencies.health } as never)
  await discuss(item)
  await close(item.meetingId)
  await done(as.coordinator, plan.endPlanLine, { ...moving(line), body: { how: 'not_wanted', why } })
  const draft = await done(as.coordinator, readMinutesDraft, { params: { meetingId: item.meetingId } })
  expect(draft.items).toMatchObject([
    {
      plan: [{ words: 'Police pass at ten', state: 'agreed', leadAgencyName: 'Eastmarsh Hospital' }],
      planAmended: [{ move: 'added', before: null, after: { words: 'Police pass at ten' } }],
    },
  ])
})

it('PLN-1 the one text of a part that was written down becomes a line as the case is closed, and is changed by the next', async () => {
  const item = await inRoom()
  const params = { itemId: item.itemId }
  await done(as.chair, recordItem, {
    params,
    version: 1,
    body: { riskPlan: 'Patrol', supportPlan: 'A room' },
  })
  await discuss(item)
  expect((await read(item)).lines).toMatchObject([
    { part: 'risk', words: 'Patrol', state: 'agreed', source: 'record' },
    { part: 'need', words: 'A room', state: 'agreed', source: 'record' },
  ])
})

it('PLN-1 plan.review: on the day its leading agency is told, once; what has ended asks for nothing', async () => {
  const item = await inRoom()
  await add(item, { leadAgencyId: agencies.health } as never)
  const over = await add(item, { leadAgencyId: agencies.housing } as never)
  await done(as.chair, plan.endPlanLine, {
    ...moving(over),
    body: { agendaItemId: item.itemId, how: 'ended', because: 'He has moved away' },
  })
  const told = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items.filter(({ kind }) => kind === 'plan_to_look_at').length
  clock.set('2026-04-01T22:00:00Z')
  await world.runJobs()
  expect(await told('health')).toBe(0)
  clock.set('2026-04-02T09:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect([await told('health'), await told('housing'), await told('coordinator')]).toEqual([1, 0, 0])
  const waits = { caseId: item.caseId, lookAgainOn: '2026-04-02', lines: 1 }
  expect((await done(as.health, readMyWork)).plansToLookAt).toMatchObject([waits])
  expect((await done(as.coordinator, readMyWork)).plansToLookAt).toEqual([])
  const [line] = (await read(item)).lines
  const looked = await done(as.health, plan.lookAtPlanLine, {
    ...moving(line!),
    body: { why: 'Still as it was' },
  })
  expect(looked).toMatchObject({ lookAgainOn: '2026-05-02', words: 'Police pass at ten' })
})

it('PLN-1 amendments are added to and never changed, and folded give the plan', async () => {
  const item = await inRoom()
  const one = await add(item)
  await done(as.chair, plan.changePlanLine, {
    ...moving(one),
    body: { agendaItemId: item.itemId, words: 'Other' },
  })
  await propose(item)
  await discuss(item)
  const { lines, amendments } = await read(item)
  const plans = folded(amendments)
  for (const line of lines) expect(line).toMatchObject(plans.get(line.id)!)
  expect(plans.size).toBe(lines.length)
  const change = (statement: string) =>
    within(emailOf('chair'), (client) =>
      client.query(statement).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      ),
    )
  for (const statement of [
    'UPDATE plan_changes SET move = move',
    'DELETE FROM plan_changes',
    'UPDATE plan_amendments SET why = NULL',
    'DELETE FROM plan_amendments',
    'DELETE FROM plan_lines',
  ])
    expect(await change(statement), statement).toBe('42501')
  expect(await rows('SELECT FROM plan_changes')).toHaveLength(3)
})

it('PLN-1 a line that ended is over; one is replaced by another that stands, and ended with the reason', async () => {
  const [item, other] = [await listed(), await listed()]
  await open(item.meetingId)
  const here = { agendaItemId: item.itemId }
  const [one, two] = [await add(item), await add(item, { words: 'Two' } as never)]
  const end = (body: object) =>
    refusal('chair', plan.endPlanLine, { ...moving(one), body: { ...here, ...body } as never })
  expect(await end({ how: 'ended' })).toEqual([400, 'request.invalid'])
  expect(await end({ how: 'replaced', replacedById: one.id })).toEqual([422, 'reference.unknown'])
  const replaced = await done(as.chair, plan.endPlanLine, {
    ...moving(one),
    body: { ...here, how: 'replaced', replacedById: two.id },
  })
  expect(replaced).toMatchObject({ state: 'replaced', replacedById: two.id })
  expect(
    await refusal('chair', plan.changePlanLine, { ...moving(replaced), body: { ...here, words: 'x' } }),
  ).toEqual([409, 'plan.line_closed'])
  expect(
    await refusal('chair', plan.changePlanLine, {
      ...moving(two),
      body: { agendaItemId: other.itemId, words: 'x' },
    }),
  ).toEqual([422, 'reference.unknown'])
})
