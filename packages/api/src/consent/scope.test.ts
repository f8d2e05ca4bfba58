import { readCase, readCaseAccess } from '@alongside/shared/cases/contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf, standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-01T09:00:00Z')
world.clock.set('2026-03-31T19:20:00Z')
const { as, agencies } = world

async function givenCase(
  ...given: Parameters<typeof givenSubmitted> extends [unknown, ...infer R] ? R : never
) {
  const { caseId, id } = await givenSubmitted(world, ...given)
  if (!caseId) throw new Error('a submitted referral has a case')
  return { params: { caseId }, caseId, referralId: id }
}
const sees = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status
const consentOf = async (caseId: string) => {
  const { consents } = await done(as.outreach, readCase, { params: { caseId } })
  const [latest] = consents
  if (!latest) throw new Error('no consent on the case')
  return latest
}
const agreeing = (agreed: AgencyName[], refused: AgencyName[] = []) => ({
  explained: 'Who meets, and what for',
  shared: 'What is in the referral',
  agreedAgencies: agreed.map((name) => agencies[name]),
  refusedAgencies: refused.map((name) => agencies[name]),
  leavesOut: Object.values(agencies),
  how: 'spoken' as const,
  through: 'nobody_else' as const,
  takenBy: 'Jo Mbeki',
  givenOn: '2026-03-31',
  until: '2026-06-30',
})
const without = (...shared: AgencyName[]) => ({
  grounds: [{ code: 'vital_interests', because: 'He has said that he will kill her.' }],
  why: 'unsafe_to_ask' as const,
  whyInWords: 'He answers her phone.',
  shared: 'Name, where she is, the threats; nothing on health',
  agencies: shared.map((name) => agencies[name]),
  decidedBy: 'Det. Sgt. N. Vale',
  telling: 'will_be_told' as const,
  tellingInWords: 'When she is next seen alone',
  reviewOn: '2026-06-30',
})

it('ACC-3 «health yes, police no»: health reads the case and its referral, the police find neither', async () => {
  const { caseId, referralId } = await givenCase({ agrees: ['lantern', 'health'] })
  const read = await done(as.midwife, readCase, { params: { caseId } })
  expect(read.myBases).toEqual(['consent'])
  expect(read.basisInForce).toBe(true)
  expect(read.consents[0]?.record.refusedAgencies).toEqual([agencies.police])
  expect(await sees('constable', caseId)).toBe(404)
  expect((await as.constable(readReferral, { params: { referralId } })).status).toBe(404)
})

it('ACC-3 withdrawing consent ends the grants that rest on it at once; those on another basis stay', async () => {
  const { caseId, params } = await givenCase()
  await done(as.outreach, recordWithoutConsent, { params, body: without('probation') })
  expect([await sees('midwife', caseId), await sees('probation', caseId)]).toEqual([200, 200])
  const { id: consentId } = await consentOf(caseId)

  const withdrawn = await done(as.outreach, withdrawConsent, {
    params: { consentId },
    body: { how: 'She said so on the phone.' },
  })
  expect(withdrawn.withdrawnAt).toBe(world.clock.now())
  expect([await sees('midwife', caseId), await sees('lettings', caseId)]).toEqual([404, 404])
  expect([await sees('probation', caseId), await sees('coordinator', caseId)]).toEqual([200, 200])

  const after = await done(as.outreach, readCase, { params })
  expect(after.timeline).toContainEqual(
    expect.objectContaining({
      subject: 'consent',
      from: 'in_force',
      to: 'withdrawn',
      by: 'Jo Mbeki',
      reason: 'She said so on the phone.',
    }),
  )
  expect(after.consents.map(({ id }) => id)).toEqual([consentId])
  expect(after.grants.filter(({ basis, inForce }) => basis === 'consent' && inForce)).toEqual([])
  expect(
    await world.rows(`SELECT type, data FROM outbox_events WHERE data->>'consentId' = $1`, [consentId]),
  ).toEqual([{ type: 'consent.withdrawn', data: { consentId, caseId } }])
})

