import { readAction } from '@alongside/shared/actions/contract'
import { askByName } from '@alongside/shared/emergency-access/contract'
import { answerLeftWork, listLeftWork, readWorkOfPlace } from '@alongside/shared/leaving/contract'
import { leftWorkAnswersTo } from '@alongside/shared/leaving/rules'
import { leftWorkKinds } from '@alongside/shared/leaving/values'
import { addMember, endMembership } from '@alongside/shared/partnerships/contract'
import { returnReferral, startReferral } from '@alongside/shared/referrals/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openRowBuilder } from '../../test/rows.ts'
import { refusalOf } from '../../test/standing.ts'
import { notOwned, owned } from '../../test/who-is-named.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Caller } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock, partnershipId } = world
const meetings = await givenMeetings(world)
const tables = ['left_work', 'actions', 'referrals', 'consents', 'outcome_reviews', 'systems', 'memberships']

const placeOf = async (email: string, agencyId = agencies.housing) => {
  const [held] = await rows<{ id: string; account_id: string }>(
    `SELECT m.id, m.account_id FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE a.email = $1 AND m.agency_id = $2 AND m.ended_at IS NULL`,
    [email, agencyId],
  )
  return held!
}
const end = (who: PersonName, memberId: string) =>
  done(as[who], endMembership, { params: { memberId }, body: { reason: 'Moved to the council' } })
const left = async (who: Caller) => (await done(who, listLeftWork)).items
const later = (minutes: number) =>
  clock.set(new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString())

/** A colleague of housing's, who says yes at once. */
async function colleague(email: string) {
  const body = { email, name: 'Kim Dale', agencyId: agencies.housing, role: 'practitioner' } as const
  await done(as.housing, addMember, { body })
  return { caller: await world.signIn(email), ...(await placeOf(email)) }
}

/** One open thing of every kind in the name of Lee Park, who stands in for housing's lead. */
async function busy() {
  const lee = await placeOf(emailOf('lettings'))
  const write = await openRowBuilder(
    world,
    { partnership_id: partnershipId, agency_id: agencies.housing, account_id: lee.account_id },
    { on_call: { days: [1] }, systems: { scopes: ['flags:read'] } },
  )
  const item = await meetings.listed()
  await meetings.open(item.meetingId)
  const action = await meetings.agree(item, '2026-04-20', 'housing')
  await rows('UPDATE actions SET owner_account_id = $2 WHERE id = $1', [action.id, lee.account_id])
  await done(as.lettings, startReferral, { body: {} })
  const hers = { by: 'lettings', agrees: ['lantern', 'housing'], refuses: [] } as const
  const sent = await givenSubmitted(world, { ...hers, agrees: [...hers.agrees], refuses: [] })
  await done(as.coordinator, returnReferral, {
    params: { referralId: sent.id },
    version: sent.version,
    body: { asks: 'Who decided?' },
  })
  await rows('UPDATE consents SET kept_by = recorded_by WHERE recorded_by = $1', [lee.account_id])
  const review = {
    case_id: item.caseId,
    occasion: 'three_months',
    due_on: '2026-06-02',
    ask_on: '2026-06-02',
  }
  await write('outcome_reviews', review)
  const paper = { kind: 'agenda', form: 'paper', state: 'handed_out', meeting_id: item.meetingId }
  const holder = { holder_account_id: lee.account_id, holder_agency_id: agencies.housing }
  await write('document_copies', { ...paper, ...holder })
  const other = await givenSubmitted(world, {
    by: 'probation',
    agrees: ['lantern', 'probation'],
    refuses: [],
  })
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    other.caseId,
  ])
  await givenEmergencyAccess(world, 'lettings', file!.reference)
  await done(as.lettings, askByName, { body: askByName.example })
  await write('on_call_lists', { checked_by: lee.account_id })
  await write('on_call', { membership_id: lee.id })
  await write('systems', { owner_membership_id: lee.id, state: 'proposed' })
  return { lee, action }
}

it('ACC-10 every column that names a person is judged: it holds open work that is handed on, or it holds none', async () => {
  const columns = await rows<{ named: string }>(
    `SELECT DISTINCT c.conrelid::regclass || '.' || a.attname AS named FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'partnership_id'
      WHERE c.contype = 'f' AND c.confrelid IN ('accounts'::regclass, 'memberships'::regclass) ORDER BY 1`,
  )
  expect(columns.map(({ named }) => named)).toEqual(
    [...Object.keys(owned), ...Object.values(notOwned).flat()].sort(),
  )
  expect([...new Set(Object.values(owned).flat())].sort()).toEqual([...leftWorkKinds].sort())
})

