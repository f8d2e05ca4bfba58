import { readCase } from '@alongside/shared/cases/contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import { liftLimit, recordLimit } from '@alongside/shared/limits/contract'
import { addMember, endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import { beforeEach, expect, it } from 'vitest'
import { openOverrides, overrideTables, type Sharing } from '../../test/given-overrides.ts'
import { refusalOf } from '../../test/standing.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
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
  decide,
  refusal,
  told,
  waitsFor,
} = await openOverrides(now)
beforeEach(() => clock.set(now))

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
      await refusalOf(world, overrideTables, as[who], recordWithoutConsent, await askAgain(caseId, who)),
    ).toEqual([409, 'override.asked'])

  // Urgently it takes the place of what was asked without haste; and is asked once itself.
  const urgent = await askAgain(caseId, 'midwife', { urgent: true })
  expect((await as.midwife(recordWithoutConsent, urgent)).status).toBe(201)
  expect(await refusalOf(world, overrideTables, as.midwife, recordWithoutConsent, urgent)).toEqual([
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