it('ACC-3 an agency that sees the case by consent alone records the withdrawal, and sees it no longer', async () => {
  const { caseId, params } = await givenCase()
  const { id: consentId } = await consentOf(caseId)
  const call = { params: { consentId }, body: { how: 'She told the midwife.' } }
  expect((await as.midwife(withdrawConsent, call)).status).toBe(200)
  expect(await sees('midwife', caseId)).toBe(404)
  const { timeline } = await done(as.outreach, readCase, { params })
  expect(timeline.at(-1)).toMatchObject({ by: 'Bernie Cole', to: 'withdrawn' })
  const { items } = await done(as.outreach, readCaseAccess, { params })
  expect(items.find(({ action }) => action === 'consent.withdrawn')).toMatchObject({ basis: 'consent' })
})

it('CON-3 a consent lapses when its last day has ended, local time, with the clocks gone forward', async () => {
  const before = world.clock.now()
  world.clock.set('2026-03-28T12:00:00Z')
  const { caseId, params } = await givenCase()
  await done(as.outreach, recordConsent, {
    params,
    body: { ...agreeing(['health']), givenOn: '2026-03-28', until: '2026-03-30' },
  })
  // Midnight of 31 March in London is 23:00 of the 30th in UTC.
  world.clock.set('2026-03-30T22:59:59.999Z')
  expect(await sees('midwife', caseId)).toBe(200)
  world.clock.set('2026-03-30T23:00:00Z')
  expect(await sees('midwife', caseId)).toBe(404)
  expect(await sees('outreach', caseId)).toBe(200)
  const { id: consentId } = await consentOf(caseId)
  const late = await as.outreach(withdrawConsent, { params: { consentId }, body: { how: 'By letter' } })
  expect(late.status).toBe(409)
  expect(late.body).toMatchObject({ code: 'consent.ended' })
  world.clock.set(before)
})

it('ACC-3 a new consent takes the place of the one before, with its scope and no other', async () => {
  const { caseId, params } = await givenCase({ agrees: ['lantern', 'health', 'housing'] })
  const old = await consentOf(caseId)
  await done(as.outreach, recordConsent, { params, body: agreeing(['housing', 'drugs'], ['health']) })
  expect(
    await Promise.all((['lettings', 'drugs', 'midwife'] as const).map((who) => sees(who, caseId))),
  ).toEqual([200, 200, 404])
  const { consents, timeline } = await done(as.outreach, readCase, { params })
  expect(consents).toHaveLength(2)
  expect(timeline).toContainEqual(
    expect.objectContaining({ subject: 'consent', from: 'in_force', to: 'replaced' }),
  )
  const again = await as.outreach(withdrawConsent, { params: { consentId: old.id }, body: { how: 'x' } })
  expect(again.body).toMatchObject({ code: 'consent.ended' })
})

it('ACC-3 whoever records a consent that leaves her own agency out sees the case no longer', async () => {
  const { caseId, params } = await givenCase({ agrees: ['lantern', 'health'] })
  const recorded = await as.midwife(recordConsent, { params, body: agreeing(['housing'], ['health']) })
  expect(recorded.status).toBe(201)
  expect([await sees('midwife', caseId), await sees('lettings', caseId)]).toEqual([404, 200])
})

