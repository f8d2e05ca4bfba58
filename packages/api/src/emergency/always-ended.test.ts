import { runs } from '@alongside/shared/chance.test-support'
import { callEmergencyMeeting, logContact, recordAgreedAloud } from '@alongside/shared/emergency/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import {
  closeMeeting,
  openMeeting,
  readMeeting,
  replyToMeeting,
  signMeeting,
} from '@alongside/shared/meetings/contract'
import { distributeMinutes, readMinutes, readMinutesDraft } from '@alongside/shared/minutes/contract'
import * as room from '@alongside/shared/room/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T23:40:00Z')
const { as, rows, agencies, clock } = world
await givenCalendar(world)

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id

/** Of a case that is open to Lantern, the hospital, housing and the clinic. */
async function called(...who: PersonName[]) {
  const { id: referralId, caseId } = await givenSubmitted(world, {
    agrees: ['lantern', 'health', 'housing', 'clinic'],
  })
  const { id: meetingId, agenda } = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId },
    body: { people: await Promise.all(who.map(accountOf)), mode: 'phone', where: 'The conference line' },
  })
  return { referralId, caseId: caseId!, itemId: agenda[0]!.id, meetingId }
}
type Called = Awaited<ReturnType<typeof called>>
const recorder: Partial<Record<AgencyName, PersonName>> = { health: 'clinic' }
const refuse = ({ caseId }: Called, agency: AgencyName, by: PersonName = recorder[agency] ?? 'health') =>
  as[by](recordLimit, {
    params: { caseId },
    body: { kind: 'agency', agencyId: agencies[agency], saidOn: '2026-03-02' },
  })
const hers = async (who: PersonName, { meetingId }: Called) =>
  (await done(as[who], readMyWork, {})).deputiesNeeded.filter((one) => one.meetingId === meetingId)
const read = (who: PersonName, { meetingId }: Called) => done(as[who], readMeeting, { params: { meetingId } })
const named = async (by: PersonName, meeting: Called, who: PersonName, agency: AgencyName) =>
  done(as[by], room.nameDeputy, {
    params: { meetingId: meeting.meetingId },
    version: (await read(by, meeting)).version,
    body: { accountId: await accountOf(who), agencyId: agencies[agency] },
  })
/** By its deputy, from the signature to the end. */
async function endedBy(who: PersonName, meeting: Called) {
  const params = { meetingId: meeting.meetingId }
  await done(as[who], signMeeting, { params, body: { agreed: true } })
  const version = async () => (await read(who, meeting)).version
  if ((await read(who, meeting)).state === 'planned')
    await done(as[who], openMeeting, { params, version: await version(), body: {} })
  const { agenda } = await read(who, meeting)
  if (agenda.some(({ state }) => state === 'listed')) {
    const item = { params: { itemId: meeting.itemId } }
    const { version: itemVersion } = await done(as[who], room.readItem, item)
    await done(as[who], room.deferItem, { ...item, version: itemVersion, body: { reason: 'Not tonight' } })
  }
  return done(as[who], closeMeeting, { params, version: await version(), body: {} })
}

it('MTG-5 ACC-9 where no lead was called, whoever was called and may hear it names who chairs, and ends it', async () => {
  const meeting = await called('lettings', 'coordinator')
  await refuse(meeting, 'lantern')
  expect(await hers('lettings', meeting)).toMatchObject([{ needs: 'emergency' }])
  // Leads who were not called, and hear of it, are not asked while somebody who was called can.
  for (const who of ['housing', 'health', 'coordinator'] as const)
    expect(await hers(who, meeting)).toEqual([])
  const { items } = await done(as.lettings, room.listDeputies, { params: { meetingId: meeting.meetingId } })
  expect(items.map(({ name }) => name)).toEqual(['Lee Park'])
  await named('lettings', meeting, 'lettings', 'housing')
  expect(await endedBy('lettings', meeting)).toMatchObject({ state: 'closed' })
})

it('MTG-5 ACC-9 where she refuses everybody who was called, who hears for an agency that may hear it runs it', async () => {
  const meeting = await called('coordinator')
  await refuse(meeting, 'lantern')
  for (const who of ['health', 'housing', 'lettings', 'clinic'] as const)
    expect([who, await hers(who, meeting)]).toMatchObject([who, [{ needs: 'emergency' }]])
  for (const who of ['midwife', 'police', 'chair'] as const) expect(await hers(who, meeting)).toEqual([])
  await named('clinic', meeting, 'housing', 'housing')
  // It stands on her work now, who was not called, and on nobody else’s.
  const standing = async (who: PersonName) =>
    (await done(as[who], readMyWork, {})).emergencies.map(({ meetingId }) => meetingId)
  expect(await standing('housing')).toContain(meeting.meetingId)
  expect(await standing('clinic')).not.toContain(meeting.meetingId)
  expect(await endedBy('housing', meeting)).toMatchObject({ state: 'closed' })
})

