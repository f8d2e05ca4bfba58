import { listCases, readCase, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Body, Contract } from '@alongside/shared/contract'
import { confirmLimit, liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import {
  readReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft, givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { refusalOf, standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { type AgencyName, type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { as, agencies, rows } = world
const tables = ['limits', 'consents', 'sharing_grants', 'without_consents', 'history']
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)

async function givenCase(given: Parameters<typeof givenSubmitted>[1] = {}) {
  const { caseId, id } = await givenSubmitted(world, given)
  return { caseId: caseId ?? '', params: { caseId: caseId ?? '' }, referralId: id }
}
const sees = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status
const limitsOn = async (caseId: string, who: PersonName = 'outreach') =>
  (await done(as[who], listLimits, { params: { caseId } })).items
const standingOn = async (caseId: string, who: PersonName = 'outreach') =>
  (await limitsOn(caseId, who)).filter(({ liftedAt }) => !liftedAt)
const agreeing = (agreed: AgencyName[], more: Partial<Body<typeof recordConsent>> = {}) => ({
  ...consentTo(
    agreed.map((name) => agencies[name]),
    { givenOn: '2026-03-31', until: '2026-06-30' },
  ).given,
  leavesOut: Object.values(agencies),
  ...more,
})
const told = async (who: PersonName, kind: string, caseId: string) => {
  await world.runJobs()
  const { items } = await done(as[who], listNotifications)
  return items.filter((notice) => notice.kind === kind && notice.subjectId === caseId).length
}

it('ACC-8 ACC-3 what she refuses as she consents is a limit: from when, in whose words, and who holds the promise', async () => {
  const { caseId } = await givenCase({
    answers: {
      consent: consentTo([agencies.lantern, agencies.health], {
        refusedAgencies: [agencies.police],
        limits: 'Nothing to the Home Office.',
        givenOn: '2026-03-31',
        until: '2026-06-30',
      }),
    },
  })
  const lantern = { agencyId: agencies.lantern, agencyName: 'Lantern' }
  expect(await limitsOn(caseId)).toMatchObject([
    { kind: 'purpose', purpose: 'other', words: 'Nothing to the Home Office.', promisedBy: lantern },
    {
      kind: 'agency',
      agencyName: 'Eastmarsh Police',
      saidOn: '2026-03-31',
      recordedBy: 'Jo Mbeki',
      liftedAt: null,
    },
  ])
})

it('ACC-8 later consent names each no that it passes, and silence keeps it', async () => {
  const { caseId, params } = await givenCase()
  const refused = await as.outreach(recordConsent, { params, body: agreeing(['lantern', 'police']) })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'answers.incomplete', errors: [{ pointer: '/agreedAgencies', code: 'contradiction' }] },
  })
  expect((refused.body as unknown as { errors: { detail: string }[] }).errors[0]?.detail).toContain(
    'She said no to Eastmarsh Police on 2026-03-31',
  )
  await done(as.outreach, recordConsent, { params, body: agreeing(['lantern', 'housing']) })
  expect(await standingOn(caseId)).toMatchObject([{ agencyId: agencies.police }])
  expect(await sees('constable', caseId)).toBe(404)
})

it('ACC-8 what she lifts with a consent opens with it; whoever promised it is told, and others’ noes stand', async () => {
  const { caseId, params } = await givenCase()
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.probation, saidOn: '2026-03-31' },
  })
  const limit = (await standingOn(caseId)).find(({ agencyId }) => agencyId === agencies.police)
  await done(as.midwife, recordConsent, {
    params,
    body: agreeing(['lantern', 'health', 'police'], { lifts: [limit?.id ?? ''] }),
  })
  expect([await sees('constable', caseId), await sees('probation', caseId)]).toEqual([200, 404])
  expect(await standingOn(caseId)).toMatchObject([{ agencyId: agencies.probation }])
  expect(await told('coordinator', 'limit_lifted', caseId)).toBeGreaterThan(0)
})