it('ACC-3 two consents of one moment come one after the other: one is in force', async () => {
  const { params } = await givenCase()
  const answers = await Promise.all([
    as.outreach(recordConsent, { params, body: agreeing(['health']) }),
    as.coordinator(recordConsent, { params, body: agreeing(['housing']) }),
    as.outreach(recordConsent, { params, body: agreeing(['drugs']) }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const { consents, grants } = await done(as.outreach, readCase, { params })
  expect(consents.filter(({ lapsedAt, withdrawnAt }) => !lapsedAt && !withdrawnAt)).toHaveLength(1)
  expect(grants.filter(({ basis, inForce }) => basis === 'consent' && inForce)).toHaveLength(1)
})

it.each([
  [
    'CON-1',
    recordConsent,
    { ...agreeing(['health']), takenBy: undefined, until: '2026-03-30' },
    ['/takenBy', '/until'],
  ],
  ['CON-1', recordConsent, agreeing(['health'], ['health']), ['/refusedAgencies']],
  [
    'CON-1',
    recordConsent,
    { ...agreeing([]), agreedAgencies: ['019a0000-0000-7000-8000-000000000009'] },
    ['/agreedAgencies'],
  ],
  [
    'CON-2',
    recordWithoutConsent,
    { ...without('probation'), grounds: [], decidedBy: undefined },
    ['/grounds', '/decidedBy'],
  ],
  [
    'SAF-2',
    recordWithoutConsent,
    { ...without('probation'), why: 'lacks_capacity' as const },
    [
      '/capacity/assessor',
      '/capacity/assessedOn',
      '/capacity/decision',
      '/capacity/bestInterests',
      '/grounds',
    ],
  ],
])(
  '%s a record that is not whole is refused at each place, and nothing changes',
  async (_, contract, body, pointers) => {
    const { params } = await givenCase()
    const before = await standing(world, 'consents', 'without_consents', 'sharing_grants')
    const refused = await as.outreach(contract, { params, body })
    expect(refused.status).toBe(422)
    const { code, errors } = refused.body as unknown as { code: string; errors: { pointer: string }[] }
    expect(code).toBe('answers.incomplete')
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers)
    expect(await standing(world, 'consents', 'without_consents', 'sharing_grants')).toEqual(before)
  },
)

it('ACC-6 who does not see the case cannot record or withdraw consent, and nothing changes', async () => {
  const { caseId, params } = await givenCase()
  const { id: consentId } = await consentOf(caseId)
  const before = await standing(world, 'consents', 'without_consents', 'sharing_grants')
  const answers = await Promise.all([
    as.constable(recordConsent, { params, body: agreeing(['police']) }),
    as.constable(recordWithoutConsent, { params, body: without('police') }),
    as.constable(withdrawConsent, { params: { consentId }, body: { how: 'x' } }),
    world.elsewhere(withdrawConsent, { params: { consentId }, body: { how: 'x' } }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect(await standing(world, 'consents', 'without_consents', 'sharing_grants')).toEqual(before)
})

it('CON-1 a case on which consent was recorded again and again is read all the same', async () => {
  const { caseId, params } = await givenCase()
  await world.rows(
    `INSERT INTO consents SELECT partnership_id, gen_random_uuid(), case_id, record, given_on, until_on, recorded_at, recorded_by, agency_id, recorded_at, NULL
      FROM consents, generate_series(1, 120) WHERE case_id = $1`,
    [caseId],
  )
  const { consents } = await done(as.outreach, readCase, { params })
  expect(consents).toHaveLength(100)
  expect(consents[0]).toMatchObject({ withdrawnAt: null, lapsedAt: null })
})

it('CON-1 CON-3 an agreement is recorded by who took it or is near her; what she refuses or takes back, by whoever hears it', async () => {
  const { caseId, params } = await givenCase()
  await done(as.outreach, recordWithoutConsent, { params, body: without('probation') })
  const body = agreeing(['lantern', 'health', 'probation'])
  const tables = ['consents', 'sharing_grants', 'limits']
  expect(await refusalOf(world, tables, as.probation, recordConsent, { params, body })).toEqual([
    403,
    'consent.not_taken',
  ])
  // Of an agency to which she agreed, and of the one that referred her: whoever took it.
  await done(as.midwife, recordConsent, { params, body: agreeing(['lantern', 'health']) })
  await done(as.outreach, recordConsent, { params, body: agreeing(['lantern', 'health']) })
  await done(as.probation, recordConsent, { params, body: { ...body, takenBy: people.probation.name } })

  const other = await givenCase()
  await done(as.outreach, recordWithoutConsent, { params: other.params, body: without('probation') })
  await done(as.probation, recordLimit, {
    params: other.params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  const { id: consentId } = await consentOf(other.caseId)
  await done(as.probation, withdrawConsent, { params: { consentId }, body: { how: 'On the doorstep' } })
  expect(await sees('midwife', other.caseId)).toBe(404)
  expect(caseId).not.toBe(other.caseId)
})
