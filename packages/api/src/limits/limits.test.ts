import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { confirmLimit, liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess } from '../../test/given.ts'
import { now, openLimits } from '../../test/given-limits.ts'
import { standing } from '../../test/standing.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const { world, as, agencies, rows, refusal, givenCase, sees, limitsOn, standingOn, agreeing, told } =
  await openLimits()

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