it('MTG-5 ACC-9 a deputy is asked for also where the case was spoken of before she refused, and who said no is none', async () => {
  const meeting = await called('health', 'lettings', 'coordinator')
  const params = { meetingId: meeting.meetingId }
  await done(as.lettings, replyToMeeting, { params, body: { answer: 'cannot_come' } })
  await done(as.coordinator, signMeeting, { params, body: { agreed: true } })
  await done(as.coordinator, openMeeting, {
    params,
    version: (await read('coordinator', meeting)).version,
    body: {},
  })
  await done(as.coordinator, room.closeItem, { params: { itemId: meeting.itemId }, version: 1, body: {} })
  await refuse(meeting, 'lantern')
  expect(await hers('lettings', meeting)).toEqual([])
  expect(await hers('health', meeting)).toMatchObject([{ needs: 'emergency' }])
  expect(await read('health', meeting)).toMatchObject({ deputyNeeded: true, namesDeputy: true })
  await named('health', meeting, 'health', 'health')
  expect(await endedBy('health', meeting)).toMatchObject({ state: 'closed' })
})

it('MTG-8 ACC-9 minutes of an emergency that was closed to chair and coordinator before they went out, who may hear it sees to as its deputy', async () => {
  const meeting = await called('health', 'housing', 'coordinator')
  const params = { meetingId: meeting.meetingId }
  for (const who of ['coordinator', 'housing'] as const)
    await done(as[who], signMeeting, { params, body: { agreed: true } })
  const version = async () => (await read('coordinator', meeting)).version
  await done(as.coordinator, openMeeting, { params, version: await version(), body: {} })
  const item = { params: { itemId: meeting.itemId } }
  await done(as.coordinator, room.recordItem, { ...item, version: 1, body: { riskPlan: 'A room tonight' } })
  await done(as.coordinator, room.closeItem, { ...item, version: 2, body: {} })
  await done(as.coordinator, closeMeeting, { params, version: await version(), body: {} })
  const draft = await done(as.coordinator, readMinutesDraft, { params })
  await refuse(meeting, 'lantern')
  const going = { params, version: draft.version, body: {} }
  expect((await as.coordinator(distributeMinutes, going)).status).toBe(404)
  expect((await as.health(distributeMinutes, going)).status).toBe(403)

  expect(await hers('health', meeting)).toMatchObject([{ needs: 'emergency' }])
  await named('health', meeting, 'health', 'health')
  expect(await hers('health', meeting)).toEqual([])
  await done(as.health, signMeeting, { params, body: { agreed: true } })
  expect((await done(as.health, readMinutesDraft, { params })).items).toMatchObject([
    { record: { riskPlan: 'A room tonight' } },
  ])
  await done(as.health, distributeMinutes, going)
  expect((await done(as.housing, readMinutes, { params })).items).toMatchObject([
    { record: { riskPlan: 'A room tonight' } },
  ])
  expect((await as.coordinator(readMinutes, { params })).status).toBe(404)
  // Out, they need nobody any more.
  const again = { params, version: (await read('housing', meeting)).version }
  const body = { accountId: await accountOf('housing'), agencyId: agencies.housing }
  expect((await as.housing(room.nameDeputy, { ...again, body })).status).toBe(409)
})

it('MTG-5 ACC-5 the deputy of an emergency logs contacts and who agreed aloud; who takes part does not', async () => {
  const meeting = await called('health', 'housing', 'coordinator')
  await refuse(meeting, 'lantern')
  const params = { meetingId: meeting.meetingId }
  const tried = {
    params,
    body: { accountId: await accountOf('housing'), how: 'phone', answer: 'joins' },
  } as const
  const aloud = { params, body: { accountId: await accountOf('housing'), readOut: true } } as const
  const refused = async (who: PersonName) => [
    (await as[who](logContact, tried)).status,
    (await as[who](recordAgreedAloud, aloud)).status,
  ]
  expect(await refused('health')).toEqual([403, 403])
  await named('health', meeting, 'health', 'health')
  expect(await refused('housing')).toEqual([403, 403])
  for (const who of ['coordinator', 'chair', 'police'] as const)
    expect(await refused(who)).toEqual([404, 404])
  expect(await rows('SELECT FROM contact_attempts')).toEqual([])
  await done(as.health, logContact, tried)
  const { people } = await done(as.health, recordAgreedAloud, aloud)
  expect(people.find(({ name }) => name === 'Sam Osei')).toMatchObject({
    agreedAloud: true,
    attempts: [{ answer: 'joins', by: 'Dr. Ruth Amadi' }],
  })
  expect(await endedBy('health', meeting)).toMatchObject({ state: 'closed' })
})

