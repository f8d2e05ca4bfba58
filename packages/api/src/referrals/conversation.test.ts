import { readCase } from '@alongside/shared/cases/contract'
import { recordDeath } from '@alongside/shared/cases/holding-contract'
import type { Contract } from '@alongside/shared/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { saveOnCall } from '@alongside/shared/oncall/contract'
import {
  acceptReferral,
  changeLight,
  declineReferral,
  readReferral,
  respondToReferral,
} from '@alongside/shared/referrals/contract'
import {
  addToReferral,
  amendResponse,
  answerQuestion,
  askReferrer,
  settleUnhelped,
} from '@alongside/shared/referrals/conversation-contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const monday = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(monday)
const { as, agencies, clock, rows } = world
await givenCalendar(world)
beforeEach(() => clock.set(monday))

const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })
const asks = { questions: 'How many weeks is she?', meanwhile: 'A bed on Ward 7 is kept until noon.' }
const tables = [
  'referrals',
  'referral_recipients',
  'referral_questions',
  'referral_responses',
  'referral_additions',
  'cases',
]
const refused = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)
const read = (who: PersonName, { id }: Referral) =>
  done(as[who], readReferral, { params: { referralId: id } })
const of = ({ recipients }: Referral, agencyId: string) =>
  recipients.find((one) => one.agencyId === agencyId && !one.forMeeting)!
/** When an agency's answer is due, and until when its clock rests. */
const clockFor = (referral: Referral, agencyId: string) => {
  const { dueAt, restsUntil } = of(referral, agencyId)
  return [dueAt, restsUntil].map((at) => at && Temporal.Instant.from(at).toString())
}
const toldOf = async (who: PersonName, { id }: Referral, kind: string) =>
  (await done(as[who], listNotifications)).items.filter((one) => one.kind === kind && one.subjectId === id)
    .length

/** Red, of Lantern, to housing and health alone or to the meeting too. */
const submitted = (meeting = false) =>
  givenSubmitted(world, {
    answers: { addressedTo: { meeting, agencies: [agencies.housing, agencies.health] } },
  })
const asked = async () => done(as.health, askReferrer, { ...at(await submitted()), body: asks })
const answer = (referral: Referral, more: { addToReferral?: boolean } = {}) => {
  const [question] = referral.questions
  return {
    params: { referralId: referral.id, questionId: question?.id ?? '' },
    version: referral.version,
    body: { answer: 'About 24, by her own count. No scan.', ...more },
  }
}
const cannot = { response: 'not_able_to_help_now' as const, worker: 'Ruth', words: 'No bed before Friday' }
const takes = { response: 'accepted' as const, worker: 'Sam Osei' }

