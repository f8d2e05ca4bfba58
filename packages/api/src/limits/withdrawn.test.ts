import { listCases, readCase, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { confirmLimit } from '@alongside/shared/limits/contract'
import {
  readReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft } from '../../test/given.ts'
import { now, openLimits } from '../../test/given-limits.ts'
import { consentTo } from '../demo/answers.ts'
import { type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-8, CON-3: her noes when she withdraws, and when a referral comes back or comes from an agency that she refused.

const { world, as, agencies, rows, refusal, givenCase, sees, standingOn, agreeing, told } = await openLimits()

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
