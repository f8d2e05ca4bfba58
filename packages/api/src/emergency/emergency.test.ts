import { readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import {
  callEmergencyMeeting,
  logContact,
  planEmergency,
  readContacts,
  recordAgreedAloud,
} from '@alongside/shared/emergency/contract'
import {
  closeMeeting,
  listMeetings,
  openMeeting,
  readMeeting,
  signMeeting,
} from '@alongside/shared/meetings/contract'
import { distributeMinutes, readMinutes, readMinutesDraft } from '@alongside/shared/minutes/contract'
import { acceptReferral, changeLight, readReferral } from '@alongside/shared/referrals/contract'
import { closeItem, contribute, readItem } from '@alongside/shared/room/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { openTestPool } from '../../test/database.ts'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'
import { openSession } from '../sessions/queries.ts'

const night = '2026-03-02T23:40:00Z'
const world = await openEastmarsh(night)
const { as, rows } = world
await givenCalendar(world)
const raw = openTestPool(world.database.appUrl, 1)

const tables = [
  'meetings',
  'agenda_items',
  'called_people',
  'contact_attempts',
  'meeting_signatures',
  'referrals',
]
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id

const by = { mode: 'phone', where: 'The conference line, code 4711' } as const

async function called(...who: PersonName[]) {
  const { id: referralId, caseId } = await givenSubmitted(world)
  const people = await Promise.all((who.length ? who : (['housing', 'coordinator'] as const)).map(accountOf))
  const meeting = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId },
    body: { people, ...by },
  })
  return { referralId, caseId: caseId!, meeting, params: { meetingId: meeting.id } }
}

it('MTG-5 step one names who can be reached of agencies with a grant, and apart those that need a basis first', async () => {
  const { id: referralId } = await givenSubmitted(world)
  const plan = await done(as.coordinator, planEmergency, { params: { referralId } })
  const agencyIds = plan.agencies.map(({ agencyId }) => agencyId)
  expect(agencyIds).toEqual(expect.arrayContaining([world.agencies.housing, world.agencies.health]))
  expect(agencyIds).not.toContain(world.agencies.police)
  expect(plan.withoutBasis.map(({ agencyId }) => agencyId)).toContain(world.agencies.police)
  expect(plan).toMatchObject({ runningMeetingId: null, basisInForce: true })
  expect(plan.agencies.flatMap(({ people }) => people.map(({ email }) => email))).toContain(
    emailOf('housing'),
  )
})

it('MTG-5 called at night it begins at once, red’s minutes on its agenda; the referral is not triaged, the calendar as before', async () => {
  const before = await done(as.health, listMeetings, { query: { when: 'coming' } })
  const { meeting, referralId } = await called()
  expect(meeting).toMatchObject({
    kind: 'emergency',
    mode: 'phone',
    startsAt: '2026-03-02T23:40:00Z',
    state: 'planned',
  })
  expect(meeting.agenda).toMatchObject([{ light: 'red', minutes: 15, referralId, basisInForce: true }])
  expect(await done(as.coordinator, readReferral, { params: { referralId } })).toMatchObject({
    state: 'submitted',
  })
  expect(await done(as.health, listMeetings, { query: { when: 'coming' } })).toEqual(before)
  const emergencies = await done(as.health, listMeetings, { query: { kind: 'emergency' } })
  expect(emergencies.items.map(({ id }) => id)).toContain(meeting.id)
  expect((await done(as.health, readMyWork)).nextMeeting).toMatchObject({ kind: 'monthly' })
  await world.runJobs()
  expect((await done(as.health, listMeetings, { query: { when: 'coming' } })).items).toHaveLength(
    before.items.length,
  )
})

it('CNF-2 all called are told at once, by a mail that names nobody; nobody else is', async () => {
  const { meeting } = await called('housing')
  await world.runJobs()
  const toldOf = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items.filter(
      ({ kind, subjectId }) => kind === 'emergency_meeting_called' && subjectId === meeting.id,
    )
  expect(await toldOf('housing')).toMatchObject([{ subject: 'meeting', reference: null }])
  expect(await toldOf('health')).toEqual([])
  const mail = world.services.mailer.caught().find(({ text }) => text.includes(meeting.id))!
  expect(`${mail.subject} ${mail.text}`).not.toMatch(/EMP-|Marnie|red/)
})

it('MTG-5 a second call while one stands is refused, and names the one that stands', async () => {
  const { referralId, meeting } = await called()
  const body = { people: [await accountOf('housing')], ...by }
  const answer = await as.chair(callEmergencyMeeting, { params: { referralId }, body })
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'meeting.emergency_running', meetingId: meeting.id },
  })
  expect(await refusal('chair', callEmergencyMeeting, { params: { referralId }, body })).toEqual([
    409,
    'meeting.emergency_running',
  ])
})

