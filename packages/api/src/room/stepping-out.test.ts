import { orderAgenda, publishAgenda, suggestAgendaOrder } from '@alongside/shared/agenda/contract'
import { onTheWall } from '@alongside/shared/agenda/stepping-out'
import { giveApologies } from '@alongside/shared/attendance/contract'
import { recordDeath } from '@alongside/shared/cases/holding-contract'
import { downloadCopy, readPaper, registerCopy } from '@alongside/shared/documents/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { openMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import { readMinutes } from '@alongside/shared/minutes/contract'
import {
  callItem,
  closeItem,
  confirmSteppedOut,
  contribute,
  deferItem,
  readItem,
  startItem,
  takeBackCall,
} from '@alongside/shared/room/contract'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { AgencyName, PersonName } from '../demo/cast.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const { refusal, listed, sign, open, itemOf, discuss, close, distribute, startOver } =
  await givenMeetings(world)
const everybody: AgencyName[] = ['lantern', 'health', 'housing', 'police', 'probation']

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const read = (who: PersonName, { meetingId }: { meetingId: string }) =>
  done(as[who], readMeeting, { params: { meetingId } })
const wall = async (item: ListedCase, who: PersonName = 'chair') => onTheWall(await read(who, item))
const refuse = (item: ListedCase, agency: AgencyName, account?: string) =>
  done(as.outreach, recordLimit, {
    params: { caseId: item.caseId },
    body: {
      ...(account ? { kind: 'worker' as const, accountId: account } : { kind: 'agency' as const }),
      agencyId: agencies[agency],
      saidOn: clock.now().slice(0, 10),
    },
  })
const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)
const publish = async ({ meetingId }: ListedCase) => {
  const { version } = await read('coordinator', { meetingId })
  return done(as.coordinator, publishAgenda, { params: { meetingId }, body: {}, version })
}

/** Twelve cases, four of each light; three limits on two agencies, and one case that was shared with neither. */
async function twelve() {
  const items: ListedCase[] = []
  for (let n = 0; n < 12; n += 1)
    items.push(await listed({ agrees: n === 9 ? ['lantern', 'health', 'housing'] : everybody }))
  for (const [n, { caseId }] of items.entries())
    await rows('UPDATE cases SET light = $2 WHERE id = $1', [caseId, ['red', 'amber', 'green'][n % 3]])
  await refuse(items[0]!, 'police')
  await refuse(items[6]!, 'police')
  await refuse(items[4]!, 'probation')
  return items
}

