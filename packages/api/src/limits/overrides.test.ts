import { listCases, readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import type { Body } from '@alongside/shared/contract'
import { askEmergencyAccess, openEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import {
  decideOverride,
  liftLimit,
  listLimits,
  listOverrides,
  recordLimit,
} from '@alongside/shared/limits/contract'
import { saveOnCall } from '@alongside/shared/oncall/contract'
import { addMember, endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withoutConsent } from '../demo/answers.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { as, agencies, rows, clock } = world
const tables = [
  'limits',
  'sharing_grants',
  'without_consents',
  'limit_overrides',
  'limit_decisions',
  'emergency_accesses',
]
beforeEach(() => clock.set(now))

/** Referred by the midwife; she agreed to Lantern, health and housing, and refused the police. */
async function givenCase(given: Parameters<typeof givenSubmitted>[1] = { by: 'midwife' }) {
  const { caseId } = await givenSubmitted(world, given)
  return { caseId: caseId ?? '', params: { caseId: caseId ?? '' } }
}
const sees = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status
const saidTo = async (caseId: string, agencyId: string, who: PersonName = 'midwife') =>
  (await done(as[who], listLimits, { params: { caseId } })).items.find(
    (limit) => limit.agencyId === agencyId && !limit.liftedAt,
  )?.id ?? ''
type Sharing = Body<typeof recordWithoutConsent>
const sharing = (shared: string[], more: Partial<Sharing> = {}): Sharing => ({
  ...withoutConsent(shared, { reviewOn: '2026-06-30' }).without,
  ...more,
})

async function ask(caseId: string, more: Partial<Sharing> = {}, who: PersonName = 'midwife') {
  const limitId = await saidTo(caseId, agencies.police, who)
  const pastLimits = [{ limitId, why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }]
  await done(as[who], recordWithoutConsent, {
    params: { caseId },
    body: sharing([agencies.police], { pastLimits, ...more }),
  })
  const [override] = await overridesOn(caseId, who)
  if (!override) throw new Error('nothing was asked')
  return { override, params: { overrideId: override.id } }
}
const overridesOn = async (caseId: string, who: PersonName = 'midwife') =>
  (await done(as[who], listOverrides, { params: { caseId } })).items
const saying = (yes: boolean) => ({ yes, words: 'The risk is to her life.' })
const decide = (who: PersonName, overrideId: string, yes = true) =>
  as[who](decideOverride, { params: { overrideId }, body: saying(yes) })
const refusal = (who: PersonName, overrideId: string, yes = true) =>
  refusalOf(world, tables, as[who], decideOverride, { params: { overrideId }, body: saying(yes) })
const told = async (who: PersonName, kind: string, subjectId: string) => {
  await world.runJobs()
  const { items } = await done(as[who], listNotifications)
  return items.filter((notice) => notice.kind === kind && notice.subjectId === subjectId).length
}
const waitsFor = async (who: PersonName, overrideId: string) =>
  (await done(as[who], readMyWork)).overridesToDecide.some(({ id }) => id === overrideId)

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

/** The lettings officer answers for Harbour Homes, day and night. */
async function onCall() {
  const { items } = await done(as.housing, listMembers)
  const place = items.find(({ email }) => email === 'lettings@alongside.example')
  const { version } = await done(as.housing, saveOnCall, {
    version: onCallVersion,
    body: {
      entries: [
        {
          name: 'Duty officer',
          telephone: '07700 900123',
          days: [1, 2, 3, 4, 5, 6, 7],
          from: '08:00',
          until: '08:00',
          membershipId: place?.id ?? null,
        },
      ],
    },
  })
  onCallVersion = version
}
let onCallVersion = 0

it('ACC-8 where a life is in danger now one person on call opens it for four hours; then it closes unless two decided', async () => {
  await onCall()
  const { caseId } = await givenCase()
  const calm = await ask(caseId)
  expect(await refusal('lettings', calm.override.id)).toEqual([403, 'override.not_yours'])
  const { override } = await ask(caseId, { urgent: true })
  // What was asked without haste gives way to it.
  expect((await overridesOn(caseId)).map(({ id, state }) => [id, state])).toEqual([
    [override.id, 'asked'],
    [calm.override.id, 'replaced'],
  ])
  expect([
    await waitsFor('lettings', override.id),
    await told('lettings', 'override_to_decide', caseId),
  ]).toEqual([true, 1])
  expect((await decide('lettings', override.id)).body).toMatchObject({
    state: 'open_for_hours',
    until: '2026-03-31T23:20:00Z',
    decisions: [{ seat: 'on_call', agencyName: 'Harbour Homes' }],
  })
  expect([await sees('constable', caseId), await sees('police', caseId)]).toEqual([200, 200])
  expect(await told('coordinator', 'override_opened', caseId)).toBe(1)
  expect(await told('health', 'override_opened', caseId)).toBe(1)
  expect((await decide('health', override.id)).body).toMatchObject({ state: 'open_for_hours' })

  clock.set('2026-03-31T23:20:00Z')
  expect(await sees('constable', caseId)).toBe(404)
  expect(await refusal('coordinator', override.id)).toEqual([409, 'override.settled'])
  await world.runJobs()
  expect((await overridesOn(caseId))[0]).toMatchObject({ id: override.id, state: 'closed' })
  expect(await told('midwife', 'override_settled', caseId)).toBe(1)
})

it('ACC-8 what one on call opened stays open once two of two agencies decide in time, and a no closes it at once', async () => {
  await onCall()
  const { caseId } = await givenCase()
  const { override } = await ask(caseId, { urgent: true })
  await decide('lettings', override.id)
  clock.set('2026-03-31T21:00:00Z')
  await decide('health', override.id)
  expect((await decide('coordinator', override.id)).body).toMatchObject({ state: 'open', until: null })
  clock.set('2026-04-02T21:00:00Z')
  expect(await sees('constable', caseId)).toBe(200)

  clock.set(now)
  const another = await givenCase()
  const second = await ask(another.caseId, { urgent: true })
  await decide('lettings', second.override.id)
  await decide('coordinator', second.override.id, false)
  expect(await sees('constable', another.caseId)).toBe(404)
})

const reason = 'He is outside her door now; we need to know who is with her.'
const askNow = async (who: PersonName, caseId: string) => {
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [caseId])
  return done(as[who], askEmergencyAccess, { body: { reference: file?.reference ?? '', reason } })
}
const openNow = (who: PersonName, accessId: string) =>
  done(as[who], openEmergencyAccess, { params: { accessId } })
const barredNow = async (who: PersonName, caseId: string) => {
  const { id: accessId, bar } = await askNow(who, caseId)
  const call = { params: { accessId } }
  return [bar, ...(await refusalOf(world, tables, as[who], openEmergencyAccess, call))]
}
const barred = ['she_refused', 409, 'limit.stands']
const emergencyOpen = async (caseId: string) =>
  (
    await rows<{ open: number }>(
      `SELECT count(*)::int AS open FROM sharing_grants WHERE case_id = $1 AND basis = 'emergency_access' AND until_at > $2`,
      [caseId, clock.now()],
    )
  )[0]?.open

/** It waits in her work to be told of, and is no longer shown as open. */
const overInWork = async (accessId: string) => {
  const { emergencyAccesses } = await done(as.constable, readMyWork)
  const until = emergencyAccesses.find(({ id }) => id === accessId)?.until
  return until != null && Date.parse(until) <= Date.parse(clock.now())
}

it('ACC-8 ACC-7 an emergency honours what two people decided for that agency, and nobody’s who decided nothing', async () => {
  const { caseId, params } = await givenCase({ by: 'midwife', refuses: ['police', 'probation'] })
  const { override } = await ask(caseId)
  await decide('health', override.id)
  expect(await barredNow('constable', caseId)).toEqual(barred)
  await decide('coordinator', override.id)
  const { id, limits, bar } = await askNow('constable', caseId)
  expect({ limits, bar }).toEqual({
    limits: [{ kind: 'agency', purpose: null, words: null, saidOn: '2026-03-31', passed: true }],
    bar: null,
  })
  expect((await openNow('constable', id)).until).toBe('2026-03-31T23:20:00Z')
  expect(await emergencyOpen(caseId)).toBe(1)
  expect(await barredNow('probation', caseId)).toEqual(barred)

  // What she says anew nobody decided past: the emergency ends with it at once.
  const limitId = await saidTo(caseId, agencies.police)
  await done(as.midwife, liftLimit, { params: { limitId }, body: { words: 'They may know.' } })
  await done(as.midwife, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  expect(await emergencyOpen(caseId)).toBe(0)
  expect(await overInWork(id)).toBe(true)
  expect(await told('constable', 'emergency_access_to_tell', id)).toBe(1)
  expect(await barredNow('constable', caseId)).toEqual(barred)
})

it('ACC-8 ACC-7 an emergency lasts no longer than what one on call opened, and ends with a no', async () => {
  await onCall()
  const { caseId } = await givenCase()
  const { override } = await ask(caseId, { urgent: true })
  await decide('lettings', override.id)
  clock.set('2026-03-31T22:00:00Z')
  const { until } = await openNow('constable', (await askNow('constable', caseId)).id)
  expect(until).toBe('2026-03-31T23:20:00Z')
  // For good for the agency; the emergency of one person stays as long as it was opened for.
  await decide('health', override.id)
  expect((await decide('coordinator', override.id)).body).toMatchObject({ state: 'open' })
  clock.set('2026-03-31T23:20:00Z')
  expect([await emergencyOpen(caseId), await sees('constable', caseId)]).toEqual([0, 200])

  clock.set(now)
  const another = await givenCase()
  const second = await ask(another.caseId, { urgent: true })
  await decide('lettings', second.override.id)
  const { id: ended } = await askNow('constable', another.caseId)
  await openNow('constable', ended)
  await decide('coordinator', second.override.id, false)
  expect(await overInWork(ended)).toBe(true)
  expect([await emergencyOpen(another.caseId), await sees('constable', another.caseId)]).toEqual([0, 404])
})

it('ACC-8 ACC-7 what was decided for one file opens no other of hers, and not to whom she refuses in person', async () => {
  const known = await givenCase()
  const again = await givenCase({ by: 'midwife', refuses: [] })
  await done(as.coordinator, joinFiles, {
    params: known.params,
    body: { joinedCaseId: again.caseId, reason: 'The same birthday' },
  })
  const { override } = await ask(known.caseId)
  await decide('health', override.id)
  await decide('coordinator', override.id)
  expect(await barredNow('constable', again.caseId)).toEqual(barred)
  const [constable] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
    'constable@alongside.example',
  ])
  await done(as.midwife, recordLimit, {
    params: known.params,
    body: {
      kind: 'worker',
      agencyId: agencies.police,
      accountId: constable?.id ?? '',
      saidOn: '2026-03-31',
    },
  })
  expect(await barredNow('constable', known.caseId)).toEqual(barred)
})

