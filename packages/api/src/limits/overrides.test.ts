import { listCases, readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import { decideOverride, liftLimit, listOverrides, recordLimit } from '@alongside/shared/limits/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { openOverrides, type Sharing } from '../../test/given-overrides.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const now = '2026-03-31T19:20:00Z'
const {
  as,
  agencies,
  rows,
  clock,
  world,
  givenCase,
  sees,
  saidTo,
  sharing,
  ask,
  overridesOn,
  saying,
  decide,
  refusal,
  told,
  waitsFor,
} = await openOverrides(now)
beforeEach(() => clock.set(now))

it('ACC-8 CON-2 a sharing without consent names each no that it passes, why the risk outweighs it, and when she is told', async () => {
  const { caseId, params } = await givenCase()
  const limitId = await saidTo(caseId, agencies.police)
  const places = async (body: Sharing) => {
    const { status, body: problem } = await as.midwife(recordWithoutConsent, { params, body })
    const { errors } = problem as unknown as { errors: { pointer: string }[] }
    return [status, ...errors.map(({ pointer }) => pointer)]
  }
  expect(await places(sharing([agencies.police]))).toEqual([422, '/pastLimits'])
  expect(await places(sharing([agencies.police], { pastLimits: [{ limitId, why: ' ' }] }))).toEqual([
    422,
    '/pastLimits/0/why',
    '/pastLimits/0/tellHer',
  ])
  const nobodys = [{ limitId: caseId, why: 'x', tellHer: 'x' }]
  expect(await places(sharing([agencies.probation], { pastLimits: nobodys }))).toEqual([422, '/pastLimits'])
  expect(await overridesOn(caseId)).toEqual([])
})

it('ACC-8 whom she refused sees nothing until two people of two agencies decide; others named with it see it at once', async () => {
  const { caseId } = await givenCase()
  const { override, params } = await ask(caseId, { agencies: [agencies.police, agencies.probation] })
  expect([await sees('constable', caseId), await sees('probation', caseId)]).toEqual([404, 200])
  expect(override).toMatchObject({
    state: 'asked',
    agencyName: 'Eastmarsh Police',
    askedBy: 'Bernie Cole',
    reasons: [{ why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }],
    mine: { asked: true, seat: null },
    deciders: [
      { seat: 'referring', name: 'Dr. Ruth Amadi', agencyName: 'Eastmarsh Hospital' },
      { seat: 'coordinator', name: 'Ada Quist', agencyName: 'Lantern' },
    ],
  })
  expect([await waitsFor('health', override.id), await waitsFor('coordinator', override.id)]).toEqual([
    true,
    true,
  ])
  expect(await waitsFor('housing', override.id)).toBe(false)
  expect(await told('health', 'override_to_decide', caseId)).toBe(1)
  expect(await told('coordinator', 'override_to_decide', caseId)).toBe(1)
  expect(await told('midwife', 'override_asked', caseId)).toBe(1)

  await done(as.health, decideOverride, { params, body: saying(true) })
  expect([await sees('constable', caseId), await waitsFor('health', override.id)]).toEqual([404, false])
  expect(
    (await done(as.coordinator, listOverrides, { params: { caseId } })).items[0]?.deciders,
  ).toMatchObject([{ seat: 'coordinator', name: 'Ada Quist' }])
  const opened = await done(as.coordinator, decideOverride, { params, body: saying(true) })
  expect(opened).toMatchObject({
    state: 'open',
    until: null,
    decisions: [
      { seat: 'referring', name: 'Dr. Ruth Amadi', yes: true, words: 'The risk is to her life.' },
      { seat: 'coordinator', name: 'Ada Quist', yes: true },
    ],
  })
  expect(await sees('constable', caseId)).toBe(200)
  expect(await told('police', 'override_opened', caseId)).toBe(1)
  expect(await told('midwife', 'override_opened', caseId)).toBe(1)
  const { timeline } = await done(as.midwife, readCase, { params: { caseId } })
  expect(timeline.at(-1)).toMatchObject({ subject: 'limit_override', from: 'asked', to: 'open' })
})

it('ACC-8 neither the agency that gains decides, nor who asked, nor an agency twice, nor whose place it is not', async () => {
  const { caseId } = await givenCase()
  const { override } = await ask(caseId, {}, 'health')
  expect(await refusal('health', override.id)).toEqual([403, 'override.own'])
  expect(await refusal('lettings', override.id)).toEqual([403, 'override.not_yours'])
  expect(await refusal('midwife', override.id)).toEqual([403, 'override.not_yours'])
  expect(await refusal('police', override.id)).toEqual([404, 'not_found'])

  // Police that see the case on another basis gain by it all the same.
  await rows(
    `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, referral_id, from_at)
      SELECT partnership_id, gen_random_uuid(), case_id, $2, 'own_referral', id, $3 FROM referrals WHERE case_id = $1`,
    [caseId, agencies.police, now],
  )
  await rows(`UPDATE sharing_grants SET narrowed = false WHERE case_id = $1`, [caseId])
  expect(await refusal('police', override.id)).toEqual([403, 'override.gains'])

  expect((await decide('coordinator', override.id)).status).toBe(200)
  expect(await refusal('coordinator', override.id)).toEqual([409, 'override.agency'])
})

it('ACC-8 where the agency that referred her coordinates as well, another agency’s lead who sees the case decides with the coordinator', async () => {
  const { caseId } = await givenCase({})
  const { override } = await ask(caseId, {}, 'outreach')
  expect([await waitsFor('housing', override.id), await waitsFor('health', override.id)]).toEqual([
    true,
    true,
  ])
  expect(await refusal('lettings', override.id)).toEqual([403, 'override.not_yours'])
  await decide('housing', override.id)
  expect(await refusal('health', override.id)).toEqual([403, 'override.not_yours'])
  await decide('coordinator', override.id)
  expect(await sees('constable', caseId)).toBe(200)
})

it('ACC-8 ACC-5 whose agency’s agreements have run out decides nothing, and blocks nothing: another agency’s lead stands in', async () => {
  const { caseId } = await givenCase()
  const { override } = await ask(caseId)
  const waits = async () => [await waitsFor('health', override.id), await waitsFor('housing', override.id)]
  expect(await waits()).toEqual([true, false])
  const [signed] = await rows<{ until: string }>(
    'SELECT standing_until AS until FROM agencies WHERE id = $1',
    [agencies.health],
  )
  const stand = (until: string) =>
    rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [agencies.health, until])
  await stand(now)
  expect(await waitsFor('housing', override.id)).toBe(true)
  await stand(signed!.until)
  expect(await waits()).toEqual([true, false])
  await stand(now)
  await decide('housing', override.id)
  await decide('coordinator', override.id)
  expect(await sees('constable', caseId)).toBe(200)
  await stand(signed!.until)
})

