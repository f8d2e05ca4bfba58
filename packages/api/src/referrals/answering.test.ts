import { readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import {
  changeLight,
  discardReferral,
  listReferrals,
  readReferral,
  respondToReferral,
  returnReferral,
  saveReferral,
  submitReferral,
  withdrawReferral,
} from '@alongside/shared/referrals/contract'
import { askReferrer } from '@alongside/shared/referrals/conversation-contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, clock } = world
const meetings = await givenMeetings(world)

const both = { addressedTo: { meeting: true, agencies: [agencies.housing, agencies.health] } }
const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })
const taken = { response: 'accepted' as const, worker: 'Sam Osei' }
const returned = async () => {
  const submitted = await givenSubmitted(world, { answers: both })
  return done(as.coordinator, returnReferral, { ...at(submitted), body: { asks: 'Who decided?' } })
}
const withdrawn = async () => {
  const submitted = await givenSubmitted(world, { answers: both })
  return done(as.outreach, withdrawReferral, { ...at(submitted), body: { reason: 'She asked us to wait.' } })
}
const refused = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['referrals', 'referral_recipients', 'agenda_items', 'cases'], as[who], operation, call)

/** In «my work» and in the list alike. */
async function waitsFor(who: PersonName, id: string, box: 'to_answer' | 'to_triage'): Promise<boolean> {
  const { toAnswer, toTriage } = await done(as[who], readMyWork)
  const { items } = await done(as[who], listReferrals, { query: { box } })
  const [inWork, inList] = [box === 'to_answer' ? toAnswer : toTriage, items].map((list) =>
    list.some((one) => one.id === id),
  )
  expect(inList).toBe(inWork)
  return inWork === true
}

const toldOf = async (who: PersonName, id: string, kind: string) =>
  (await done(as[who], listNotifications)).items.filter((one) => one.kind === kind && one.subjectId === id)
    .length

it('REF-8 REF-5 a returned referral waits for its agencies’ answers, and no longer for the coordinator’s', async () => {
  const referral = await returned()
  expect(await waitsFor('housing', referral.id, 'to_answer')).toBe(true)
  expect(await waitsFor('coordinator', referral.id, 'to_triage')).toBe(false)
  const answered = await done(as.housing, respondToReferral, { ...at(referral), body: taken })
  expect(answered).toMatchObject({ state: 'returned', returnedFor: 'Who decided?' })
  expect(await waitsFor('housing', referral.id, 'to_answer')).toBe(false)
  expect(await waitsFor('health', referral.id, 'to_answer')).toBe(true)
})

it('REF-8 REF-5 while it is returned the agencies’ clocks run, and the meeting’s rests', async () => {
  clock.set('2026-03-03T10:00:00Z')
  const { id } = await returned()
  clock.set('2026-03-03T14:30:00Z')
  await world.runJobs()
  expect(await toldOf('health', id, 'response_clock_out')).toBe(1)
  expect(await toldOf('coordinator', id, 'response_clock_out')).toBe(0)
})

it('REF-5 REF-8 REF-13 what an agency answered stands when the referral comes again; who asked is asked again, and its question is answered by the form', async () => {
  const first = await returned()
  const second = await done(as.housing, respondToReferral, { ...at(first), body: taken })
  const third = await done(as.health, askReferrer, {
    ...at(second),
    body: { questions: 'What has she been prescribed?', meanwhile: 'The clinic keeps her place' },
  })
  const again = await done(as.outreach, submitReferral, at(third))
  const answers = new Map(again.recipients.map((one) => [one.agencyName, one.response]))
  expect([answers.get('Harbour Homes'), answers.get('Eastmarsh Hospital'), answers.get('Lantern')]).toEqual([
    'accepted',
    null,
    null,
  ])
  const health = again.recipients.find(({ agencyName }) => agencyName === 'Eastmarsh Hospital')
  expect(health).toMatchObject({ askedAt: null, restsUntil: null })
  expect(again.questions).toMatchObject([
    { answer: null, answeredAt: Temporal.Instant.from(clock.now()).toString() },
  ])
})