it('IDN-5 lifting her no asks who is there, by a consent as by itself; a consent that lifts none does not, and nothing changes meanwhile', async () => {
  const { caseId, params } = await givenCase()
  const [limit] = await standingOn(caseId)
  const lifts = [limit?.id ?? '']
  const before = await standing(world, 'limits', 'consents', 'sharing_grants')
  await rows('UPDATE sessions SET stepped_up_until = $1', [world.clock.now()])
  const refused = [
    await as.midwife(liftLimit, { params: { limitId: lifts[0] ?? '' }, body: { words: 'She said so' } }),
    await as.midwife(recordConsent, { params, body: agreeing(['lantern', 'health', 'police'], { lifts }) }),
  ]
  expect(refused.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual([
    [403, 'session.step_up_needed'],
    [403, 'session.step_up_needed'],
  ])
  expect(await standing(world, 'limits', 'consents', 'sharing_grants')).toEqual(before)
  await done(as.midwife, recordConsent, { params, body: agreeing(['lantern', 'health']) })
  await rows(`UPDATE sessions SET stepped_up_until = '2100-01-01Z'`)
})

it('IDN-5 ACC-8 a referral that is sent again lifts her no with a proof alone, and whoever promised it is told', async () => {
  const { caseId, referralId } = await givenCase()
  const [limit] = await standingOn(caseId)
  const referral = { params: { referralId } }
  const { version } = await done(as.coordinator, readReferral, referral)
  await done(as.coordinator, returnReferral, { ...referral, version, body: { asks: 'Whom may we tell?' } })
  const returned = await done(as.outreach, readReferral, referral)
  const given = {
    ...returned.answers.consent?.given,
    agreedAgencies: [agencies.lantern, agencies.health, agencies.police],
    refusedAgencies: [agencies.housing],
    lifts: [limit?.id ?? ''],
  }
  const saved = await done(as.outreach, saveReferral, {
    ...referral,
    version: returned.version,
    body: { answers: { consent: { basis: 'consent', given } } },
  })
  const send = { ...referral, version: saved.version }
  await rows('UPDATE sessions SET stepped_up_until = $1', [world.clock.now()])
  expect(await refusal('outreach', submitReferral, send)).toEqual([403, 'session.step_up_needed'])
  await rows(`UPDATE sessions SET stepped_up_until = '2100-01-01Z'`)
  expect((await standingOn(caseId)).map(({ id }) => id)).toEqual([limit?.id])

  await done(as.outreach, submitReferral, send)
  expect(await standingOn(caseId)).toMatchObject([{ agencyId: agencies.housing }])
  expect(await sees('constable', caseId)).toBe(200)
  expect(await told('coordinator', 'limit_lifted', caseId)).toBe(1)
  expect(
    (await told('midwife', 'limit_recorded', caseId)) + (await told('health', 'limit_recorded', caseId)),
  ).toBe(1)
  const { timeline } = await done(as.outreach, readCase, { params: { caseId } })
  expect(timeline.filter(({ subject }) => subject === 'limit')).toMatchObject([
    { from: 'stands', to: 'lifted' },
  ])
})

it('ACC-8 ACC-6 a referral that is sent for the first time lifts nothing, on whichever file her no is', async () => {
  const { caseId } = await givenCase()
  const [limit] = await standingOn(caseId)
  const consent = consentTo([agencies.lantern, agencies.health], {
    ...{ givenOn: '2026-03-31', until: '2026-06-30', lifts: [limit?.id ?? ''] },
  })
  const { id, version } = await givenDraft(world, { answers: { consent } })
  const answer = await as.outreach(submitReferral, { params: { referralId: id }, version })
  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: 'referral.incomplete',
      errors: [{ pointer: '/answers/consent/given/lifts', code: 'unknown' }],
    },
  })
  expect((await standingOn(caseId)).map((one) => one.id)).toEqual([limit?.id])
})