it('REF-13 a recipient asks, its clock rests and the referrer’s starts; the answer stands in its place, and the clock goes on', async () => {
  const referral = await submitted()
  clock.set('2026-03-02T10:00:00Z')
  const waits = await done(as.health, askReferrer, { ...at(referral), body: asks })
  expect(of(waits, agencies.health)).toMatchObject({ response: null, respondedAt: null })
  expect(clockFor(waits, agencies.health)).toEqual(['2026-03-02T15:00:00Z', '2026-03-02T12:00:00Z'])
  expect(of(waits, agencies.housing).askedAt).toBeNull()
  expect(clockFor(waits, agencies.housing)).toEqual(['2026-03-02T13:00:00Z', null])
  await world.runJobs()
  expect(await toldOf('outreach', referral, 'referral_asked')).toBe(1)
  const { questionsAsked } = await done(as.outreach, readMyWork)
  expect(questionsAsked).toMatchObject([
    { referralId: referral.id, agencyName: 'Eastmarsh Hospital', dueAt: '2026-03-02T12:00:00Z' },
  ])
  const toAnswer = (await done(as.health, readMyWork)).toAnswer.find(({ id }) => id === referral.id)
  expect(toAnswer).toMatchObject({ ownRestsUntil: '2026-03-02T12:00:00Z', ownDueAt: '2026-03-02T15:00:00Z' })

  clock.set('2026-03-02T10:16:00Z')
  const goesOn = await done(as.outreach, answerQuestion, answer(waits))
  expect(of(goesOn, agencies.health).askedAt).toBeNull()
  expect(clockFor(goesOn, agencies.health)).toEqual(['2026-03-02T13:16:00Z', null])
  expect(goesOn.questions).toMatchObject([{ ...asks, answer: 'About 24, by her own count. No scan.' }])
  expect(goesOn.additions).toEqual([])
  await world.runJobs()
  expect(await toldOf('health', referral, 'referral_question_answered')).toBe(1)
  expect((await done(as.outreach, readMyWork)).questionsAsked).toEqual([])
  const moved = goesOn.history.filter(({ field, reason }) => field === 'due' && reason)
  expect(moved.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    ['2026-03-02T13:00:00Z', '2026-03-02T15:00:00Z', 'Eastmarsh Hospital asked the referrer'],
    ['2026-03-02T15:00:00Z', '2026-03-02T13:16:00Z', 'Eastmarsh Hospital asked the referrer'],
  ])
})

it('REF-13 what is asked is between the recipient, the referring agency and the coordinator; what is added everybody reads', async () => {
  const waits = await done(as.health, askReferrer, { ...at(await submitted(true)), body: asks })
  for (const who of ['housing', 'outreach', 'coordinator', 'health'] as const)
    expect([who, (await read(who, waits)).questions.length]).toEqual([who, who === 'housing' ? 0 : 1])
  expect(await refused('housing', answerQuestion, answer(waits))).toEqual([404, 'not_found'])
  expect(await refused('health', answerQuestion, answer(waits))).toEqual([403, 'access.not_permitted'])
  await done(as.outreach, answerQuestion, answer(waits, { addToReferral: true }))
  const [added] = (await read('housing', waits)).additions
  expect(added).toMatchObject({
    words: 'About 24, by her own count. No scan.',
    agencyName: 'Lantern',
    at: monday,
  })
  await world.runJobs()
  expect(await toldOf('housing', waits, 'referral_added_to')).toBe(1)
  const more = await done(as.outreach, addToReferral, {
    ...at(await read('outreach', waits)),
    body: { words: 'She has somewhere to stay until Friday.' },
  })
  expect(more.additions).toHaveLength(2)
  // Beside how it is safe to reach her, the newest first, to who sees the case.
  for (const who of ['housing', 'outreach', 'coordinator'] as const)
    expect((await done(as[who], readCase, { params: { caseId: waits.caseId! } })).additions).toMatchObject([
      { words: 'She has somewhere to stay until Friday.', agencyName: 'Lantern', referralId: waits.id },
      { words: 'About 24, by her own count. No scan.', reference: waits.reference },
    ])
  expect(more.answers).toEqual(waits.answers)
})

it('REF-13 who is asked about a red referral says what she does meanwhile; nobody asks for another, twice at once, or of what is over', async () => {
  const referral = await submitted()
  expect(
    await refused('health', askReferrer, { ...at(referral), body: { ...asks, meanwhile: ' ' } }),
  ).toEqual([422, 'referral.incomplete'])
  expect(await refused('outreach', askReferrer, { ...at(referral), body: asks })).toEqual([
    403,
    'access.not_permitted',
  ])
  const waits = await done(as.health, askReferrer, { ...at(referral), body: asks })
  expect(await refused('health', askReferrer, { ...at(waits), body: asks })).toEqual([
    409,
    'referral.question_open',
  ])
  const answered = await done(as.outreach, answerQuestion, answer(waits))
  expect(await refused('outreach', answerQuestion, answer(answered))).toEqual([
    409,
    'referral.question_answered',
  ])
  expect(
    await refused('health', addToReferral, { ...at(answered), body: { words: 'We know more' } }),
  ).toEqual([403, 'access.not_permitted'])
})

