import { readCase, readCaseAccess } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract, Reply } from '@alongside/shared/contract'
import {
  listOutcomes,
  type OutcomeAnswers,
  putOffReview,
  recordOutcomes,
} from '@alongside/shared/outcomes/contract'
import { acceptReferral } from '@alongside/shared/referrals/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

// Outreach refers for Lantern, which convenes; health and housing have her consent, the police have not.

const start = '2026-08-31T09:00:00Z'
const world = await openEastmarsh(start)
const { as, rows, clock } = world
await givenCalendar(world)
const beforeLeapYear = await openEastmarsh('2027-11-30T09:00:00Z')

type Occasion = Reply<typeof recordOutcomes>['occasion']
async function look(
  who: PersonName,
  caseId: string,
  occasion: Occasion,
  answers: OutcomeAnswers = { safety: 'mostly_safe' },
  more: { replaces?: string; lookedOn?: string } = {},
) {
  const lookedOn = clock.now().slice(0, 10)
  return done(as[who], recordOutcomes, { params: { caseId }, body: { occasion, lookedOn, answers, ...more } })
}
const list = (who: PersonName, caseId: string) => done(as[who], listOutcomes, { params: { caseId } })
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['outcomes', 'outcome_reviews'], as[who], operation, call)
const bodyOf = (occasion: Occasion, answers: OutcomeAnswers) => ({
  occasion,
  lookedOn: clock.now().slice(0, 10),
  answers,
})

/** Accepted on 31 August by the clock that plans its reviews. */
async function accepted(by: PersonName = 'outreach') {
  clock.set(start)
  const { caseId } = await givenListed(world, { by })
  await world.runJobs()
  return caseId!
}
const askedOf = async (who: PersonName, caseId: string) =>
  (await done(as[who], readMyWork)).outcomesAsked
    .filter((asked) => asked.caseId === caseId)
    .map(({ occasion }) => occasion)
const toldOf = async (who: PersonName, caseId: string) =>
  (await done(as[who], listNotifications, { query: { limit: 100 } })).items.filter(
    ({ kind, subjectId }) => kind === 'outcomes_to_look_at' && subjectId === caseId,
  ).length
async function at(instant: string) {
  clock.set(instant)
  await world.runJobs()
}
const consentOf = (agrees: ('lantern' | 'housing')[]) => ({
  ...recordConsent.example,
  agreedAgencies: agrees.map((agency) => world.agencies[agency]),
  leavesOut: Object.values(world.agencies),
})
const whole: OutcomeAnswers = {
  herWords: 'I sleep. The lock is good.',
  safety: 'in_between',
  needs: { housing: 'some', health: 'a_lot', money: 'no_need', legal: 'not_asked' },
  goals: [
    { goal: 'My own front door', met: 'partly' },
    { goal: 'See Mum', met: 'not_yet' },
  ],
  exit: { wish: 'wants_it', progress: 'first_steps', steps: 'Two nights fewer a week' },
  policeCallOuts: 0,
  arrests: 'not_known',
}

it('MON-2 a look is kept as it was answered: none, not known and skipped stay three answers; her words and goals are sealed, scale words and numbers open', async () => {
  const caseId = await accepted()
  const kept = await look('outreach', caseId, 'referral', whole)
  expect(kept).toMatchObject({
    occasion: 'referral',
    lookedOn: '2026-08-31',
    agencyName: 'Lantern',
    withheld: false,
  })
  expect(kept.answers).toEqual(whole)
  expect((await list('health', caseId)).items).toEqual([kept])

  const [row] = await rows(
    `SELECT safety, needs, goals_not_yet, goals_partly, goals_met, exit_wish, exit_progress, police_call_outs,
      police_call_outs_unknown, arrests, arrests_unknown, violence, violence_unknown FROM outcomes WHERE id = $1`,
    [kept.id],
  )
  expect(row).toEqual({
    safety: 3,
    needs: whole.needs,
    goals_not_yet: 1,
    goals_partly: 1,
    goals_met: 0,
    exit_wish: 'wants_it',
    exit_progress: 'first_steps',
    police_call_outs: 0,
    police_call_outs_unknown: false,
    arrests: null,
    arrests_unknown: true,
    violence: null,
    violence_unknown: false,
  })
  const open = JSON.stringify(await rows("SELECT o.*, encode(words, 'escape') AS escaped FROM outcomes o"))
  for (const word of ['lock', 'front door', 'nights fewer']) expect(open).not.toContain(word)
})

