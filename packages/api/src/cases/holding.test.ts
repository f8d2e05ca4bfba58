import { readCase, recordVoice, searchCases } from '@alongside/shared/cases/contract'
import { liftHold, recordAge, recordDeath } from '@alongside/shared/cases/holding-contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { recordConsent } from '@alongside/shared/consent/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { answerConflict, recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import { agreePlanLine, proposePlanLine } from '@alongside/shared/plan/contract'
import { recordWay } from '@alongside/shared/reach/contract'
import {
  acceptReferral,
  declineReferral,
  returnReferral,
  saveReferral,
  submitReferral,
  takeBackTriage,
} from '@alongside/shared/referrals/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const meetings = await givenMeetings(world)
const child = { born: '2009-06-01', restsOn: 'document' } as const
const tables = ['case_holds', 'cases', 'agenda_items', 'safeguarding_notifications']

const ageOf = (caseId: string, version: number, age: object = child) => ({
  params: { caseId },
  version,
  body: { age },
})
const versionOf = async (caseId: string) =>
  (await done(as.outreach, readCase, { params: { caseId } })).version
const kinds = async (who: 'coordinator' | 'midwife' | 'police') =>
  (await done(as[who], listNotifications)).items.map(({ kind }) => kind)

it('REF-3, SAF-1 found to be under 18 later: she leaves the agenda, a notification opens, who works with her is told, a hold stands', async () => {
  const { caseId, meetingId } = await meetings.listed({ agrees: ['lantern', 'health'] })
  await world.runJobs()
  const recorded = await done(as.outreach, recordAge, ageOf(caseId, await versionOf(caseId)))
  expect(recorded).toMatchObject({ age: child, hold: { kind: 'under_18', liftedAt: null } })
  await world.runJobs()

  const file = await done(as.outreach, readCase, { params: { caseId } })
  expect(file.items).toMatchObject([{ state: 'deferred' }])
  expect(file.holds).toMatchObject([{ kind: 'under_18' }])
  expect(file.safeguarding).toMatchObject([{ kind: 'child', recordedAt: null }])
  expect(file.timeline).toContainEqual(expect.objectContaining({ subject: 'case_hold', to: 'under_18' }))
  expect((await done(as.coordinator, readMeeting, { params: { meetingId } })).agenda).not.toContainEqual(
    expect.objectContaining({ caseId, state: 'listed' }),
  )
  expect((await done(as.coordinator, readMeeting, { params: { meetingId } })).agenda).toContainEqual(
    expect.objectContaining({ caseId, takenOff: true, takenOffBecause: 'held' }),
  )
  expect(await kinds('coordinator')).toContain('case_held')
  expect(await kinds('police')).not.toContain('case_held')
  expect((await done(as.coordinator, readMyWork)).heldCases).toMatchObject([
    { caseId, caseReference: file.reference, kind: 'under_18' },
  ])
  expect((await done(as.police, readMyWork)).heldCases).toEqual([])
})

it('REF-3 while a hold stands nothing goes on with her file, and no way to reach her is one; what protects and what puts right stays open', async () => {
  const { caseId } = await meetings.listed({ agrees: ['lantern', 'health'] })
  const params = { caseId }
  const way = { kind: 'phone', value: '07700 900123', safe: 'yes' } as const
  await done(as.outreach, recordWay, { params, body: way })
  const line = await done(as.health, proposePlanLine, {
    params,
    body: { part: 'need', words: 'A safe room' },
  })
  const person = await done(as.outreach, recordPersonWhoHarms, { params, body: { called: 'Daz' } })
  await done(as.outreach, recordDeath, { params, body: { knownBy: 'The hospital rang' } })
  const why = 'So it was said.'
  const consent = {
    ...recordConsent.example,
    ...{
      agreedAgencies: [world.agencies.lantern, world.agencies.health],
      givenOn: '2026-03-02',
      until: '2026-08-30',
    },
  }
  const stopped = [
    ['outreach', recordConsent, { params, body: consent }],
    ['coordinator', agreePlanLine, { params: { lineId: line.id }, version: line.version, body: { why } }],
    ['health', proposePlanLine, { params, body: { part: 'need', words: 'x' } }],
    ['health', answerConflict, { params: { personWhoHarmsId: person.id }, body: { answer: 'not_known' } }],
  ] as const
  const touched = [...tables, 'consents', 'plan_lines', 'conflict_answers']
  for (const [who, operation, call] of stopped)
    expect([operation.id, await refusalOf(world, touched, as[who], operation, call as never)]).toEqual([
      operation.id,
      [409, 'case.held'],
    ])
  const { ways } = await done(as.outreach, readCase, { params })
  expect(ways.length).toBeGreaterThan(0)
  expect(ways.map(({ value, safe }) => [value, safe])).toEqual(ways.map(() => [null, 'no']))
  await done(as.outreach, recordPersonWhoHarms, { params, body: { called: 'Mick' } })
  await done(as.outreach, recordVoice, { params, body: recordVoice.example })
})

it.each([
  ['names one more agency', { agreedAgencies: ['lantern', 'health', 'probation'] }],
  ['lifts what she refused', { agreedAgencies: ['lantern', 'health', 'police'], refusedAgencies: [] }],
] as const)(
  'REF-3 ACC-3 while a hold stands a returned form that %s is not sent; the rest of it is',
  async (_, said) => {
    const submitted = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
    const params = { referralId: submitted.id }
    const caseId = submitted.caseId ?? ''
    const { version } = await done(as.coordinator, returnReferral, {
      ...{ params, version: submitted.version },
      body: { asks: 'Who decided?' },
    })
    await done(as.outreach, recordDeath, { params: { caseId }, body: { knownBy: 'The hospital rang' } })
    const { given } = submitted.answers.consent ?? {}
    const noes = await world.rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1', [caseId])
    const agreedAgencies = said.agreedAgencies.map((name) => world.agencies[name])
    const lifts = 'refusedAgencies' in said && { refusedAgencies: [], lifts: noes.map(({ id }) => id) }
    const consent = { basis: 'consent' as const, given: { ...given, agreedAgencies, ...lifts } }
    const saved = await done(as.outreach, saveReferral, { params, version, body: { answers: { consent } } })
    const touched = [...tables, 'consents', 'sharing_grants', 'limits', 'referrals', 'referral_recipients']
    const sent = { params, version: saved.version }
    expect(await refusalOf(world, touched, as.outreach, submitReferral, sent)).toEqual([409, 'case.held'])
    for (const who of ['probation', 'police'] as const)
      expect((await as[who](readCase, { params: { caseId } })).status).toBe(404)

    const back = await done(as.outreach, saveReferral, {
      ...{ params, version: saved.version },
      body: {
        answers: {
          consent: submitted.answers.consent,
          referrer: { phone: '01632 960100', knowsHer: 'Two years' },
        },
      },
    })
    expect((await done(as.outreach, submitReferral, { params, version: back.version })).state).toBe(
      'submitted',
    )
  },
)

it('REF-3 while a hold stands she is not listed; lifted with a reason, she can be', async () => {
  const { id, caseId, version } = await givenSubmitted(world, { agrees: ['lantern'] })
  const { id: holdId } = await done(as.outreach, recordDeath, {
    params: { caseId: caseId! },
    body: { knownBy: 'The hospital rang' },
  })
  const acceptance = { params: { referralId: id }, version, body: {} }
  expect(
    await refusalOf(world, [...tables, 'referrals'], as.coordinator, acceptReferral, acceptance),
  ).toEqual([409, 'case.held'])
  expect(
    await refusalOf(world, tables, as.outreach, recordDeath, {
      params: { caseId: caseId! },
      body: { knownBy: 'Again' },
    }),
  ).toEqual([409, 'case.held'])
  const lifting = { params: { holdId }, body: { reason: 'It was another woman of that name' } }
  expect(await refusalOf(world, tables, as.police, liftHold, lifting)).toEqual([403, 'access.not_permitted'])
  expect(await done(as.coordinator, liftHold, lifting)).toMatchObject({ liftedReason: lifting.body.reason })
  expect(await refusalOf(world, tables, as.coordinator, liftHold, lifting)).toEqual([409, 'case.hold_lifted'])
  expect(await done(as.coordinator, acceptReferral, acceptance)).toMatchObject({ state: 'listed' })
})

it('REF-3 REF-11 what triage said is taken back while a hold stands, to where it waits: nothing is listed, answered or shared by it', async () => {
  const { id, caseId, version } = await givenSubmitted(world, { agrees: ['lantern'] })
  const params = { referralId: id }
  const body = { reason: 'One agency can carry this' }
  const declined = await done(as.coordinator, declineReferral, { params, version, body })
  await done(as.outreach, recordDeath, {
    params: { caseId: caseId! },
    body: { knownBy: 'The hospital rang' },
  })
  const shared = () => world.rows('SELECT * FROM sharing_grants WHERE case_id = $1 ORDER BY id', [caseId])
  const grants = await shared()
  const back = await done(as.coordinator, takeBackTriage, { params, version: declined.version, body: {} })
  expect(back).toMatchObject({ state: 'submitted', rests: true })
  expect(back.recipients.filter(({ response }) => response !== null)).toEqual([])
  expect(await shared()).toEqual(grants)
  expect(await world.rows('SELECT FROM agenda_items WHERE case_id = $1', [caseId])).toEqual([])
  expect(
    await refusalOf(world, [...tables, 'referrals'], as.coordinator, acceptReferral, {
      ...{ params, version: back.version, body: {} },
    }),
  ).toEqual([409, 'case.held'])
})

it('REF-3 search says that she has died before her case is opened', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern'] })
  const params = { caseId: caseId! }
  await done(as.outreach, recordDeath, { params, body: { knownBy: 'The hospital rang' } })
  const { reference } = await done(as.outreach, readCase, { params })
  expect((await done(as.outreach, searchCases, { body: { q: reference } })).items).toMatchObject([
    { id: caseId, held: ['died'] },
  ])
})