it('REF-13 a red clock rests two hours and then runs again, answered or not: it warns, and runs out', async () => {
  const waits = await asked()
  clock.set('2026-03-02T10:59:00Z')
  await world.runJobs()
  expect(await toldOf('health', waits, 'response_clock_nearly_out')).toBe(0)
  clock.set('2026-03-02T13:45:00Z')
  await world.runJobs()
  expect(await toldOf('health', waits, 'response_clock_nearly_out')).toBe(1)
  // Her own clock was out as theirs ran again; it has gone up once since.
  expect(await toldOf('outreach', waits, 'question_clock_out')).toBe(2)
  expect(await toldOf('health', waits, 'response_clock_out')).toBe(0)
  clock.set('2026-03-02T15:00:00Z')
  await world.runJobs()
  expect(await toldOf('health', waits, 'response_clock_out')).toBe(1)
})

it('REF-13 REF-8 a raised light keeps what was asked, and a question is no answer', async () => {
  const amber = await givenSubmitted(world, {
    answers: { addressedTo: { meeting: false, agencies: [agencies.housing] } },
  })
  await rows(`UPDATE referrals SET light = 'green', due_at = '2026-03-09T23:59:59Z' WHERE id = $1`, [
    amber.id,
  ])
  await rows(`UPDATE referral_recipients SET due_at = '2026-03-09T23:59:59Z' WHERE referral_id = $1`, [
    amber.id,
  ])
  const waits = await done(as.housing, askReferrer, { ...at(amber), body: asks })
  expect(clockFor(waits, agencies.housing)[1]).toBe('2026-03-06T23:59:59Z')
  clock.set('2026-03-02T10:00:00Z')
  const raised = await done(as.coordinator, changeLight, {
    ...at(waits),
    body: { light: 'red', reason: 'He found her' },
  })
  expect(clockFor(raised, agencies.housing)).toEqual(['2026-03-02T15:00:00Z', '2026-03-02T11:00:00Z'])
  expect(raised.state).toBe('submitted')
})

it('REF-8 an answer is put right with its reason; the first stays on record, counts for the time, and the referrer is told', async () => {
  const referral = await submitted()
  const body = { ...cannot, reason: 'The room fell through' }
  expect(await refused('housing', amendResponse, { ...at(referral), body })).toEqual([
    409,
    'referral.wrong_state',
  ])
  const accepted = await done(as.housing, respondToReferral, { ...at(referral), body: takes })
  expect(accepted.state).toBe('accepted')
  clock.set('2026-03-02T11:00:00Z')
  expect(await refused('housing', amendResponse, { ...at(accepted), body: { ...body, words: ' ' } })).toEqual(
    [422, 'referral.incomplete'],
  )
  const amended = await done(as.housing, amendResponse, { ...at(accepted), body })
  expect(amended.state).toBe('submitted')
  const own = of(amended, agencies.housing)
  expect(own).toMatchObject({ response: 'not_able_to_help_now', words: 'No bed before Friday' })
  expect(Date.parse(own.respondedAt ?? '')).toBe(Date.parse(monday))
  expect(own.given).toMatchObject([
    { response: 'accepted', reason: null, at: monday },
    { response: 'not_able_to_help_now', reason: 'The room fell through', at: '2026-03-02T11:00:00Z' },
  ])
  await world.runJobs()
  expect(await toldOf('outreach', referral, 'referral_response_amended')).toBe(1)
})