it('MON-2 every question may be skipped, and something must be there; what is wrong is named, and nothing is kept', async () => {
  const caseId = await accepted()
  const skipped = await look('outreach', caseId, 'referral', { herWords: ' Better. ' })
  expect(skipped.answers).toEqual({ herWords: 'Better.' })
  const params = { caseId }
  for (const answers of [
    {},
    { herWords: '  ' },
    { needs: { legal: 'not_asked' } },
  ] satisfies OutcomeAnswers[])
    expect(await refusal('outreach', recordOutcomes, { params, body: bodyOf('other', answers) })).toEqual([
      400,
      'request.invalid',
    ])
  const ahead = { ...bodyOf('other', { arrests: 0 }), lookedOn: '2026-09-01' }
  expect(await refusal('outreach', recordOutcomes, { params, body: ahead })).toEqual([400, 'request.invalid'])
  expect(
    await refusal('outreach', recordOutcomes, { params, body: bodyOf('three_months', { arrests: 0 }) }),
  ).toEqual([409, 'outcomes.not_asked'])
})

it('MON-2, ACC-6 an agency without a grant finds no case, and leaves nothing; whoever looked stands on record', async () => {
  const caseId = await accepted()
  await look('outreach', caseId, 'referral')
  const params = { caseId }
  expect(await refusal('police', listOutcomes, { params })).toEqual([404, 'not_found'])
  expect(await refusal('police', recordOutcomes, { params, body: bodyOf('other', { arrests: 1 }) })).toEqual([
    404,
    'not_found',
  ])
  expect(
    await refusal('police', putOffReview, {
      params,
      body: { occasion: 'referral', because: 'not_seen_yet' },
    }),
  ).toEqual([404, 'not_found'])
  expect(await askedOf('police', caseId)).toEqual([])
  await list('housing', caseId)
  const looked = (await done(as.outreach, readCaseAccess, { params })).items.map(({ action }) => action)
  expect(looked).toEqual(expect.arrayContaining(['outcomes.read', 'outcomes.recorded']))
})

it('MON-2 the reviews are due 3, 6 and 12 months on, across short months, and asked of the agency that referred her alone', async () => {
  const caseId = await accepted()
  expect((await list('outreach', caseId)).reviews.map(({ dueOn, state }) => [dueOn, state])).toEqual([
    ['2026-08-31', 'asked'],
    ['2026-11-30', 'to_come'],
    ['2027-02-28', 'to_come'],
    ['2027-08-31', 'to_come'],
  ])
  expect(await askedOf('outreach', caseId)).toEqual(['referral'])
  expect(await toldOf('outreach', caseId)).toBe(0)
  await look('outreach', caseId, 'referral')
  expect(await askedOf('outreach', caseId)).toEqual([])

  await at('2026-11-29T23:30:00Z')
  expect(await askedOf('outreach', caseId)).toEqual([])
  await at('2026-11-30T00:10:00Z')
  await world.runJobs()
  expect(await askedOf('outreach', caseId)).toEqual(['three_months'])
  expect(await askedOf('housing', caseId)).toEqual([])
  expect([await toldOf('outreach', caseId), await toldOf('housing', caseId)]).toEqual([1, 0])

  await look('housing', caseId, 'three_months')
  expect(await askedOf('outreach', caseId)).toEqual([])
  await at('2026-12-20T09:00:00Z')
  expect(await toldOf('outreach', caseId)).toBe(1)
  expect((await list('outreach', caseId)).reviews[1]).toMatchObject({ state: 'done' })
})

it('MON-2 a leap year’s February has its 29th', async () => {
  const { caseId } = await givenListed(beforeLeapYear)
  await beforeLeapYear.runJobs()
  const call = { params: { caseId: caseId! } }
  const { reviews } = await done(beforeLeapYear.as.outreach, listOutcomes, call)
  expect(reviews.map(({ dueOn }) => dueOn)).toEqual(['2027-11-30', '2028-02-29', '2028-05-30', '2028-11-30'])
})