/** Called: the wall tells who steps out and nothing of her, and the case begins only once they were seen to leave. */
async function seeThemLeave(item: ListedCase, stepOut: AgendaItem['stepOut'], caseReference: string) {
  const seen = await wall(item)
  expect(seen).toMatchObject({ shows: 'stepping out', out: { stepOut } })
  expect(JSON.stringify(seen)).not.toContain(caseReference)
  const params = { itemId: item.itemId }
  expect(await refusal('chair', startItem, { params, body: {} })).toEqual([409, 'item.must_step_out'])
  const people = stepOut.map(({ accountId }) => accountId)
  await done(as.chair, confirmSteppedOut, { params, body: { people } })
  expect(await wall(item)).toEqual({ shows: 'the day' })
}
it('ACC-9 a meeting of twelve cases with three limits on two agencies: order, wall, room, packs, minutes', async () => {
  const items = await twelve()
  const [first] = items as [ListedCase, ...ListedCase[]]
  const params = { meetingId: first.meetingId }
  await sign(first.meetingId, 'police', 'probation', 'health', 'housing', 'chair', 'coordinator')
  const outOf = async (who: PersonName) =>
    Object.fromEntries(
      (await read(who, first)).agenda
        .filter(({ stepOut }) => stepOut.length > 0)
        .map(({ id, stepOut }) => [
          items.findIndex(({ itemId }) => itemId === id),
          stepOut
            .filter(({ agencyId }) => agencyId === agencies.police || agencyId === agencies.probation)
            .map(({ agencyName, why }) => `${agencyName.slice(10)} ${why}`),
        ]),
    )
  // Clinic, drugs, adults and children come too until they say that they cannot, and hear of nothing.
  for (const name of ['clinic', 'drugs', 'adults', 'children'] as const)
    await done(as.coordinator, giveApologies, { params, body: { agencyId: agencies[name] } })
  const reasons = {
    0: ['Police refused'],
    4: ['Probation refused'],
    6: ['Police refused'],
    // What she agreed to without the police she agreed to by refusing them.
    9: ['Police refused', 'Probation no_basis'],
  }
  expect(await outOf('coordinator')).toEqual(reasons)
  expect(await outOf('chair')).toEqual(reasons)
  expect(await outOf('housing')).toEqual({
    0: ['Police null'],
    4: ['Probation null'],
    6: ['Police null'],
    9: ['Police null', 'Probation null'],
  })
  expect(await outOf('police')).toEqual({ 4: ['Probation null'] })

  // Order: by light, and the police go out once, and probation stays out from the last red to the first amber.
  const suggestion = await done(as.coordinator, suggestAgendaOrder, { params })
  expect(suggestion).toMatchObject({ timesOut: 2, timesOutNow: 4 })
  expect((await as.chair(suggestAgendaOrder, { params })).status).toBe(403)
  const { version } = await read('coordinator', first)
  const ordered = await done(as.coordinator, orderAgenda, {
    params,
    version,
    body: { items: suggestion.items.map((id) => ({ id, minutes: 10 })) },
  })
  expect(ordered.agenda.map(({ id }) => id)).toEqual(suggestion.items)
  expect(await done(as.coordinator, suggestAgendaOrder, { params })).toMatchObject({
    items: suggestion.items,
    timesOut: 2,
    timesOutNow: 2,
  })

  // Who steps out learns about when, once it is published: neither number, light nor reference.
  expect((await read('police', first)).notNeeded).toEqual([])
  await publish(first)
  expect((await read('police', first)).notNeeded).toEqual([
    { from: '2026-03-12T10:10:00Z', until: '2026-03-12T10:40:00Z' },
  ])
  expect((await read('police', first)).agenda).toHaveLength(9)
  // Who orders it reads each agency once, with the same times.
  expect((await done(as.coordinator, suggestAgendaOrder, { params })).away).toEqual(
    await Promise.all(
      (['police', 'probation'] as const).map(async (who) => ({
        agencyName: { police: 'Eastmarsh Police', probation: 'Eastmarsh Probation' }[who],
        people: [
          {
            names: [{ police: 'Det. Sgt. Neil Vale', probation: 'Wes Carter' }[who]],
            notNeeded: (await read(who, first)).notNeeded,
          },
        ],
      })),
    ),
  )
  expect((await read('probation', first)).notNeeded).toHaveLength(1)
  expect((await read('health', first)).notNeeded).toEqual([])

  // Packs: the sentence before any case; the police's own copy tells them when, and holds nothing of the three.
  const pack = (who: PersonName) => done(as[who], readPaper, { params, query: { kind: 'pack' } })
  const sentences = (await pack('housing')).items.map(({ stepsOut }) => stepsOut).filter(Boolean)
  expect(sentences).toHaveLength(4)
  expect(sentences).toContain('Eastmarsh Police (Det. Sgt. Neil Vale) steps out for this case.')
  expect(sentences.join()).not.toMatch(/refus|basis|consent/i)
  const theirs = await pack('police')
  expect(theirs.items).toHaveLength(9)
  expect(theirs.notNeeded).toEqual([{ from: '2026-03-12T10:10:00Z', until: '2026-03-12T10:40:00Z' }])
  const paper = await done(as.coordinator, registerCopy, {
    body: { ...params, kind: 'pack', paperFor: await accountOf('police') },
  })
  const { bytes } = await done(as.coordinator, downloadCopy, { params: { copyId: paper.id } })
  const [cover = ''] = await pagesOf(bytes as Uint8Array)
  expect(cover).toContain('You are not needed from about 10:10 to 10:40.')
  expect(cover).not.toMatch(/Police \(/)

  // Room and wall.
  await done(as.chair, openMeeting, { params, body: {}, version: (await read('chair', first)).version })
  const inOrder = suggestion.items.map((id) => items.find(({ itemId }) => itemId === id)!)
  for (const item of inOrder) {
    const { stepOut, caseReference } = await itemOf(item)
    const call = { params: { itemId: item.itemId }, body: {} }
    await done(as.chair, callItem, call)
    if (stepOut.length > 0) await seeThemLeave(item, stepOut, caseReference)
    await done(as.chair, startItem, call)
    expect(await wall(item)).toMatchObject({ shows: 'the case', line: { id: item.itemId } })
    await done(as.health, contribute, { params: call.params, body: { words: `Said of ${caseReference}` } })
    await discuss(item)
    expect((await wall(item)).shows === 'coming back').toBe(stepOut.length > 0)
  }

  // Minutes: who stepped out, to who may see the case; what was said, to who was in.
  await close(first.meetingId)
  await distribute(first.meetingId)
  const minutes = (who: PersonName) => done(as[who], readMinutes, { params })
  const left = (await minutes('housing')).items.flatMap(({ steppedOut = [] }) => names(steppedOut))
  expect(left.toSorted()).toEqual([
    ...Array.from({ length: 3 }, () => 'Det. Sgt. Neil Vale'),
    'Wes Carter',
    'Wes Carter',
  ])
  for (const [who, out] of [
    ['police', [0, 6, 9]],
    ['probation', [4, 9]],
  ] as const) {
    const said = JSON.stringify(await minutes(who))
    const references = await rows<{ id: string; reference: string }>('SELECT id, reference FROM cases')
    for (const [n, { caseId, itemId }] of items.entries()) {
      const inMinutes = said.includes(references.find(({ id }) => id === caseId)!.reference)
      expect(inMinutes, `${who} ${n}`).toBe(!(out as readonly number[]).includes(n))
      expect((await as[who](readItem, { params: { itemId } })).status).toBe(inMinutes ? 200 : 404)
    }
  }
})

it('ACC-9 whom she refuses in person steps out, and her colleague stays; who is not there does not', async () => {
  const item = await listed()
  await sign(item.meetingId, 'housing', 'lettings', 'chair', 'coordinator', 'health')
  await refuse(item, 'housing', await accountOf('lettings'))
  await open(item.meetingId)
  const { stepOut } = await itemOf(item)
  expect(stepOut).toMatchObject([{ name: 'Lee Park', whole: false, why: 'shut_out', leftAt: null }])
  expect((await itemOf(item, 'housing')).stepOut).toMatchObject([{ name: 'Lee Park', why: null }])
  expect((await as.lettings(readItem, { params: { itemId: item.itemId } })).status).toBe(404)
})

it('ACC-9 who comes in while the case is open is asked to leave; the wall shows nothing of it until she has', async () => {
  const item = await listed()
  await open(item.meetingId)
  await done(as.chair, startItem, { params: { itemId: item.itemId }, body: {} })
  expect(await wall(item)).toMatchObject({ shows: 'the case' })
  await sign(item.meetingId, 'police')
  expect(await wall(item)).toMatchObject({
    shows: 'stepping out',
    out: { stepOut: [{ name: 'Det. Sgt. Neil Vale' }] },
  })
  const people = [await accountOf('police')]
  const call = { params: { itemId: item.itemId }, body: { people } }
  expect(await refusal('health', confirmSteppedOut, call)).toEqual([403, 'access.not_permitted'])
  expect(await refusal('police', confirmSteppedOut, call)).toEqual([404, 'not_found'])
  const nobody = { ...call, body: { people: [await accountOf('health')] } }
  expect(await refusal('chair', confirmSteppedOut, nobody)).toEqual([422, 'reference.unknown'])
  await done(as.chair, confirmSteppedOut, call)
  expect(await wall(item)).toMatchObject({ shows: 'the case' })
  // Kept: who, for which case, seen by whom, and when; said twice it is kept once.
  await done(as.coordinator, confirmSteppedOut, call)
  expect(
    await rows(
      `SELECT a.name, b.name AS by, o.confirmed_at AS at FROM stepped_out o JOIN accounts a ON a.id = o.account_id
        JOIN accounts b ON b.id = o.confirmed_by`,
    ),
  ).toEqual([{ name: 'Det. Sgt. Neil Vale', by: 'Miriam Holt', at: '2026-03-02T09:00:00Z' }])
  expect(
    await rows(
      `SELECT count(*)::int AS n FROM audit_events WHERE action = 'item.stepped_out' AND subject_id = $1`,
      [item.itemId],
    ),
  ).toEqual([{ n: 2 }])
})

it('ACC-9 ACC-6 nobody is asked out before the meeting runs, nor of what is over, nor by who may not see it; nothing changes', async () => {
  const item = await listed()
  await sign(item.meetingId, 'police', 'chair')
  const call = { params: { itemId: item.itemId }, body: {} }
  const leave = { ...call, body: { people: [await accountOf('police')] } }
  for (const [operation, asked] of [
    [callItem, call],
    [confirmSteppedOut, leave],
  ] as const)
    expect(await refusal('chair', operation as typeof callItem, asked as typeof call)).toEqual([
      409,
      'meeting.wrong_state',
    ])
  await open(item.meetingId)
  await done(as.chair, confirmSteppedOut, leave)
  await done(as.chair, closeItem, { ...call, version: (await itemOf(item)).version })
  expect(await refusal('chair', callItem, call)).toEqual([409, 'item.closed'])
  expect(await refusal('chair', confirmSteppedOut, leave)).toEqual([409, 'item.closed'])
})

it('ACC-9 who was called back in between is seen to leave again before the case goes on', async () => {
  const [theirs, not] = [await listed({ agrees: everybody }), await listed()]
  await sign(not.meetingId, 'police')
  await open(not.meetingId)
  const begin = (item: ListedCase) => ({ params: { itemId: item.itemId }, body: {} })
  const leave = { params: { itemId: not.itemId }, body: { people: [await accountOf('police')] } }
  await done(as.chair, confirmSteppedOut, leave)
  await done(as.chair, startItem, begin(not))
  await done(as.chair, startItem, begin(theirs))
  expect((await itemOf(not)).stepOut).toMatchObject([{ leftAt: null }])
  expect(await refusal('chair', startItem, begin(not))).toEqual([409, 'item.must_step_out'])
  await done(as.chair, confirmSteppedOut, leave)
  await done(as.chair, startItem, begin(not))
  await discuss(not)
  expect((await itemOf(not)).stepOut).toHaveLength(1)
})

it('ACC-9 a case that is not next after all asks nobody out: who has left is called back, and leaves anew when it is', async () => {
  const [item, other] = [await listed(), await listed({ agrees: everybody })]
  await open(item.meetingId)
  await sign(item.meetingId, 'police')
  const call = { params: { itemId: item.itemId }, body: {} }
  const leave = { ...call, body: { people: [await accountOf('police')] } }
  const leftAt = async () => (await itemOf(item)).stepOut.map((one) => one.leftAt)
  await done(as.chair, callItem, call)
  await done(as.chair, confirmSteppedOut, leave)
  expect(await leftAt()).toEqual(['2026-03-02T09:00:00Z'])
  for (const [who, refused] of [
    ['housing', [403, 'access.not_permitted']],
    ['police', [404, 'not_found']],
  ] as const)
    expect(await refusal(who, takeBackCall, call)).toEqual(refused)
  await done(as.chair, takeBackCall, call)
  expect(await read('chair', item)).toMatchObject({ callingItemId: null, currentItemId: null })
  expect(await wall(item)).toEqual({ shows: 'the day' })
  expect(await leftAt()).toEqual([null])
  expect(await refusal('chair', startItem, call)).toEqual([409, 'item.must_step_out'])
  // So it is where another is next.
  await done(as.chair, callItem, call)
  await done(as.chair, confirmSteppedOut, leave)
  await done(as.chair, callItem, { ...call, params: { itemId: other.itemId } })
  expect(await leftAt()).toEqual([null])
  // What another called meanwhile stays; of what was begun nobody is called back.
  await done(as.chair, takeBackCall, call)
  expect(await read('chair', item)).toMatchObject({ callingItemId: other.itemId })
  await done(as.chair, callItem, call)
  await done(as.chair, confirmSteppedOut, leave)
  await done(as.chair, startItem, call)
  await done(as.chair, takeBackCall, call)
  expect(await read('chair', item)).toMatchObject({ currentItemId: item.itemId })
  expect(await leftAt()).toEqual(['2026-03-02T09:00:00Z'])
})

it.each([
  ['put off', () => Promise.resolve(), true],
  [
    'held',
    async (item: ListedCase) => {
      await done(as.outreach, recordDeath, {
        params: { caseId: item.caseId },
        body: { knownBy: 'The hospital rang' },
      })
    },
    false,
  ],
] as const)('ACC-9 who left for a case that was called and then %s is called back', async (_, hold, put) => {
  const item = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await open(item.meetingId)
  await sign(item.meetingId, 'police')
  const params = { itemId: item.itemId }
  await done(as.chair, callItem, { params, body: {} })
  const people = (await itemOf(item)).stepOut.map(({ accountId }) => accountId)
  await done(as.chair, confirmSteppedOut, { params, body: { people } })
  const out = () =>
    rows('SELECT FROM stepped_out WHERE agenda_item_id = $1 AND called_back_at IS NULL', [item.itemId])
  expect(await out()).toHaveLength(people.length)
  await hold(item)
  if (put)
    await done(as.chair, deferItem, {
      params,
      version: (await itemOf(item)).version,
      body: { reason: 'Her worker is ill' },
    })
  expect(await read('chair', item)).toMatchObject({ callingItemId: null })
  expect(await out()).toEqual([])
})