const { lee, action } = await busy()

it('ACC-10 ending a place says before how much open work goes where: what of it, to its own agency alone', async () => {
  for (const [named] of Object.entries(owned)) {
    const [table, column] = named.split('.')
    const held = column!.endsWith('membership_id') ? lee.id : lee.account_id
    expect([named, (await rows(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [held])).length]).not.toContain(
      0,
    )
  }
  const call = { params: { memberId: lee.id } }
  const told = await done(as.housing, readWorkOfPlace, call)
  expect(told).toMatchObject({ things: leftWorkKinds.length, goesTo: ['Sam Osei'] })
  expect(told.kinds.map(({ kind }) => kind).sort()).toEqual([...leftWorkKinds].sort())
  expect(await done(as.coordinator, readWorkOfPlace, call)).toEqual({ ...told, kinds: [] })
  expect(await refusalOf(world, tables, as.police, readWorkOfPlace, call)).toEqual([409, 'place.not_yours'])
  expect(await refusalOf(world, tables, as.lettings, readWorkOfPlace, call)).toEqual([409, 'membership.own'])
  expect(await left(as.housing)).toEqual([])
})

it('ACC-10 nothing of hers goes anywhere while she has another place in the agency, but what hangs on the place', async () => {
  const body = {
    email: emailOf('lettings'),
    name: 'Lee Park',
    agencyId: agencies.housing,
    role: 'practitioner',
  } as const
  await done(as.housing, addMember, { body })
  await world.signIn(emailOf('lettings'))
  const second = (
    await rows<{ id: string }>(
      `SELECT id FROM memberships WHERE account_id = $1 AND role = 'practitioner' AND ended_at IS NULL`,
      [lee.account_id],
    )
  )[0]!
  expect((await done(as.housing, readWorkOfPlace, { params: { memberId: second.id } })).things).toBe(0)
  await end('housing', second.id)
  expect(await left(as.housing)).toEqual([])
})

it('ACC-10 a leaver’s open work goes to her agency’s lead, all of it, with the reason why she left', async () => {
  later(1)
  await end('housing', lee.id)
  await world.runJobs()
  const waiting = await left(as.housing)
  expect(waiting.map(({ kind }) => kind).sort()).toEqual([...leftWorkKinds].sort())
  expect(waiting[0]).toMatchObject({ leaverName: 'Lee Park', leftFor: 'Moved to the council' })
  const work = await done(as.housing, readMyWork)
  expect(work.leftWork).toMatchObject([{ agencyName: 'Harbour Homes', things: leftWorkKinds.length }])
  expect((await done(as.housing, listNotifications)).items.map(({ kind }) => kind)).toContain(
    'left_work_waits',
  )
  // Of another agency nothing is seen, by who leads there or coordinates.
  for (const other of ['police', 'coordinator'] as const) {
    expect([other, await left(as[other])]).toEqual([other, []])
    const { leftWork, leftWorkOfNobody } = await done(as[other], readMyWork)
    expect([other, leftWork, leftWorkOfNobody]).toEqual([other, [], []])
  }
  const draft = waiting.find(({ kind }) => kind === 'draft')!
  expect(Object.keys(draft).sort()).toEqual(
    [
      'id',
      'kind',
      'caseId',
      'reference',
      'dueOn',
      'leaverId',
      'leaverName',
      'leftAt',
      'leftFor',
      'standsAside',
    ].sort(),
  )
})

it('ACC-10 who may not hand it on changes nothing, nor does an answer that says too little', async () => {
  const kim = await colleague('kim@housing.example')
  const mine = (await left(as.housing)).find(({ kind }) => kind === 'action')!
  const turn = (await left(as.housing)).find(({ kind }) => kind === 'on_call')!
  const params = { leftWorkId: mine.id }
  const to = (toMembershipId: string) => ({
    params,
    body: { answer: 'handed_over' as const, toMembershipId },
  })
  const police = await placeOf(emailOf('police'), agencies.police)
  const refused = (who: Caller, call: Parameters<typeof refusalOf<typeof answerLeftWork>>[4]) =>
    refusalOf(world, tables, who, answerLeftWork, call)
  expect(await refused(kim.caller, to(kim.id))).toEqual([403, 'access.not_permitted'])
  expect(await refused(as.police, to(police.id))).toEqual([404, 'not_found'])
  expect(await refused(as.coordinator, to(kim.id))).toEqual([404, 'not_found'])
  for (const elsewhere of [police.id, lee.id])
    expect(await refused(as.housing, to(elsewhere))).toEqual([409, 'left_work.cannot_take'])
  expect(await refused(as.housing, { params, body: { answer: 'left' } })).toEqual([422, 'answers.incomplete'])
  expect(await refused(as.housing, { params, body: { answer: 'handed_over' } })).toEqual([
    422,
    'answers.incomplete',
  ])
  expect(
    await refused(as.housing, {
      params: { leftWorkId: turn.id },
      body: { answer: 'handed_over', toMembershipId: kim.id },
    }),
  ).toEqual([422, 'answers.incomplete'])
})