it('MON-2 a review that is done before it is due is not asked for, nor told of', async () => {
  const caseId = await accepted()
  await at('2026-11-20T09:00:00Z')
  await look('outreach', caseId, 'three_months')
  await at('2026-12-01T09:00:00Z')
  expect([await askedOf('outreach', caseId), await toldOf('outreach', caseId)]).toEqual([[], 0])
})

it('MON-2 put off it is asked for again later, and told of once more; the next review takes its place', async () => {
  const caseId = await accepted()
  const params = { caseId }
  await at('2026-11-30T09:00:00Z')
  expect(await askedOf('outreach', caseId)).toEqual(['three_months'])
  const body = { occasion: 'three_months', because: 'not_the_moment' } as const
  expect(await refusal('housing', putOffReview, { params, body })).toEqual([409, 'outcomes.not_asked'])
  expect(
    await refusal('outreach', putOffReview, { params, body: { ...body, occasion: 'six_months' } }),
  ).toEqual([409, 'outcomes.not_asked'])
  expect(await refusal('outreach', putOffReview, { params, body: { ...body, until: '2027-04-01' } })).toEqual(
    [400, 'request.invalid'],
  )
  expect(await done(as.outreach, putOffReview, { params, body })).toMatchObject({
    askOn: '2026-12-14',
    state: 'put_off',
    putOffFor: 'not_the_moment',
  })
  expect(await askedOf('outreach', caseId)).toEqual([])
  await at('2026-12-13T09:00:00Z')
  expect([await askedOf('outreach', caseId), await toldOf('outreach', caseId)]).toEqual([[], 1])
  await at('2026-12-14T09:00:00Z')
  expect([await askedOf('outreach', caseId), await toldOf('outreach', caseId)]).toEqual([['three_months'], 2])
  await at('2027-02-28T09:00:00Z')
  expect(await askedOf('outreach', caseId)).toEqual(['six_months'])
  expect((await list('outreach', caseId)).reviews.map(({ state }) => state)).toEqual([
    'passed',
    'passed',
    'asked',
    'to_come',
  ])
})

it('MON-2 a correction is a new look that names the one it puts right, and keeps it; one’s own agency’s, once', async () => {
  const caseId = await accepted()
  const first = await look('outreach', caseId, 'referral', { arrests: 2 })
  const second = await look('outreach', caseId, 'referral', { arrests: 'not_known' }, { replaces: first.id })
  const { items } = await list('outreach', caseId)
  expect(
    items.map(({ id, replaces, replacedBy, answers }) => ({ id, replaces, replacedBy, answers })),
  ).toEqual([
    { id: first.id, replaces: null, replacedBy: second.id, answers: { arrests: 2 } },
    { id: second.id, replaces: first.id, replacedBy: null, answers: { arrests: 'not_known' } },
  ])
  const again = { ...bodyOf('referral', { arrests: 0 }) }
  const params = { caseId }
  expect(
    await refusal('outreach', recordOutcomes, { params, body: { ...again, replaces: first.id } }),
  ).toEqual([409, 'outcomes.replaced'])
  expect(
    await refusal('health', recordOutcomes, { params, body: { ...again, replaces: second.id } }),
  ).toEqual([422, 'reference.unknown'])
  const elsewhere = await look('outreach', await accepted(), 'referral')
  expect(
    await refusal('outreach', recordOutcomes, { params, body: { ...again, replaces: elsewhere.id } }),
  ).toEqual([422, 'reference.unknown'])

  // Recorded as the review by mistake: put right, the review is asked for again.
  await look('outreach', caseId, 'other', { arrests: 0 }, { replaces: second.id })
  expect(await askedOf('outreach', caseId)).toEqual(['referral'])
  const timeline = (await done(as.outreach, readCase, { params })).timeline
  expect(timeline.filter(({ subject }) => subject === 'outcomes').map(({ to }) => to)).toEqual([
    'referral',
    'referral_put_right',
    'other_put_right',
  ])
})