it('REF-8 of a referral that comes again each clock warns and runs out again', async () => {
  clock.set('2026-03-02T10:00:00Z')
  const first = await givenSubmitted(world, { answers: both })
  clock.set('2026-03-02T14:30:00Z')
  await world.runJobs()
  expect(await toldOf('health', first.id, 'response_clock_out')).toBe(1)
  const asked = await done(as.coordinator, returnReferral, { ...at(first), body: { asks: 'Who decided?' } })
  const again = await done(as.outreach, submitReferral, at(asked))
  const before = await toldOf('health', first.id, 'response_clock_nearly_out')
  clock.set('2026-03-02T17:45:00Z')
  await world.runJobs()
  expect(await toldOf('health', again.id, 'response_clock_nearly_out')).toBe(before + 1)
  clock.set('2026-03-02T18:30:00Z')
  await world.runJobs()
  expect(await toldOf('health', again.id, 'response_clock_out')).toBe(2)
  clock.set('2026-03-02T09:00:00Z')
})

const readdress = async (referral: Referral, addressedTo: { meeting: boolean; agencies: string[] }) => {
  const saved = await done(as.outreach, saveReferral, { ...at(referral), body: { answers: { addressedTo } } })
  return done(as.outreach, submitReferral, at(saved))
}
const recipientsOf = ({ recipients }: Referral) =>
  recipients.map(({ agencyName, forMeeting }) => (forMeeting ? 'the meeting' : agencyName)).toSorted()

it('REF-11 who is no longer addressed when a referral comes again owes no answer: the page, the lists and the API agree', async () => {
  const again = await readdress(await returned(), { meeting: false, agencies: [agencies.housing] })
  expect(recipientsOf(again)).toEqual(['Harbour Homes'])
  expect(await waitsFor('coordinator', again.id, 'to_triage')).toBe(false)
  expect(await waitsFor('health', again.id, 'to_answer')).toBe(false)
  expect(await refused('coordinator', returnReferral, { ...at(again), body: { asks: 'Why?' } })).toEqual([
    409,
    'referral.not_for_meeting',
  ])
  expect(await refused('health', respondToReferral, { ...at(again), body: taken })).toEqual([
    403,
    'access.not_permitted',
  ])
  // It is the agencies’ own now: the first that takes it accepts it.
  expect((await done(as.housing, respondToReferral, { ...at(again), body: taken })).state).toBe('accepted')
})

it('REF-8 what an agency answered stays on the referral that no longer asks it, and it is asked nothing more', async () => {
  const first = await returned()
  await world.runJobs()
  const second = await done(as.housing, respondToReferral, { ...at(first), body: taken })
  expect(await toldOf('housing', first.id, 'referral_to_answer')).toBe(1)
  const again = await readdress(second, { meeting: true, agencies: [agencies.health] })
  expect(recipientsOf(again)).toEqual(['Eastmarsh Hospital', 'Harbour Homes', 'the meeting'])
  expect(await waitsFor('housing', again.id, 'to_answer')).toBe(false)
  await world.runJobs()
  expect(await toldOf('housing', again.id, 'referral_to_answer')).toBe(1)
})

it('REF-8 REF-11 of a withdrawn referral nothing is asked and nothing is done', async () => {
  clock.set('2026-03-04T10:00:00Z')
  const referral = await withdrawn()
  expect(await waitsFor('housing', referral.id, 'to_answer')).toBe(false)
  expect(await waitsFor('coordinator', referral.id, 'to_triage')).toBe(false)
  const wrong = [409, 'referral.wrong_state']
  expect(await refused('housing', respondToReferral, { ...at(referral), body: taken })).toEqual(wrong)
  expect(await refused('coordinator', returnReferral, { ...at(referral), body: { asks: 'Why?' } })).toEqual(
    wrong,
  )
  const lower = { light: 'green' as const, reason: 'It is over' }
  expect(await refused('outreach', changeLight, { ...at(referral), body: lower })).toEqual([
    403,
    'access.not_permitted',
  ])
  expect(await refused('outreach', discardReferral, at(referral))).toEqual(wrong)
  clock.set('2026-03-05T10:00:00Z')
  await world.runJobs()
  expect(await toldOf('health', referral.id, 'response_clock_out')).toBe(0)
})