it('ACC-8 one no ends it', async () => {
  const { caseId } = await givenCase()
  const { override } = await ask(caseId)
  expect((await decide('coordinator', override.id, false)).body).toMatchObject({ state: 'refused' })
  expect(await refusal('health', override.id)).toEqual([409, 'override.settled'])
  expect(await sees('constable', caseId)).toBe(404)
  expect(await told('midwife', 'override_settled', caseId)).toBe(1)
  // ACC-6: nothing was opened to them, and they may not know that there is a file.
  expect(await told('police', 'override_settled', caseId)).toBe(0)
})

it('ACC-8 two who decide at once each count, and one who decides twice at once counts once', async () => {
  const { caseId } = await givenCase()
  const { override } = await ask(caseId)
  const twice = await Promise.all([decide('health', override.id), decide('health', override.id)])
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await sees('constable', caseId)).toBe(404)
  const another = await givenCase()
  const again = await ask(another.caseId)
  const both = await Promise.all([
    decide('health', again.override.id),
    decide('coordinator', again.override.id),
  ])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(await sees('constable', another.caseId)).toBe(200)
})

it('ACC-8 what she lifted meanwhile is not decided, and what she says anew no decision covers', async () => {
  const { caseId, params } = await givenCase()
  const { override } = await ask(caseId)
  const limitId = await saidTo(caseId, agencies.police)
  await done(as.midwife, liftLimit, { params: { limitId }, body: { words: 'They may know.' } })
  expect(await refusal('health', override.id)).toEqual([409, 'limit.lifted'])
  await done(as.midwife, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  expect(await refusal('health', override.id)).toEqual([409, 'limit.stands'])
  expect(await sees('constable', caseId)).toBe(404)
})

it('ACC-8 a no that is newer than the decision ends what was decided within seven days', async () => {
  const { caseId, params } = await givenCase()
  const { override } = await ask(caseId)
  await decide('health', override.id)
  await decide('coordinator', override.id)
  const limitId = await saidTo(caseId, agencies.police)
  await done(as.midwife, liftLimit, { params: { limitId }, body: { words: 'They may know.' } })
  expect(await sees('constable', caseId)).toBe(200)
  await done(as.midwife, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  expect(await sees('constable', caseId)).toBe(200)
  clock.set('2026-04-07T19:20:00Z')
  expect(await sees('constable', caseId)).toBe(404)
})

it('ACC-8 ACC-6 a no on a file that the writer does not see holds without a word to her, and the coordinator hears of it', async () => {
  const known = await givenCase()
  const again = await givenCase({ by: 'housing', agrees: ['lantern', 'housing'], refuses: [] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  await rows(`UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND agency_id = $3`, [
    known.caseId,
    now,
    agencies.housing,
  ])
  await done(as.lettings, recordWithoutConsent, {
    params: again.params,
    body: sharing([agencies.police, agencies.probation]),
  })
  expect(await overridesOn(again.caseId, 'lettings')).toEqual([])
  expect([await sees('constable', again.caseId), await sees('probation', again.caseId)]).toEqual([404, 200])
  expect((await done(as.constable, listCases)).items).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ id: again.caseId })]),
  )
  expect(await told('coordinator', 'sharing_meets_limit', again.caseId)).toBe(1)

  // It waits for the coordinator until two people are asked; for nobody else.
  const contradicted = async (who: PersonName) =>
    (await done(as[who], readMyWork)).contradictions.filter(({ caseId }) => caseId === again.caseId)
  expect(await contradicted('coordinator')).toMatchObject([
    { agencyName: 'Eastmarsh Police', record: 'without_consent', at: now },
  ])
  for (const who of ['lettings', 'midwife', 'chair', 'police'] as const)
    expect([who, await contradicted(who)]).toEqual([who, []])
  const limitId = await saidTo(again.caseId, agencies.police, 'coordinator')
  const pastLimits = [{ limitId, why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }]
  await done(as.coordinator, recordWithoutConsent, {
    params: again.params,
    body: sharing([agencies.police], { pastLimits }),
  })
  expect(await contradicted('coordinator')).toEqual([])
})