it('REF-11 ACC-8 what she lifts or says again stands in the history of each file on which she had said it', async () => {
  const known = await givenCase({ agrees: ['lantern', 'health'] })
  const again = await givenCase({ by: 'housing', agrees: ['lantern', 'health', 'housing'] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  const [limit] = await standingOn(known.caseId)
  const call = { params: { limitId: limit?.id ?? '' } }
  await done(as.midwife, confirmLimit, call)
  await done(as.midwife, liftLimit, { ...call, body: { words: 'She wants them to know now.' } })
  const lines = async (who: PersonName, caseId: string) =>
    (await done(as[who], readCase, { params: { caseId } })).timeline
      .filter(({ subject }) => subject === 'limit')
      .map(({ to, by, reason }) => [to, by, reason])
  const both = [
    ['confirmed', 'Bernie Cole', null],
    ['lifted', 'Bernie Cole', 'She wants them to know now.'],
  ]
  expect(await lines('outreach', known.caseId)).toEqual(both)
  expect(await lines('housing', again.caseId)).toEqual(both)
})

it('ACC-8 a refused agency never lifts what she said about it, nor confirms it, nor agrees in her name', async () => {
  const { caseId, params } = await givenCase({ refuses: [] })
  await done(as.outreach, recordWithoutConsent, {
    params,
    body: withoutConsent([agencies.police], { reviewOn: '2026-06-30' }).without ?? {},
  })
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  const [limit] = await standingOn(caseId)
  const call = { params: { limitId: limit?.id ?? '' } }
  expect(await sees('constable', caseId)).toBe(200)
  expect(await refusal('constable', liftLimit, { ...call, body: { words: 'She said so' } })).toEqual([
    403,
    'limit.own',
  ])
  expect(await refusal('constable', confirmLimit, { ...call, body: {} })).toEqual([403, 'limit.own'])
  expect(
    await refusal('constable', recordConsent, {
      params,
      body: agreeing(['police'], { lifts: [limit?.id ?? ''], takenBy: people.constable.name }),
    }),
  ).toEqual([422, 'answers.incomplete'])
})

it('ACC-8 ACC-7 who opened the case in an emergency records neither what she agrees to nor what she refuses', async () => {
  const { caseId, params } = await givenCase({ refuses: [] })
  const [{ reference = '' } = {}] = await rows<{ reference: string }>(
    'SELECT reference FROM cases WHERE id = $1',
    [caseId],
  )
  await givenEmergencyAccess(world, 'police', reference)
  const { consents } = await done(as.police, readCase, { params })
  expect(await refusal('police', recordConsent, { params, body: agreeing(['police']) })).toEqual([
    403,
    'consent.emergency',
  ])
  expect(
    await refusal('police', recordLimit, {
      params,
      body: { kind: 'agency', agencyId: agencies.health, saidOn: '2026-03-31' },
    }),
  ).toEqual([403, 'consent.emergency'])
  expect(
    await refusal('police', withdrawConsent, {
      params: { consentId: consents[0]?.id ?? '' },
      body: { how: 'x' },
    }),
  ).toEqual([403, 'consent.emergency'])
})

it('ACC-8 CON-3 after a consent was withdrawn her noes stand, and what she withdraws may be a no as well', async () => {
  const { caseId, params } = await givenCase()
  const { consents } = await done(as.outreach, readCase, { params })
  const consentId = consents[0]?.id ?? ''
  await done(as.midwife, withdrawConsent, {
    params: { consentId },
    body: { how: 'She told the midwife.', refusedAgencies: [agencies.housing] },
  })
  expect((await standingOn(caseId)).map(({ agencyName }) => agencyName).sort()).toEqual([
    'Eastmarsh Police',
    'Harbour Homes',
  ])
  expect(
    await refusal('outreach', recordConsent, { params, body: agreeing(['lantern', 'housing']) }),
  ).toEqual([422, 'answers.incomplete'])
})

it('CON-3 ACC-3 she withdraws once: every consent on every file of hers ends, also on one that the worker does not see', async () => {
  const known = await givenCase({ agrees: ['lantern', 'health'] })
  const again = await givenCase({ by: 'housing', agrees: ['lantern', 'health', 'housing'] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  const { consents } = await done(as.outreach, readCase, { params: known.params })
  await rows(`UPDATE sharing_grants SET until_at = $3 WHERE case_id = $1 AND agency_id = $2`, [
    again.caseId,
    agencies.health,
    now,
  ])
  await done(as.midwife, withdrawConsent, {
    params: { consentId: consents[0]?.id ?? '' },
    body: { how: 'She told the midwife.' },
  })
  expect(
    await rows('SELECT DISTINCT withdrawn_at FROM consents WHERE case_id = ANY ($1)', [
      [known.caseId, again.caseId],
    ]),
  ).toMatchObject([{ withdrawn_at: now }])
  const { timeline } = await done(as.housing, readCase, { params: again.params })
  expect(timeline.at(-1)).toMatchObject({
    subject: 'consent',
    to: 'withdrawn',
    by: 'Alongside',
    reason: null,
  })
})

it('CON-3 a consent that was given before she withdrew is not recorded after it', async () => {
  const { params } = await givenCase()
  const { consents } = await done(as.outreach, readCase, { params })
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]?.id ?? '' },
    body: { how: 'By letter.' },
  })
  expect(
    await refusal('outreach', recordConsent, {
      params,
      body: agreeing(['lantern', 'health'], { givenOn: '2026-03-30' }),
    }),
  ).toEqual([422, 'answers.incomplete'])
})