it('MTG-5 ACC-8 what nobody at all may hear is over a day later, by nobody', async () => {
  const meeting = await called('health', 'coordinator')
  for (const agency of ['lantern', 'health', 'housing'] as const)
    expect((await refuse(meeting, agency, 'clinic')).status).toBe(201)
  expect((await refuse(meeting, 'clinic', 'clinic')).status).toBe(201)
  const state = async () => {
    const [found] = await rows<{ state: string }>('SELECT state FROM meetings WHERE id = $1', [
      meeting.meetingId,
    ])
    return found?.state
  }
  for (const who of ['health', 'housing', 'lettings', 'clinic', 'coordinator'] as const) {
    expect(await hers(who, meeting)).toEqual([])
    expect((await as[who](readMeeting, { params: { meetingId: meeting.meetingId } })).status).toBe(404)
  }
  clock.set('2026-03-03T22:40:00Z')
  await world.runJobs()
  expect(await state()).toBe('planned')
  clock.set('2026-03-04T00:41:00Z')
  await world.runJobs()
  expect(await state()).toBe('closed')
  expect(
    await rows('SELECT state, deferred_because FROM agenda_items WHERE id = $1', [meeting.itemId]),
  ).toEqual([{ state: 'deferred', deferred_because: 'unchaired' }])
  expect(
    await rows(`SELECT account_id FROM audit_events WHERE action = 'meeting.closed' AND case_id = $1`, [
      meeting.caseId,
    ]),
  ).toEqual([{ account_id: null }])
})

const agenciesOfHers = ['lantern', 'health', 'housing', 'clinic'] as const
const scene = fc.record({
  called: fc.subarray<PersonName>(['coordinator', 'chair', 'health', 'housing', 'lettings', 'clinic'], {
    minLength: 1,
  }),
  refused: fc.subarray<(typeof agenciesOfHers)[number]>([...agenciesOfHers]),
  cannot: fc.subarray<PersonName>(['health', 'housing', 'lettings', 'clinic']),
  opened: fc.boolean(),
})
const everybody: PersonName[] = [
  ...(['coordinator', 'chair', 'outreach', 'health', 'midwife', 'housing', 'lettings', 'clinic'] as const),
]

const sample = runs(8)
it(
  'MTG-5 ACC-9 whoever was called, whomever she refuses and whoever said no: an open emergency has somebody who ends it, or nobody may hear it',
  async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ called: who, refused, cannot, opened }) => {
        const meeting = await called(...who)
        const params = { meetingId: meeting.meetingId }
        for (const one of cannot)
          await done(as[one], replyToMeeting, { params, body: { answer: 'cannot_come' } })
        if (opened) {
          await done(as.chair, signMeeting, { params, body: { agreed: true } })
          await done(as.chair, openMeeting, {
            params,
            version: (await read('chair', meeting)).version,
            body: {},
          })
        }
        // Each is recorded by somebody who sees the case still, so that it binds at once.
        for (const agency of refused) {
          const by = (['health', 'housing', 'clinic', 'outreach'] as const).find(
            (one) => !refused.includes(one === 'outreach' ? 'lantern' : one),
          )
          await refuse(meeting, agency, by ?? 'clinic')
        }
        const sees: PersonName[] = []
        for (const one of everybody)
          if ((await as[one](readMeeting, { params })).status === 200) sees.push(one)
        let ends: PersonName | undefined
        const unasked: PersonName[] = []
        for (const one of sees) {
          const { runs: hersToRun, namesDeputy } = await read(one, meeting)
          if (!hersToRun && namesDeputy) {
            const [asked] = await hers(one, meeting)
            if (asked?.needs !== 'emergency') unasked.push(one)
            await done(as[one], room.nameDeputy, {
              params,
              version: (await read(one, meeting)).version,
              body: { accountId: await accountOf(one), agencyId: (await agencyOf(one))! },
            })
          }
          if (hersToRun || namesDeputy) {
            ends = one
            break
          }
        }
        expect(unasked).toEqual([])
        expect(ends === undefined).toBe(refused.length === agenciesOfHers.length)
        const state = ends ? (await endedBy(ends, meeting)).state : 'closed'
        expect(state).toBe('closed')
      }),
      { numRuns: sample },
    )
  },
  180_000 + sample * 60_000,
)

const agencyOf = async (who: PersonName) =>
  (
    await rows<{ agency: string }>(
      `SELECT m.agency_id AS agency FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 AND m.ended_at IS NULL`,
      [emailOf(who)],
    )
  )[0]?.agency