it('ACC-8 whoever promised her is told as it is asked; where that endangers her, as it opens', async () => {
  const known = await givenCase({ by: 'housing', agrees: ['lantern', 'health', 'housing'] })
  await ask(known.caseId, {}, 'midwife')
  expect(await told('lettings', 'override_asked', known.caseId)).toBe(1)

  const { caseId } = await givenCase({ by: 'housing', agrees: ['lantern', 'health', 'housing'] })
  const { override } = await ask(caseId, { delayEndangers: true }, 'midwife')
  expect(await told('lettings', 'override_asked', caseId)).toBe(0)
  await decide('housing', override.id)
  await decide('coordinator', override.id)
  expect(await told('lettings', 'override_opened', caseId)).toBe(1)
})

it.each([
  ['refused', (id: string) => decide('coordinator', id, false)],
  ['lapsed', async () => clock.set('2026-04-30T09:00:00Z')],
] as const)(
  'ACC-8 where telling endangers her, whoever promised her hears nothing of what never opened: %s',
  async (state, ends) => {
    const hearsOf = async (delayEndangers: boolean) => {
      clock.set(now)
      const { caseId } = await givenCase({ by: 'housing', agrees: ['lantern', 'health', 'housing'] })
      const { override } = await ask(caseId, { delayEndangers }, 'midwife')
      await ends(override.id)
      await world.runJobs()
      expect((await overridesOn(caseId))[0]?.state).toBe(state)
      // Who asked is told in either case.
      expect(await told('midwife', 'override_settled', caseId)).toBe(1)
      return told('lettings', 'override_settled', caseId)
    }
    expect([await hearsOf(false), await hearsOf(true)]).toEqual([1, 0])
  },
)
