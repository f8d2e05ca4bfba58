import { readCase, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { decideOverride, listLimits, listOverrides, recordLimit } from '@alongside/shared/limits/contract'
import { operations } from '@alongside/shared/operations'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { type AgencyName, type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, agencies, rows, clock } = world
const tables = ['consents', 'without_consents', 'limits', 'limit_overrides', 'sharing_grants']

const helpers = ['lantern', 'health', 'housing'] as const
const refusing = (agency: AgencyName) => ({
  kind: 'agency' as const,
  agencyId: agencies[agency],
  saidOn: '2026-03-31',
})

/** Referred by the police, agreed to by her; then she refuses the police, on that file. */
async function givenRefused() {
  const { caseId } = await givenSubmitted(world, { by: 'constable', agrees: [...helpers], refuses: [] })
  const params = { caseId: caseId ?? '' }
  await done(as.health, recordVoice, { params, body: { words: 'Not to my brother', given: 'in_writing' } })
  await done(as.health, recordLimit, { params, body: refusing('police') })
  return { caseId: params.caseId, params }
}

const sees = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status
const agreeing = (...agreed: AgencyName[]) => ({
  ...consentTo(
    agreed.map((name) => agencies[name]),
    { givenOn: '2026-03-31', until: '2027-03-31' },
  ).given,
  takenBy: people.constable.name,
})
const sharing = (...shared: AgencyName[]) =>
  withoutConsent(
    shared.map((name) => agencies[name]),
    { reviewOn: '2026-06-30' },
  ).without ?? {}

/** ACC-6: what is read of a case by its id alone, and with which status a constable reads it: another would tell of a file not seen. */
const ofCase = operations.filter(
  ({ kind, params }) => kind === 'query' && Object.keys(params).join() === 'caseId',
)
const readings = async (params: { caseId: string }) => {
  const answers = []
  for (const operation of ofCase)
    answers.push([operation.id, (await as.constable(operation, { params } as never)).status])
  return answers
}

it('ACC-8 ACC-2 an agency that she refused lets nobody in by its own referral, by a yes of hers or without it, and shuts no helper out', async () => {
  const { caseId, params } = await givenRefused()
  expect(await done(as.constable, readCase, { params })).toMatchObject({
    refusedHere: true,
    voices: [{ recordedBy: people.constable.name }],
  })
  expect(await done(as.health, readCase, { params })).toMatchObject({ refusedHere: false })
  for (const who of ['constable', 'police'] as const) {
    expect(
      await refusalOf(world, tables, as[who], recordConsent, { params, body: agreeing('lantern', 'clinic') }),
    ).toEqual([403, 'consent.own_record'])
    for (const named of ['clinic', 'police'] as const)
      expect(
        await refusalOf(world, tables, as[who], recordWithoutConsent, { params, body: sharing(named) }),
      ).toEqual([403, 'consent.own_record'])
  }
  expect([await sees('health', caseId), await sees('housing', caseId)]).toEqual([200, 200])
})

it('ACC-8 CON-3 a refused agency records her no, and what she takes back, as anybody does', async () => {
  const { caseId, params } = await givenRefused()
  expect((await as.constable(recordLimit, { params, body: refusing('housing') })).status).toBe(201)
  expect(await sees('housing', caseId)).toBe(404)
  const [consent] = (await done(as.constable, readCase, { params })).consents
  const call = { params: { consentId: consent?.id ?? '' }, body: { how: 'At the counter' } }
  await done(as.constable, withdrawConsent, call)
  expect(await sees('health', caseId)).toBe(404)
})

it('ACC-8 ACC-6 where her no is on a file that the agency does not see, it is answered as ever, and nothing opens or closes by it', async () => {
  const known = await givenSubmitted(world, { by: 'midwife', agrees: ['lantern', 'health'] })
  const own = await givenSubmitted(world, { by: 'constable', agrees: [...helpers], refuses: ['probation'] })
  const params = { caseId: own.caseId ?? '' }
  const body = { joinedCaseId: params.caseId, reason: 'The same birthday' }
  const before = await readings(params)
  await done(as.coordinator, joinFiles, { params: { caseId: known.caseId ?? '' }, body })
  expect(await readings(params)).toEqual(before)
  expect(await done(as.constable, readCase, { params })).toMatchObject({
    refusedHere: false,
    voices: [{ recordedBy: people.constable.name }],
  })
  const [limit] = (await done(as.constable, listLimits, { params })).items
  const lifting = { ...agreeing('lantern', 'clinic'), lifts: [limit?.id ?? ''] }
  expect((await as.constable(recordConsent, { params, body: lifting })).status).toBe(201)
  expect((await as.constable(recordWithoutConsent, { params, body: sharing('clinic') })).status).toBe(201)
  const open = await rows(
    `SELECT 1 FROM sharing_grants WHERE case_id = $1 AND agency_id = $2 AND (until_at IS NULL OR until_at > from_at)`,
    [params.caseId, agencies.clinic],
  )
  expect(open).toEqual([])
  expect([await sees('health', params.caseId), await sees('housing', params.caseId)]).toEqual([200, 200])
  const standing = (await done(as.health, listLimits, { params })).items.filter(({ liftedAt }) => !liftedAt)
  expect(standing.map(({ agencyId }) => agencyId)).toContain(agencies.probation)

  // What she takes back ends all the same what she gave before.
  const [consent] = (await done(as.constable, readCase, { params })).consents
  await done(as.constable, withdrawConsent, {
    params: { consentId: consent?.id ?? '' },
    body: { how: 'By phone' },
  })
  expect([await sees('health', params.caseId), await sees('housing', params.caseId)]).toEqual([404, 404])
})

it('ACC-8 nobody whom the agency that gains let in decides that it may read', async () => {
  const { caseId } = await givenSubmitted(world, {
    by: 'constable',
    agrees: ['lantern', 'health'],
    refuses: [],
  })
  const params = { caseId: caseId ?? '' }
  await done(as.police, recordWithoutConsent, { params, body: sharing('probation') })
  await done(as.health, recordLimit, { params, body: refusing('police') })
  const [limit] = (await done(as.health, listLimits, { params })).items
  const pastLimits = [{ limitId: limit?.id ?? '', why: 'He has found her.', tellHer: 'By her nurse' }]
  await done(as.health, recordWithoutConsent, { params, body: { ...sharing('police'), pastLimits } })
  const [override] = (await done(as.health, listOverrides, { params })).items
  const deciding = {
    params: { overrideId: override?.id ?? '' },
    body: { yes: true, words: 'The risk is to her life.' },
  }
  expect(await sees('probation', params.caseId)).toBe(200)
  expect(
    await refusalOf(world, [...tables, 'limit_decisions'], as.probation, decideOverride, deciding),
  ).toEqual([403, 'override.not_yours'])

  // Let in by another's record, it decides.
  clock.set('2026-03-31T19:40:00Z')
  await done(as.coordinator, recordWithoutConsent, { params, body: sharing('probation') })
  await done(as.probation, decideOverride, deciding)
  await done(as.coordinator, decideOverride, deciding)
  expect((await done(as.constable, readCase, { params })).myBases).toContain('without_consent')
})