it('REF-10 REF-6 the light of one that has ended is hers until the coordinator lowers it with a reason; nobody raises it', async () => {
  clock.set('2026-03-04T10:00:00Z')
  const referral = await withdrawn()
  const { caseId, dueAt } = await done(as.coordinator, readReferral, at(referral))
  const to = (light: 'green' | 'red', version: number) =>
    as.coordinator(changeLight, {
      ...at({ ...referral, version }),
      body: { light, reason: 'He is in prison' },
    })
  const lowered = await to('green', referral.version)
  expect(lowered).toMatchObject({ status: 200, body: { light: 'green', dueAt } })
  expect((await done(as.coordinator, readCase, { params: { caseId: caseId ?? '' } })).light).toBe('green')
  expect((await to('red', referral.version + 1)).body).toMatchObject({ code: 'referral.wrong_state' })
})

it('REF-11 a colleague of the referring agency takes a referral back; somebody else does not', async () => {
  const submitted = await givenSubmitted(world, {
    by: 'housing',
    agrees: ['lantern', 'housing', 'health'],
    answers: { addressedTo: { meeting: true, agencies: [] } },
  })
  const body = { reason: 'She moved away.' }
  expect(await refused('health', withdrawReferral, { ...at(submitted), body })).toEqual([
    403,
    'access.not_permitted',
  ])
  expect((await done(as.lettings, withdrawReferral, { ...at(submitted), body })).state).toBe('withdrawn')
})

it('REF-8 a referral to agencies alone is theirs to answer: the coordinator neither returns nor declines it', async () => {
  const submitted = await givenSubmitted(world, {
    answers: { addressedTo: { meeting: false, agencies: [agencies.housing] } },
  })
  expect(await refused('coordinator', returnReferral, { ...at(submitted), body: { asks: 'Why?' } })).toEqual([
    409,
    'referral.not_for_meeting',
  ])
  expect((await done(as.housing, respondToReferral, { ...at(submitted), body: taken })).state).toBe(
    'accepted',
  )
})

it('REF-8 an agency may still answer what the meeting has listed', async () => {
  const listed = await givenListed(world, { answers: both })
  expect(await waitsFor('housing', listed.id, 'to_answer')).toBe(true)
  await done(as.housing, respondToReferral, { ...at(listed), body: taken })
  const read = await done(as.outreach, readReferral, { params: { referralId: listed.id } })
  expect(read.state).toBe('listed')
})

it('REF-11 discussed, and its minutes distributed, a referral is closed once nobody owes an answer', async () => {
  const owing = await meetings.listed({ answers: both, at: 2 })
  const answered = await meetings.listed({ at: 2 })
  await meetings.open(owing.meetingId)
  for (const item of [owing, answered]) await meetings.discuss(item)
  await meetings.close(owing.meetingId)
  const stateOf = async ({ referralId }: { referralId: string }) =>
    (await done(as.outreach, readReferral, { params: { referralId } })).state
  expect(await stateOf(answered)).toBe('discussed')
  await meetings.distribute(owing.meetingId)
  expect([await stateOf(answered), await stateOf(owing)]).toEqual(['closed', 'discussed'])

  const params = { referralId: owing.referralId }
  for (const who of ['housing', 'health'] as const) {
    const { version } = await done(as[who], readReferral, { params })
    await done(as[who], respondToReferral, { params, version, body: taken })
  }
  const closed = await done(as.outreach, readReferral, { params })
  expect(closed.state).toBe('closed')
  expect(closed.history.filter(({ field }) => field === 'state').map(({ to }) => to)).toEqual([
    ...['submitted', 'accepted', 'listed', 'discussed', 'closed'],
  ])
  expect(await refused('housing', respondToReferral, { ...at(closed), body: taken })).toEqual([
    409,
    'referral.wrong_state',
  ])
})
