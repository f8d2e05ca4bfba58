import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { askEmergencyAccess, openEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { liftLimit, recordLimit } from '@alongside/shared/limits/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { openOverrides, overrideTables } from '../../test/given-overrides.ts'
import { refusalOf } from '../../test/standing.ts'
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
  ask,
  overridesOn,
  decide,
  refusal,
  told,
  waitsFor,
  onCall,
} = await openOverrides(now)
beforeEach(() => clock.set(now))

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
  return [bar, ...(await refusalOf(world, overrideTables, as[who], openEmergencyAccess, call))]
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