it('MTG-5 of two who call at once, one does', async () => {
  const { id: referralId } = await givenSubmitted(world)
  const body = { people: [await accountOf('housing')], ...by }
  const answers = await Promise.all(
    (['coordinator', 'chair'] as const).map((who) =>
      as[who](callEmergencyMeeting, { params: { referralId }, body }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
})

it('MTG-5, ACC-2 it is not called past its rules, and nothing changes', async () => {
  const { id: referralId } = await givenSubmitted(world)
  const housing = await accountOf('housing')
  const call = (body: object) => ({ params: { referralId }, body: { people: [housing], ...by, ...body } })
  const asked = async (body: object, who: PersonName = 'coordinator') =>
    refusal(who, callEmergencyMeeting, call(body) as never)
  expect(await asked({ people: [await accountOf('police')] })).toEqual([422, 'reference.unknown'])
  expect(await asked({ startsAt: '2026-03-02T23:00:00Z' })).toEqual([400, 'request.invalid'])
  expect(await asked({ startsAt: '2026-03-04T00:00:00Z' })).toEqual([400, 'request.invalid'])
  expect(await asked({}, 'housing')).toEqual([403, 'access.not_permitted'])
  expect(await asked({}, 'police')).toEqual([403, 'access.not_permitted'])
  const { version } = await done(as.coordinator, readReferral, { params: { referralId } })
  await done(as.coordinator, changeLight, {
    params: { referralId },
    version,
    body: { light: 'amber', reason: 'He is in custody' },
  })
  expect(await asked({})).toEqual([409, 'meeting.not_an_emergency'])
})

it('MTG-5 attempts are logged with their answers, added and never changed; who agreed aloud is present once it opens', async () => {
  const { params } = await called('housing', 'health')
  const housing = await accountOf('housing')
  const log = (answer: 'no_answer' | 'joins') =>
    done(as.coordinator, logContact, {
      params,
      body: { accountId: housing, how: 'phone', answer, reachedAt: '07700 900123', words: 'Rang twice' },
    })
  await log('no_answer')
  world.clock.set('2026-03-02T23:45:00Z')
  await log('joins')
  const aloud = await done(as.coordinator, recordAgreedAloud, {
    params,
    body: { accountId: housing, readOut: true },
  })
  expect(aloud.people.find(({ accountId }) => accountId === housing)).toMatchObject({
    agreedAloud: true,
    attempts: [
      { answer: 'no_answer', reachedAt: '07700 900123' },
      { answer: 'joins', words: 'Rang twice' },
    ],
  })
  // MTG-6: agreeing is not attending; on the line as it opens, she is in it.
  expect((await done(as.health, readMeeting, { params })).present).toEqual([])
  await done(as.coordinator, signMeeting, { params, body: { agreed: true } })
  await done(as.coordinator, openMeeting, { params, version: 1, body: {} })
  expect((await done(as.health, readMeeting, { params })).present).toMatchObject([
    { name: 'Sam Osei', as: 'lead', until: null },
  ])
  expect(await rows(`SELECT 1 FROM contact_attempts WHERE words::text LIKE '%07700%'`)).toEqual([])
  const stranger = { accountId: await accountOf('police'), how: 'phone', answer: 'joins' } as const
  expect(await refusal('coordinator', logContact, { params, body: stranger })).toEqual([
    422,
    'reference.unknown',
  ])
  expect(
    await refusal('coordinator', recordAgreedAloud, {
      params,
      body: { accountId: stranger.accountId, readOut: true },
    }),
  ).toEqual([422, 'reference.unknown'])
})

it('MTG-5 it runs in the same room, keeps its own minutes, and leaves the referral on the monthly agenda', async () => {
  const submitted = await givenSubmitted(world)
  const referral = { referralId: submitted.id }
  await done(as.coordinator, acceptReferral, { params: referral, version: submitted.version, body: {} })
  const people = [await accountOf('housing'), await accountOf('coordinator')]
  const meeting = await done(as.coordinator, callEmergencyMeeting, {
    params: referral,
    body: { people, ...by },
  })
  const params = { meetingId: meeting.id }
  const item = { itemId: meeting.agenda[0]!.id }
  for (const who of ['housing', 'coordinator'] as const)
    await done(as[who], signMeeting, { params, body: { agreed: true } })
  await done(as.coordinator, openMeeting, { params, version: 1, body: {} })
  await done(as.housing, contribute, { params: item, body: { words: 'A room is free tonight' } })
  const { version } = await done(as.coordinator, readItem, { params: item })
  await done(as.coordinator, closeItem, { params: item, version, body: {} })
  await done(as.coordinator, closeMeeting, { params, version: 2, body: {} })
  const draft = await done(as.coordinator, readMinutesDraft, { params })
  await done(as.coordinator, distributeMinutes, { params, version: draft.version, body: {} })
  expect((await done(as.housing, readMinutes, { params })).items).toHaveLength(1)
  // Asked to acknowledge are those that can open them: police cannot.
  const notYet = (await done(as.coordinator, readMinutes, { params })).notYetReceived ?? []
  expect(notYet.map(({ agencyId }) => agencyId)).toContain(world.agencies.housing)
  expect(notYet.map(({ agencyId }) => agencyId)).not.toContain(world.agencies.police)
  expect(await done(as.coordinator, readReferral, { params: referral })).toMatchObject({ state: 'listed' })
  const file = await done(as.coordinator, readCase, { params: { caseId: submitted.caseId! } })
  expect(file.items.map(({ state }) => state).sort()).toEqual(['discussed', 'listed'])
  await world.runJobs()
  const told = (await done(as.police, listNotifications)).items.filter(
    ({ subjectId }) => subjectId === meeting.id,
  )
  expect(told).toEqual([])
})

it('ACC-6 to who does not see the case the emergency meeting does not exist: 404 everywhere, in no list, in no table', async () => {
  const { meeting, params } = await called()
  await done(as.coordinator, signMeeting, { params, body: { agreed: true } })
  await done(as.coordinator, openMeeting, { params, version: 1, body: {} })
  const item = { itemId: meeting.agenda[0]!.id }
  for (const [operation, call] of [
    [readMeeting, { params }],
    [signMeeting, { params, body: { agreed: true } }],
    [readMinutes, { params }],
    [readContacts, { params }],
    [readItem, { params: item }],
  ] as [Contract, Call<Contract>][])
    expect([operation.id, ...(await refusal('police', operation, call))]).toEqual([
      operation.id,
      404,
      'not_found',
    ])
  for (const query of [{}, { kind: 'emergency' }, { when: 'coming' }, { when: 'past' }] as const)
    expect(JSON.stringify(await done(as.police, listMeetings, { query }))).not.toContain(meeting.id)

  const session = (await openSession(
    world.services.pools.identity,
    await accountOf('police'),
    world.clock.now(),
  ))!.actor
  const client = await raw.connect()
  await client.query('BEGIN')
  await client.query('SELECT app.enter($1, $2, $3, true, $4)', [
    session.sessionId,
    session.membershipId,
    session.role,
    world.clock.now(),
  ])
  for (const sql of [
    `SELECT FROM meetings WHERE kind = 'emergency'`,
    `SELECT FROM meeting_signatures WHERE meeting_id = '${meeting.id}'`,
    'SELECT FROM called_people',
    'SELECT FROM contact_attempts',
  ])
    expect([sql, (await client.query(sql)).rowCount]).toEqual([sql, 0])
  const update = await client.query(`UPDATE meetings SET venue = 'Here' WHERE id = $1`, [meeting.id])
  expect(update.rowCount).toBe(0)
  await client.query('ROLLBACK')
  client.release()
})

it('REF-10 a case recognised after the call keeps its emergency meeting, also beside one of the known file', async () => {
  const known = await called()
  const { caseId, referralId, meeting } = await called()
  const { version } = await done(as.coordinator, readReferral, { params: { referralId } })
  await done(as.coordinator, acceptReferral, {
    params: { referralId },
    version,
    body: { sameAsCaseId: known.caseId },
  })
  const read = await done(as.coordinator, readMeeting, { params: { meetingId: meeting.id } })
  expect(read.agenda).toMatchObject([{ caseId }])
})

it('MTG-5 it is on the work of those called and of who calls, with the numbers to ring, until it is over; of nobody else', async () => {
  const { meeting, params, caseId } = await called('housing')
  const standing = async (who: PersonName) =>
    (await done(as[who], readMyWork)).emergencies.find(({ meetingId }) => meetingId === meeting.id)
  const { caseReference } = await done(as.housing, readMeeting, { params })
  const row = { caseId, caseReference, state: 'planned', mode: 'phone', where: by.where }
  expect(caseReference).toMatch(/^EMP-/)
  expect(await standing('housing')).toMatchObject({ ...row, called: true })
  expect(await standing('coordinator')).toMatchObject({ ...row, called: false })
  expect(await standing('chair')).toMatchObject(row)
  // Health sees the case, and was not called; police may not know of it.
  expect(await standing('health')).toBeUndefined()
  expect(await standing('police')).toBeUndefined()

  await done(as.coordinator, signMeeting, { params, body: { agreed: true } })
  await done(as.coordinator, openMeeting, { params, version: 1, body: {} })
  expect(await standing('housing')).toMatchObject({ state: 'open' })
  const item = { itemId: meeting.agenda[0]!.id }
  const { version } = await done(as.coordinator, readItem, { params: item })
  await done(as.coordinator, closeItem, { params: item, version, body: {} })
  await done(as.coordinator, closeMeeting, { params, version: 2, body: {} })
  for (const who of ['housing', 'coordinator', 'chair'] as const) expect(await standing(who)).toBeUndefined()
})
