import { readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { listLimits } from '@alongside/shared/limits/contract'
import {
  acceptReferral,
  answerRest,
  previewReferral,
  readReferral,
  redirectChild,
  respondToReferral,
  returnReferral,
  saveReferral,
  startReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import type { Referral, ReferralAnswers } from '@alongside/shared/referrals/schema'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenCalendar } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { complete, indicators } from '../demo/answers.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

/** Two in the morning of a Monday. */
const night = '2026-03-02T02:00:00Z'
const world = await openEastmarsh(night)
const { as, agencies, clock } = world
await givenCalendar(world)
beforeEach(() => clock.set(night))

const tables = [
  'referrals',
  'referral_recipients',
  'cases',
  'consents',
  'limits',
  'safeguarding_notifications',
]
const refused = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)
const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })
const read = (who: PersonName, { id }: Referral) =>
  done(as[who], readReferral, { params: { referralId: id } })
const toldOf = async (who: PersonName, { id }: Referral, kind: string) =>
  (await done(as[who], listNotifications)).items.filter((one) => one.kind === kind && one.subjectId === id)
    .length
const instant = (at: string | null) => at && Temporal.Instant.from(at).toString()

type Tonight = NonNullable<ReferralAnswers['tonight']>
const short = (tonight: Partial<Tonight> = {}, more: ReferralAnswers = {}): ReferralAnswers => ({
  person: { name: 'Ellie' },
  tonight: {
    ...{ short: true, age: '18_to_24', reach: ['at_the_van'], faces: ['hurt_or_threatened'] },
    ...{ knownBy: 'she_said', more: 'Hit on Friday, grey van' },
    ...tonight,
  },
  consent: {
    given: {
      agreedAgencies: [agencies.lantern, agencies.health, agencies.housing],
      refusedAgencies: [agencies.police],
    },
  },
  herVoice: { words: 'Just somewhere I can shut the door.' },
  referrer: { phone: '01632 960100' },
  ...more,
})
const drafted = (answers = short()) => done(as.outreach, startReferral, { body: { answers } })
const sent = async (answers = short()) => done(as.outreach, submitReferral, at(await drafted(answers)))

/** What the whole form says beside what was sent. */
const rest = (): ReferralAnswers => {
  const { whereabouts, children, criterion, safeguarding, request } = complete({})
  return {
    ...{ whereabouts, children, criterion, safeguarding, request },
    indicators: indicators({ serious_violence: 'She told me' }),
  } as ReferralAnswers
}
const saved = async (referral: Referral, answers = rest()) =>
  done(as.outreach, saveReferral, { ...at(referral), body: { answers } })

it('REF-2 REF-8 CON-1 a short form is sent: light, clocks, consent and limit as with any, and each tick with what it rests on', async () => {
  const draft = await drafted()
  const preview = await done(as.outreach, previewReferral, { params: { referralId: draft.id } })
  expect([preview.light, preview.faults, instant(preview.dueAt)]).toEqual(['red', [], '2026-03-02T06:00:00Z'])

  const referral = await done(as.outreach, submitReferral, at(draft))
  expect(referral).toMatchObject({
    ...{ state: 'submitted', light: 'red', computedLight: 'red' },
    answers: {
      indicators: {
        serious_violence: {
          answer: 'suspected',
          restsOn: 'Hurt or threatened. She said it. Hit on Friday, grey van',
        },
      },
      person: { age: { stated: '18 to 24' } },
      reach: { ways: { at_the_van: { kind: 'in_person', value: 'At the van', safe: 'yes' } } },
      consent: { basis: 'consent', given: { takenBy: 'Jo Mbeki', until: '2026-09-02' } },
    },
  })
  expect(Object.keys(referral.answers.indicators ?? {})).toEqual(['serious_violence'])
  expect([instant(referral.dueAt), instant(referral.restDueAt)]).toEqual([
    '2026-03-02T06:00:00Z',
    '2026-03-03T23:59:59Z',
  ])
  expect(referral.recipients.map(({ agencyName, forMeeting }) => `${agencyName} ${forMeeting}`)).toEqual([
    'Lantern true',
    'Eastmarsh Hospital false',
    'Harbour Homes false',
  ])
  const params = { caseId: referral.caseId! }
  const limits = await done(as.outreach, listLimits, { params })
  expect(limits.items).toMatchObject([{ kind: 'agency', agencyId: agencies.police, liftedAt: null }])
  expect((await as.police(readCase, { params })).status).toBe(404)
  expect((await as.drugs(readCase, { params })).status).toBe(404)
  expect((await done(as.health, readCase, { params })).voices).toMatchObject([
    { words: 'Just somewhere I can shut the door.' },
  ])
  // Who is asked sees when the rest comes.
  expect(instant((await read('health', referral)).restDueAt)).toBe('2026-03-03T23:59:59Z')
})