it('ACC-10 each thing is handed to a colleague, who is told and has it, or is left for a reason; then nothing waits', async () => {
  const kim = await placeOf('kim@housing.example')
  for (const { id, kind } of await left(as.housing)) {
    const passes = leftWorkAnswersTo(kind).includes('handed_over')
    const call = {
      params: { leftWorkId: id },
      body: passes
        ? ({ answer: 'handed_over', toMembershipId: kim.id } as const)
        : ({ answer: 'left', because: 'She has told me what there was.' } as const),
    }
    const both = await Promise.all([as.housing(answerLeftWork, call), as.housing(answerLeftWork, call)])
    expect([kind, both.map(({ status }) => status).sort()]).toEqual([kind, [200, 409]])
  }
  await world.runJobs()
  expect(await left(as.housing)).toEqual([])
  expect((await done(as.housing, readMyWork)).leftWork).toEqual([])
  const { answered } = await done(as.housing, listLeftWork)
  expect(answered).toHaveLength(leftWorkKinds.length)
  expect(answered.map(({ toName, because }) => toName ?? because).sort()).toEqual([
    ...Array.from({ length: 6 }, () => 'Kim Dale'),
    ...Array.from({ length: 4 }, () => 'She has told me what there was.'),
  ])
  const caller = await world.signIn('kim@housing.example')
  expect(await done(caller, readAction, { params: { actionId: action.id } })).toMatchObject({
    ownerAccountId: kim.account_id,
  })
  const work = await done(caller, readMyWork)
  expect([work.myDrafts.length, work.returnedToMe.length]).toEqual([1, 1])
  const told = (await done(caller, listNotifications)).items.filter(({ kind }) => kind === 'left_work_yours')
  expect(told).toHaveLength(6)
})

it('ACC-10 what was handed on waits anew when she who took it leaves too, and what was left does not', async () => {
  later(1)
  await end('housing', (await placeOf('kim@housing.example')).id)
  expect((await left(as.housing)).map(({ kind }) => kind).sort()).toEqual(
    leftWorkKinds.filter((kind) => leftWorkAnswersTo(kind).includes('handed_over')).sort(),
  )
})

it('CON-3 who keeps a promise that was handed on is told before the consent ends', async () => {
  const ada = await colleague('ada@housing.example')
  const promise = (await left(as.housing)).find(({ kind }) => kind === 'consent')!
  await done(as.housing, answerLeftWork, {
    params: { leftWorkId: promise.id },
    body: { answer: 'handed_over', toMembershipId: ada.id },
  })
  clock.set('2027-02-20T09:00:00Z')
  await world.runJobs()
  const caller = await world.signIn('ada@housing.example')
  expect((await done(caller, listNotifications)).items.map(({ kind }) => kind)).toContain('consent_ends_soon')
})

it('ACC-10 ACC-6 where nobody leads, the coordinator sees that work waits, how much and where, and not what', async () => {
  const sam = await placeOf(emailOf('housing'))
  expect((await done(as.coordinator, readWorkOfPlace, { params: { memberId: sam.id } })).goesTo).toEqual([])
  await end('coordinator', sam.id)
  await world.runJobs()
  const work = await done(as.coordinator, readMyWork)
  expect(work.leftWorkOfNobody).toMatchObject([{ agencyName: 'Harbour Homes' }])
  expect(Object.keys(work.leftWorkOfNobody[0]!).sort()).toEqual(['agencyId', 'agencyName', 'since', 'things'])
  expect(await left(as.coordinator)).toEqual([])
  expect((await done(as.coordinator, listNotifications)).items.map(({ kind }) => kind)).toContain(
    'left_work_without_lead',
  )
})