it('CON-3 ACC-3 a referral that is sent again brings back no consent that she withdrew since', async () => {
  const { caseId, params, referralId } = await givenCase()
  const { consents } = await done(as.outreach, readCase, { params })
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]?.id ?? '' },
    body: { how: 'On the phone.' },
  })
  const referral = { params: { referralId } }
  const { version } = await done(as.coordinator, readReferral, referral)
  await done(as.coordinator, returnReferral, { ...referral, version, body: { asks: 'The date' } })
  const returned = await done(as.outreach, readReferral, referral)
  const again = await as.outreach(submitReferral, { ...referral, version: returned.version })
  expect(again.status).toBe(200)
  expect(await sees('midwife', caseId)).toBe(404)
})

it('ACC-8 REF-10 a referral may name an agency that she refused where the referrer could not know: joined, her no holds, and the coordinator hears of it', async () => {
  const known = await givenCase({ agrees: ['lantern', 'health'] })
  const again = await givenCase({ by: 'constable', agrees: ['lantern', 'police'] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  expect(await sees('constable', known.caseId)).toBe(404)
  const own = await done(as.constable, readCase, { params: again.params })
  expect(own).toMatchObject({
    ...{ myBases: ['own_referral'], joinedFiles: [] },
    voices: [{ recordedBy: people.constable.name }],
  })
  expect(own.grants.every(({ agencyId }) => agencyId === agencies.police)).toBe(true)
  expect(own.referrals).toHaveLength(1)
  expect((await done(as.constable, listCases)).items.map(({ id }) => id)).toContain(again.caseId)
  expect(await told('coordinator', 'limit_contradicts_consent', again.caseId)).toBe(1)

  // It is work for the coordinator until she was asked again, whatever she says; and for nobody else.
  const waiting = async (who: PersonName) =>
    (await done(as[who], readMyWork)).contradictions.filter(({ caseId }) => caseId === again.caseId)
  expect(await waiting('coordinator')).toMatchObject([{ agencyName: 'Eastmarsh Police', record: 'consent' }])
  expect([await waiting('constable'), await waiting('outreach'), await waiting('chair')]).toEqual([
    [],
    [],
    [],
  ])
  const [limit] = (await standingOn(known.caseId)).filter(({ agencyId }) => agencyId === agencies.police)
  await done(as.outreach, confirmLimit, { params: { limitId: limit?.id ?? '' } })
  expect(await waiting('coordinator')).toEqual([])
})

it('ACC-8 a refused agency puts its own referral right when it comes back, and records on its own file alone', async () => {
  const known = await givenCase({ agrees: ['lantern', 'health'] })
  const again = await givenCase({ by: 'constable', agrees: ['lantern', 'police'] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  const referral = { params: { referralId: again.referralId } }
  const { version } = await done(as.coordinator, readReferral, referral)
  await done(as.coordinator, returnReferral, { ...referral, version, body: { asks: 'Where she sleeps' } })
  const returned = await done(as.constable, readReferral, referral)
  const saved = await done(as.constable, saveReferral, {
    ...referral,
    version: returned.version,
    body: {
      answers: {
        ...returned.answers,
        consent: {
          basis: 'consent',
          given: { ...returned.answers.consent?.given, explained: 'All of it, with an interpreter' },
        },
      },
    },
  })
  expect((await as.constable(submitReferral, { ...referral, version: saved.version })).status).toBe(200)
  expect(await sees('midwife', known.caseId)).toBe(200)
  const words = { words: 'Don’t ring.', given: 'to_referrer' as const }
  expect((await as.constable(recordVoice, { params: again.params, body: words })).status).toBe(201)
  expect((await as.constable(recordVoice, { params: known.params, body: words })).status).toBe(404)
})

it('ACC-8 ACC-2 whom she refuses in person is shut out; somebody who has no place there is not named', async () => {
  const { caseId, params } = await givenCase()
  const [{ id: midwife = '' } = {}] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE name = 'Bernie Cole'`,
  )
  const body = { kind: 'worker', accountId: midwife, saidOn: '2026-03-31' } as const
  expect(
    await refusal('outreach', recordLimit, { params, body: { ...body, agencyId: agencies.housing } }),
  ).toEqual([422, 'reference.unknown'])
  await done(as.outreach, recordLimit, { params, body: { ...body, agencyId: agencies.health } })
  expect([await sees('midwife', caseId), await sees('health', caseId)]).toEqual([404, 200])
  expect(await told('health', 'limit_recorded', caseId)).toBe(1)
})

it('ACC-8 the same no said again is confirmed, and a lifted one is not lifted twice', async () => {
  const { caseId, params } = await givenCase()
  const body = { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' } as const
  await done(as.outreach, recordLimit, { params, body })
  const [limit, ...others] = await standingOn(caseId)
  expect([limit?.confirmedAt, others]).toEqual([now, []])
  const call = { params: { limitId: limit?.id ?? '' }, body: { words: 'She wants them to know now.' } }
  await done(as.midwife, liftLimit, call)
  expect((await limitsOn(caseId))[0]).toMatchObject({ liftedBy: 'Bernie Cole', liftedWords: call.body.words })
  expect(await refusal('outreach', liftLimit, call)).toEqual([409, 'limit.lifted'])
})

it.each([
  ['an agency that is not named', { kind: 'agency' }, ['/agencyId']],
  ['a person without her agency', { kind: 'worker' }, ['/agencyId', '/accountId']],
  ['a use that is not named', { kind: 'purpose' }, ['/purpose']],
  ['a way of telling without her words', { kind: 'telling' }, ['/words']],
  ['a day to come', { kind: 'telling', words: 'No texts', saidOn: '2026-04-01' }, ['/saidOn']],
] as const)('ACC-8 %s is asked for at its place', async (_, said, pointers) => {
  const { params } = await givenCase()
  const answer = await as.outreach(recordLimit, { params, body: { saidOn: '2026-03-31', ...said } })
  const { errors } = answer.body as unknown as { errors: { pointer: string }[] }
  expect([answer.status, errors.map(({ pointer }) => pointer)]).toEqual([422, pointers])
})

it('ACC-6 ACC-8 her limits are for who sees the file on which she said them', async () => {
  const { caseId, params } = await givenCase()
  const [limit] = await standingOn(caseId)
  expect(await refusal('constable', listLimits, { params })).toEqual([404, 'not_found'])
  expect(
    await refusal('constable', liftLimit, { params: { limitId: limit?.id ?? '' }, body: { words: 'x' } }),
  ).toEqual([404, 'not_found'])
})