it('REF-5 an unfinished short form is refused at each place, and nothing changes', async () => {
  const draft = await drafted({
    tonight: { short: true, faces: ['pregnant', 'none_of_these'], reach: ['by_phone'] },
  })
  expect(await refused('outreach', submitReferral, at(draft))).toEqual([422, 'referral.incomplete'])
  const { body } = await as.outreach(submitReferral, at(draft))
  expect((body as unknown as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual(
    [
      '/answers/person/name',
      '/answers/tonight/age',
      '/answers/tonight/reachOn',
      '/answers/tonight/faces',
      '/answers/tonight/knownBy',
      '/answers/consent/given/agreedAgencies',
    ],
  )
})

it('ACC-8 CON-2 who wants nobody told now: her no stands, her own worker’s agency alone is asked, and no one else sees her', async () => {
  const consent = { given: { refusedAgencies: [agencies.police] } }
  const referral = await sent(short({ say: 'nobody_now' }, { consent }))
  expect(referral.recipients.map(({ agencyName, forMeeting }) => [agencyName, forMeeting])).toEqual([
    ['Lantern', false],
  ])
  expect(referral.basisInForce).toBe(false)
  const params = { caseId: referral.caseId! }
  for (const who of ['health', 'housing', 'police'] as const)
    expect((await as[who](readCase, { params })).status).toBe(404)
  expect((await done(as.outreach, listLimits, { params })).items).toHaveLength(1)
})

it('SAF-1 a child at risk opens the notification with the submission', async () => {
  const referral = await sent(short({ faces: ['child_at_risk'] }))
  expect(referral.safeguarding).toMatchObject([{ kind: 'child', recordedAt: null }])
  expect(referral.light).toBe('red')
})

it('REF-3 under 18 takes the child’s way: it is refused, and what was typed is kept for the call', async () => {
  const draft = await drafted(short({ age: 'under_18' }))
  expect(await refused('outreach', submitReferral, at(draft))).toEqual([409, 'referral.under_18'])
  const { notificationId } = await done(as.outreach, redirectChild, {
    params: { referralId: draft.id },
    body: { tellingNow: true },
  })
  const { safeguarding } = await done(as.outreach, readMyWork)
  const about = safeguarding.find(({ id }) => id === notificationId)?.about
  expect(about).toContain('At the van')
  expect(about).toContain('Hit on Friday, grey van')
})

it('REF-5 it is not listed before the rest is in, and then it is', async () => {
  const referral = await sent()
  const accept = { ...at(referral), body: {} }
  expect(await refused('coordinator', acceptReferral, accept)).toEqual([409, 'referral.rest_owed'])
  expect((await done(as.outreach, readMyWork)).restOwed.map(({ id }) => id)).toContain(referral.id)
  expect((await done(as.housing, readMyWork)).restOwed).toEqual([])
  expect(await refused('outreach', answerRest, at(referral))).toEqual([422, 'referral.incomplete'])
  const written = await saved(referral)
  // Nobody else reads it before it is sent.
  expect((await read('health', referral)).answers.criterion).toBeUndefined()
  expect(written.answers.criterion?.kind).toBe('professional_judgement')
  for (const [who, words] of [
    ['health', [403, 'access.not_permitted']],
    ['drugs', [404, 'not_found']],
  ] as const)
    expect(await refused(who, answerRest, at(written))).toEqual(words)
  expect(await refused('outreach', answerRest, { ...at(written), version: 1 })).toEqual([
    412,
    'version.stale',
  ])

  clock.set('2026-03-02T10:00:00Z')
  const whole = await done(as.outreach, answerRest, at(written))
  expect([whole.restDueAt, whole.light, whole.computedLight]).toEqual([null, 'red', 'red'])
  expect((await read('health', whole)).answers.criterion?.kind).toBe('professional_judgement')
  expect(whole.history.at(-1)).toMatchObject({
    field: 'due',
    to: null,
    reason: 'The rest of the short form is in',
  })
  expect(await refused('outreach', answerRest, at(whole))).toEqual([409, 'referral.wrong_state'])
  expect((await done(as.outreach, readMyWork)).restOwed.map(({ id }) => id)).not.toContain(referral.id)
  expect((await done(as.coordinator, acceptReferral, { ...at(whole), body: {} })).state).toBe('listed')
})

it('REF-5 what was sent is not rewritten by the rest, and the whole form’s own faults are named', async () => {
  const referral = await sent()
  for (const [section, answers] of Object.entries({
    person: { person: { name: 'Else' } },
    consent: { consent: { basis: 'consent' as const } },
    addressedTo: { addressedTo: { meeting: false } },
  })) {
    const call = { ...at(referral), body: { answers } }
    expect(await refused('outreach', saveReferral, call)).toEqual([422, 'referral.incomplete'])
    const { body } = await as.outreach(saveReferral, call)
    expect(body).toMatchObject({ errors: [{ pointer: `/answers/${section}`, code: 'contradiction' }] })
  }
  const written = await saved(referral, { ...rest(), criterion: {} })
  const { body } = await as.outreach(answerRest, at(written))
  expect(body).toMatchObject({ errors: [{ pointer: '/answers/criterion/kind', code: 'missing' }] })
})

it('REF-15 REF-8 the rest raises the light and shortens the clocks, and never lowers it', async () => {
  const amber = await sent(short({ faces: ['nowhere_safe_to_sleep'] }))
  expect([amber.light, instant(amber.dueAt)]).toEqual(['amber', '2026-03-03T23:59:59Z'])
  const raised = await done(as.outreach, answerRest, at(await saved(amber)))
  expect([raised.light, instant(raised.dueAt)]).toEqual(['red', '2026-03-02T06:00:00Z'])
  expect(raised.recipients.map(({ dueAt }) => instant(dueAt))).toEqual(Array(3).fill('2026-03-02T06:00:00Z'))
  expect(raised.history).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        field: 'light',
        from: 'amber',
        to: 'red',
        reason: 'By the rest of the short form',
      }),
    ]),
  )

  const red = await sent()
  const calm = await done(
    as.outreach,
    answerRest,
    at(await saved(red, { ...rest(), indicators: indicators({}) })),
  )
  expect([calm.light, calm.computedLight, instant(calm.dueAt)]).toEqual(['red', 'green', instant(red.dueAt)])
})