it('REF-3 REF-8 while a hold stands an answer is put right, but into no promise that was not given', async () => {
  const referral = await submitted()
  const said = await done(as.housing, respondToReferral, { ...at(referral), body: cannot })
  const waiting = await done(as.health, respondToReferral, {
    ...at(said),
    body: { ...takes, response: 'accepted_onto_waiting_list' },
  })
  await done(as.outreach, recordDeath, {
    params: { caseId: referral.caseId! },
    body: { knownBy: 'The hospital rang' },
  })
  const reason = 'We looked again'
  const promises = [
    ['housing', 'accepted_onto_waiting_list'],
    ['housing', 'accepted'],
    ['health', 'accepted'],
  ] as const
  for (const [who, response] of promises)
    expect(
      await refused(who, amendResponse, { ...at(waiting), body: { ...takes, response, reason } }),
    ).toEqual([409, 'case.held'])
  const elsewhere = { ...cannot, response: 'better_placed_elsewhere' as const, reason }
  const right = await done(as.housing, amendResponse, { ...at(waiting), body: elsewhere })
  const named = await done(as.health, amendResponse, {
    ...at(right),
    body: { ...takes, worker: 'Ruth', response: 'accepted_onto_waiting_list', reason },
  })
  expect(of(named, agencies.health)).toMatchObject({ worker: 'Ruth' })
})

it('REF-8 answered by all and helped by none is the coordinator’s at once; who takes her after all, or what is done, settles it', async () => {
  const both = await submitted(true)
  const declined = await done(as.coordinator, declineReferral, {
    ...at(both),
    body: { reason: 'One agency can carry this' },
  })
  const one = await done(as.housing, respondToReferral, { ...at(declined), body: cannot })
  expect(one.unhelpedAt).toBeNull()
  const none = await done(as.health, respondToReferral, { ...at(one), body: cannot })
  expect(none).toMatchObject({ unhelpedAt: monday, unhelpedDueAt: monday })
  await world.runJobs()
  expect(await toldOf('coordinator', both, 'referral_nobody_has_her')).toBe(1)
  expect((await done(as.coordinator, readMyWork)).nobodyHasHer).toMatchObject([{ id: both.id }])
  expect((await done(as.outreach, readMyWork)).nobodyHasHer).toMatchObject([{ id: both.id }])
  expect((await done(as.health, readMyWork)).nobodyHasHer).toEqual([])
  expect(await refused('outreach', settleUnhelped, { ...at(none), body: { words: 'I rang' } })).toEqual([
    403,
    'access.not_permitted',
  ])

  const helped = await done(as.health, amendResponse, {
    ...at(none),
    body: { ...takes, reason: 'A bed came free' },
  })
  expect(helped.unhelpedAt).toBeNull()
  expect((await done(as.coordinator, readMyWork)).nobodyHasHer).toEqual([])
  const again = await done(as.health, amendResponse, { ...at(helped), body: { ...cannot, reason: 'Gone' } })
  const settled = await done(as.coordinator, settleUnhelped, {
    ...at(again),
    body: { words: 'Turning Tide takes her from tonight' },
  })
  expect(settled.unhelpedAt).toBeNull()
  expect(settled.history.at(-1)).toMatchObject({
    field: 'owner',
    from: 'nobody_has_her',
    to: 'help_found',
    reason: 'Turning Tide takes her from tonight',
  })
})

it('REF-8 ACC-8 who may not read her any more does not have her, and hears nothing of what goes on', async () => {
  const referral = await submitted()
  const one = await done(as.housing, respondToReferral, { ...at(referral), body: takes })
  await done(as.health, respondToReferral, { ...at(one), body: cannot })
  await world.runJobs()
  const unhelped = async () =>
    (await done(as.coordinator, readMyWork)).nobodyHasHer.some(({ id }) => id === referral.id)
  expect(await unhelped()).toBe(false)
  await done(as.outreach, recordLimit, {
    params: { caseId: referral.caseId ?? '' },
    body: { kind: 'agency', agencyId: agencies.housing, saidOn: monday.slice(0, 10) },
  })
  await world.runJobs()
  expect(await unhelped()).toBe(true)
  expect(await toldOf('coordinator', referral, 'referral_nobody_has_her')).toBe(1)
  const { history, version } = await read('outreach', referral)
  expect(history.at(-1)).toMatchObject({ field: 'owner', from: null, to: 'nobody_has_her' })
  await done(as.outreach, addToReferral, { ...at({ ...referral, version }), body: { words: 'She moved' } })
  await done(as.coordinator, changeLight, {
    ...at(await read('outreach', referral)),
    body: { light: 'amber', reason: 'Safer' },
  })
  await world.runJobs()
  for (const kind of ['referral_added_to', 'referral_light_changed'])
    expect([kind, await toldOf('housing', referral, kind), await toldOf('health', referral, kind)]).toEqual([
      kind,
      0,
      1,
    ])
})