it('CON-3, ACC-3 consent withdrawn: who loses the grant finds nothing; without a basis one agency’s look is withheld from the others, and opens again', async () => {
  const caseId = await accepted('health')
  await look('health', caseId, 'referral', whole)
  await look('outreach', caseId, 'other', { safety: 'safe' })
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId])
  const params = { caseId }
  await done(as.health, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so' },
  })
  expect(await refusal('housing', listOutcomes, { params })).toEqual([404, 'not_found'])
  const shown = async (who: PersonName) =>
    (await list(who, caseId)).items.map(({ agencyName, withheld, answers }) => [
      agencyName,
      withheld,
      Object.keys(answers).length > 0,
    ])
  const health = world.agencies.health
  const [{ name = '' } = {}] = await rows<{ name: string }>('SELECT name FROM agencies WHERE id = $1', [
    health,
  ])
  expect(await shown('health')).toEqual([
    [name, false, true],
    ['Lantern', true, false],
  ])
  expect(await shown('coordinator')).toEqual([
    [name, true, false],
    ['Lantern', false, true],
  ])
  await at('2026-11-30T09:00:00Z')
  expect([await askedOf('health', caseId), await toldOf('health', caseId)]).toEqual([['three_months'], 1])
  await done(as.health, recordConsent, {
    params,
    body: { ...consentOf(['lantern', 'housing']), givenOn: '2026-11-30', until: '2027-05-30' },
  })
  expect(await shown('housing')).toEqual([
    [name, false, true],
    ['Lantern', false, true],
  ])
})

it('REF-10 accepted as somebody known, a look on the new file stays there, and is read with those of the known one', async () => {
  const known = await accepted()
  const again = await givenSubmitted(world)
  const taken = await look('outreach', again.caseId!, 'referral', whole)
  await done(as.coordinator, acceptReferral, {
    params: { referralId: again.id },
    version: again.version,
    body: { sameAsCaseId: known },
  })
  const { items } = await list('outreach', known)
  expect(items.map(({ id, caseId, answers }) => ({ id, caseId, answers }))).toEqual([
    { id: taken.id, caseId: again.caseId, answers: whole },
  ])
})

it('REF-10 of two joined files who sees both reads the looks as one, and is asked once; who sees one file sees what it saw', async () => {
  const [one, other] = [await accepted(), await accepted()]
  await look('outreach', one, 'other', { safety: 'not_very_safe' })
  await look('outreach', other, 'referral', { safety: 'safe' })
  const beforeOther = await list('outreach', other)
  await done(as.coordinator, joinFiles, {
    params: { caseId: one },
    body: { joinedCaseId: other, reason: 'The same birthday' },
  })
  const { items, reviews } = await list('outreach', one)
  expect(items.map(({ caseId }) => caseId)).toEqual([one, other])
  expect(reviews.find(({ caseId, occasion }) => caseId === one && occasion === 'referral')?.state).toBe(
    'done',
  )
  expect(await list('outreach', other)).toEqual(beforeOther)
  await at('2026-11-30T09:00:00Z')
  expect([await askedOf('outreach', one), await askedOf('outreach', other)]).toEqual([['three_months'], []])
  expect([await toldOf('outreach', one), await toldOf('outreach', other)]).toEqual([1, 0])
  const [seen] = await rows<{ seen: string[] }>(
    `SELECT seen FROM audit_events WHERE action = 'outcomes.read' AND case_id = $1 ORDER BY at DESC, id DESC LIMIT 1`,
    [one],
  )
  expect(seen?.seen).toEqual([other])
})

it('MON-2 who wrote the referral has left: her agency’s leads are told instead', async () => {
  const caseId = await accepted()
  const [author] = await rows<{ id: string }>(
    'SELECT author_account_id AS id FROM referrals WHERE case_id = $1',
    [caseId],
  )
  await rows('UPDATE memberships SET ended_at = $2 WHERE account_id = $1', [
    author!.id,
    '2026-09-01T00:00:00Z',
  ])
  await at('2026-11-30T09:00:00Z')
  expect(await toldOf('coordinator', caseId)).toBe(1)
  expect(await askedOf('coordinator', caseId)).toEqual(['three_months'])
})