const askAgain = async (caseId: string, who: PersonName, more: Partial<Sharing> = {}) => {
  const limitId = await saidTo(caseId, agencies.police, who)
  const pastLimits = [{ limitId, why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }]
  return { params: { caseId }, body: sharing([agencies.police], { pastLimits, ...more }) }
}

it('ACC-8 what waits for two people is not asked for beside it, not even at once', async () => {
  const { caseId } = await givenCase()
  const call = await askAgain(caseId, 'midwife')
  const twice = await Promise.all([
    as.midwife(recordWithoutConsent, call),
    as.health(recordWithoutConsent, call),
  ])
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
  const asked = await overridesOn(caseId)
  expect(asked).toHaveLength(1)
  for (const who of ['midwife', 'health', 'coordinator'] as const)
    expect(
      await refusalOf(world, tables, as[who], recordWithoutConsent, await askAgain(caseId, who)),
    ).toEqual([409, 'override.asked'])

  // Urgently it takes the place of what was asked without haste; and is asked once itself.
  const urgent = await askAgain(caseId, 'midwife', { urgent: true })
  expect((await as.midwife(recordWithoutConsent, urgent)).status).toBe(201)
  expect(await refusalOf(world, tables, as.midwife, recordWithoutConsent, urgent)).toEqual([
    409,
    'override.asked',
  ])
  const [open, before] = await overridesOn(caseId)
  expect([open?.state, before?.state]).toEqual(['asked', 'replaced'])
  expect(await refusal('coordinator', before?.id ?? '')).toEqual([409, 'override.settled'])

  // Once it is decided, or she said no anew, it may be asked again.
  await decide('coordinator', open?.id ?? '', false)
  expect((await as.midwife(recordWithoutConsent, call)).status).toBe(201)
  const limitId = await saidTo(caseId, agencies.police)
  await done(as.midwife, liftLimit, { params: { limitId }, body: { words: 'They may know.' } })
  await done(as.midwife, recordLimit, {
    params: { caseId },
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  const anew = await askAgain(caseId, 'midwife')
  expect((await as.midwife(recordWithoutConsent, anew)).status).toBe(201)
})

it('ACC-8 who has not decided is reminded; after a working day it goes up, after five it ends by itself and all are told', async () => {
  const { caseId } = await givenCase()
  const { override } = await ask(caseId)
  // Good Friday and Easter Monday lie between.
  expect(override).toMatchObject({ dueAt: '2026-04-01T22:59:59Z', lapsesAt: '2026-04-09T22:59:59Z' })
  await decide('health', override.id)
  clock.set('2026-04-01T17:00:00Z')
  expect([
    await told('coordinator', 'override_to_decide', caseId),
    await told('health', 'override_to_decide', caseId),
  ]).toEqual([2, 1])
  const late = (who: PersonName) => told(who, 'override_undecided', caseId)
  expect(await late('coordinator')).toBe(0)
  clock.set('2026-04-01T23:00:00Z')
  expect([
    await late('coordinator'),
    await late('midwife'),
    await late('chair'),
    await late('health'),
  ]).toEqual([1, 1, 1, 0])

  clock.set('2026-04-09T22:59:58Z')
  await world.runJobs()
  expect([(await overridesOn(caseId))[0]?.state, await late('coordinator')]).toEqual(['asked', 1])
  clock.set('2026-04-09T22:59:59Z')
  expect((await overridesOn(caseId))[0]?.state).toBe('lapsed')
  expect(await refusal('coordinator', override.id)).toEqual([409, 'override.settled'])
  expect(await waitsFor('coordinator', override.id)).toBe(false)
  for (const who of ['midwife', 'health', 'coordinator'] as const)
    expect([who, await told(who, 'override_settled', caseId)]).toEqual([who, 1])
  expect(await told('police', 'override_settled', caseId)).toBe(0)
  expect(await sees('constable', caseId)).toBe(404)
  const { timeline } = await done(as.midwife, readCase, { params: { caseId } })
  expect(timeline.at(-1)).toMatchObject({ subject: 'limit_override', from: 'asked', to: 'lapsed' })
  expect((await as.midwife(recordWithoutConsent, await askAgain(caseId, 'midwife'))).status).toBe(201)
})

it('ACC-8 a clock ends nothing that was opened, and nothing that she lifted', async () => {
  const opened = await givenCase()
  const first = await ask(opened.caseId)
  await decide('health', first.override.id)
  await decide('coordinator', first.override.id)
  const lifted = await givenCase()
  const second = await ask(lifted.caseId)
  await done(as.midwife, liftLimit, {
    params: { limitId: await saidTo(lifted.caseId, agencies.police) },
    body: { words: 'They may know.' },
  })
  clock.set('2026-04-10T09:00:00Z')
  await world.runJobs()
  expect((await overridesOn(opened.caseId))[0]?.state).toBe('open')
  expect(await overridesOn(lifted.caseId)).toMatchObject([{ id: second.override.id, state: 'lifted' }])
  expect(await sees('constable', opened.caseId)).toBe(200)
})

it('ACC-10 where whoever was to decide has left, whoever decides in her stead is told, and nobody anew', async () => {
  const { caseId } = await givenCase()
  await ask(caseId)
  /** Whose place to decide it is, as often as they were told. */
  const deciding = async () => {
    await world.runJobs()
    const found = await rows<{ email: string }>(
      `SELECT a.email FROM notifications n JOIN memberships m ON m.id = n.membership_id JOIN accounts a ON a.id = m.account_id
        WHERE n.kind = 'override_to_decide' AND n.subject_id = $1 ORDER BY 1`,
      [caseId],
    )
    return found.map((one) => one.email)
  }
  expect(await deciding()).toEqual([emailOf('coordinator'), emailOf('health')])
  const email = 'next@health.example'
  const body = { email, name: 'Nell Ward', agencyId: agencies.health, role: 'lead_member' } as const
  await done(as.health, addMember, { body })
  await world.signIn(email)
  const lead = (await done(as.health, listMembers)).items.find(({ email: of }) => of === emailOf('health'))!
  clock.set('2026-03-31T19:30:00Z')
  await done(as.coordinator, endMembership, { params: { memberId: lead.id }, body: { reason: 'Retired' } })
  expect(await deciding()).toEqual([emailOf('coordinator'), emailOf('health'), email])
})