it('REF-2, REF-3 an age that is a slip or contradicts itself is asked about, and nothing changes', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern'] })
  const version = await versionOf(caseId!)
  for (const age of [
    { ...child, born: '2990-01-01' },
    { ...child, born: '2026-03-03' },
    { ...child, stated: '34' },
    { born: '1990' },
    {},
  ])
    expect(
      await refusalOf(world, tables, as.outreach, recordAge, ageOf(caseId!, version, age) as never),
    ).toEqual([400, 'request.invalid'])
  expect(await refusalOf(world, tables, as.police, recordAge, ageOf(caseId!, version) as never)).toEqual([
    404,
    'not_found',
  ])
})

it('REF-3 REF-10 ACC-6 who works with her by another file alone is told that work rests and whom to ask, and neither why nor of the held file', async () => {
  const file = async (agency: 'health' | 'housing') =>
    (await givenSubmitted(world, { agrees: ['lantern', agency] })).caseId!
  const [held, other, later] = [await file('health'), await file('housing'), await file('housing')]
  const join = async (caseId: string, joinedCaseId: string) =>
    done(as.coordinator, joinFiles, {
      params: { caseId },
      body: { joinedCaseId, reason: 'The same birthday' },
    })
  await join(held, other)
  await world.runJobs()
  const toldHousing = async () => {
    await world.runJobs()
    const { items } = await done(as.housing, listNotifications)
    return items
      .filter(({ kind }) => kind.startsWith('case_'))
      .map(({ kind, subjectId }) => [kind, subjectId])
  }
  const readAs = (caseId: string) => done(as.housing, readCase, { params: { caseId } })
  expect((await readAs(other)).rests).toBe(false)
  const { id: holdId } = await done(as.outreach, recordDeath, {
    params: { caseId: held },
    body: { knownBy: 'The hospital rang' },
  })
  expect(await toldHousing()).toEqual([['case_rests', other]])
  const seen = await readAs(other)
  expect(seen).toMatchObject({ rests: true, holds: [], joinedFiles: [], goesOnAs: null })
  for (const secret of [held, 'hospital rang', 'died']) expect(JSON.stringify(seen)).not.toContain(secret)
  // So it is of a file that is joined once the hold stands; and once it is lifted, work goes on.
  const joined = await join(held, later)
  expect(await toldHousing()).toEqual([
    ['case_rests', later],
    ['case_rests', other],
  ])
  await done(as.coordinator, undoJoin, {
    params: { joinId: joined.id },
    body: { reason: 'She has a sister' },
  })
  expect((await toldHousing())[0]).toEqual(['case_goes_on', later])
  await done(as.coordinator, liftHold, { params: { holdId }, body: { reason: 'It was another woman' } })
  expect((await toldHousing())[0]).toEqual(['case_goes_on', other])
  expect((await readAs(other)).rests).toBe(false)
  const { items } = await done(as.coordinator, listNotifications)
  expect(
    items
      .filter(({ kind }) => kind === 'case_rests' || kind === 'case_goes_on')
      .map(({ subjectId }) => subjectId),
  ).not.toContain(other)
})