it('REF-13 ACC-8 an answer to what an agency asked, and its clock, are told to it only while it may read', async () => {
  const referral = await asked()
  await done(as.outreach, recordLimit, {
    params: { caseId: referral.caseId ?? '' },
    body: { kind: 'agency', agencyId: agencies.health, saidOn: monday.slice(0, 10) },
  })
  await done(as.outreach, answerQuestion, answer(await read('outreach', referral)))
  await world.runJobs()
  expect(await toldOf('health', referral, 'referral_question_answered')).toBe(0)
  clock.set('2026-03-06T09:00:00Z')
  await world.runJobs()
  expect(await toldOf('health', referral, 'response_clock_out')).toBe(0)
  expect(await toldOf('housing', referral, 'response_clock_out')).toBeGreaterThan(0)
})

it('REF-8 ACC-8 where the coordinator may not read of her, the referrer’s agency hears that nobody has her', async () => {
  const referral = await givenSubmitted(world, {
    by: 'housing',
    agrees: ['health'],
    refuses: ['lantern'],
    answers: { addressedTo: { meeting: false, agencies: [agencies.health] } },
  })
  const none = await done(as.health, respondToReferral, { ...at(referral), body: cannot })
  expect(none.state).toBe('declined')
  await world.runJobs()
  expect(await toldOf('coordinator', referral, 'referral_nobody_has_her')).toBe(0)
  expect(await toldOf('housing', referral, 'referral_nobody_has_her')).toBe(1)
})

it('REF-13 half of a red clock over and nobody answering, the referrer is told once to look whom to ring', async () => {
  await done(as.health, saveOnCall, {
    version: 0,
    body: {
      entries: [
        {
          name: 'Duty manager',
          telephone: '07700 900123',
          days: [1, 2, 3, 4, 5, 6, 7],
          from: '00:00',
          until: '00:00',
        },
      ],
    },
  })
  const silent = await submitted()
  const talking = await asked()
  const taken = await submitted(true)
  await done(as.coordinator, acceptReferral, { ...at(taken), body: {} })
  clock.set('2026-03-02T10:59:00Z')
  await world.runJobs()
  expect(await toldOf('outreach', silent, 'referral_half_over')).toBe(0)
  clock.set('2026-03-02T11:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect(await toldOf('outreach', silent, 'referral_half_over')).toBe(1)
  for (const other of [talking, taken]) expect(await toldOf('outreach', other, 'referral_half_over')).toBe(0)
})

it('REF-3, REF-13 of somebody who has died nobody is reminded of what was asked, nor told to ring', async () => {
  const [silent, talking] = [await submitted(), await asked()]
  for (const { caseId } of [silent, talking])
    await done(as.outreach, recordDeath, {
      params: { caseId: caseId! },
      body: { knownBy: 'The hospital rang' },
    })
  clock.set('2026-03-02T12:30:00Z')
  await world.runJobs()
  expect(await toldOf('outreach', silent, 'referral_half_over')).toBe(0)
  clock.set(talking.questions[0]!.dueAt)
  await world.runJobs()
  for (const kind of ['question_clock_nearly_out', 'question_clock_out'])
    expect(await toldOf('outreach', talking, kind)).toBe(0)
})