it('SAF-2 an adult at risk whom the rest names is told of, once', async () => {
  const referral = await sent()
  const safeguarding = {
    careAndSupportNeeds: 'yes' as const,
    about: 'She cannot manage her insulin',
    abuseOrNeglect: 'suspected' as const,
    unableToProtectHerself: 'yes' as const,
  }
  const whole = await done(as.outreach, answerRest, at(await saved(referral, { ...rest(), safeguarding })))
  expect(whole.safeguarding).toMatchObject([{ kind: 'adult', recordedAt: null }])
})

it('REF-5 one that comes back is asked for all of it, with what was written of the rest', async () => {
  const written = await saved(await sent(), { criterion: rest().criterion! })
  const returned = await done(as.coordinator, returnReferral, {
    ...at(written),
    body: { asks: 'Where is she?' },
  })
  expect(await refused('outreach', submitReferral, at(returned))).toEqual([422, 'referral.incomplete'])
  const { criterion: _, ...others } = rest()
  const again = await done(as.outreach, submitReferral, at(await saved(returned, others)))
  expect([again.state, again.restDueAt]).toEqual(['submitted', null])
  expect(again.answers.criterion?.kind).toBe('professional_judgement')
})

it('REF-5 REF-8 the clock of the rest: told before it is due, then the lead, over a weekend and a bank holiday; answering ends it', async () => {
  // The Thursday before Good Friday; the next working day is the Tuesday after Easter.
  clock.set('2026-04-02T21:00:00Z')
  const referral = await sent()
  const other = await sent()
  expect(instant(referral.restDueAt)).toBe('2026-04-07T22:59:59Z')
  await done(as.health, respondToReferral, {
    ...at(referral),
    body: { response: 'accepted', worker: 'Bernie Cole' },
  })
  await done(as.outreach, answerRest, at(await saved(other)))
  clock.set('2026-04-06T12:00:00Z')
  await world.runJobs()
  expect(await toldOf('outreach', referral, 'rest_clock_nearly_out')).toBe(0)
  clock.set('2026-04-06T22:30:00Z')
  await world.runJobs()
  expect(await toldOf('outreach', referral, 'rest_clock_nearly_out')).toBe(1)
  clock.set('2026-04-07T23:00:00Z')
  await world.runJobs()
  expect(await toldOf('outreach', referral, 'rest_clock_out')).toBe(1)
  expect(await toldOf('outreach', other, 'rest_clock_out')).toBe(0)
  expect(await toldOf('health', referral, 'rest_clock_out')).toBe(0)
  clock.set('2026-04-20T23:00:00Z')
  await world.runJobs()
  expect(await toldOf('coordinator', referral, 'rest_clock_out')).toBeGreaterThan(0)
})

it('REF-2 the referrer’s number is that of her last referral, and of nobody else’s', async () => {
  clock.set('2026-05-05T02:00:00Z')
  await sent(short({}, { referrer: { phone: '07700 900123' } }))
  const begin = { body: { answers: { tonight: { short: true } } } }
  const mine = await done(as.outreach, startReferral, begin)
  expect(mine.answers).toEqual({ tonight: { short: true }, referrer: { phone: '07700 900123' } })
  expect((await done(as.housing, startReferral, begin)).answers).toEqual({ tonight: { short: true } })
  const whole = await done(as.outreach, startReferral, { body: { answers: { person: { name: 'Rosa' } } } })
  expect(whole.answers.referrer).toBeUndefined()
})
