import { listCases } from '@alongside/shared/cases/contract'
import {
  addAgency,
  listAgreements,
  publishAgreement,
  readPartnership,
} from '@alongside/shared/partnerships/contract'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { done, signAll } from '../demo/found.ts'

const founded = '2026-03-01T09:00:00Z'
const world = await openEastmarsh(founded)
const { as, clock, rows } = world
const charter2 = {
  kind: 'charter',
  text: 'We, the organisations of this partnership, agree anew.',
  signBy: '2027-02-15',
  reviewOn: '2028-02-01',
} as const
const protocol2 = { ...charter2, kind: 'information_sharing_protocol' } as const

const standing = async (name: string) => {
  const { agencies } = await done(as.coordinator, readPartnership)
  const until = agencies.find((agency) => agency.name === name)?.standingUntil
  return until && new Date(until).toISOString()
}
const kept = async () =>
  rows(
    'SELECT (SELECT count(*) FROM agreement_versions) AS versions, (SELECT count(*) FROM outbox_events) AS events, (SELECT max(standing_until) FROM agencies) AS standing',
  )

it.each([
  ['by anyone but the coordinator', 'police', {}, 403, undefined],
  ['to be signed by a day that has passed', 'coordinator', { signBy: '2026-02-28' }, 400, '/signBy'],
  ['with its review before everyone has signed', 'coordinator', { reviewOn: '2027-02-15' }, 400, '/reviewOn'],
] as const)(
  'PAR-1 a new version is not published %s, and nothing changes',
  async (_, who, change, status, pointer) => {
    const before = await kept()
    const { status: answered, body } = await as[who](publishAgreement, { body: { ...charter2, ...change } })
    expect(answered).toBe(status)
    expect((body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer).toBe(pointer)
    expect(await kept()).toEqual(before)
  },
)

it('PAR-1, GOV-2 a new version asks for new signatures by a date; who signs keeps standing, who does not loses it after', async () => {
  clock.set('2027-02-01T10:00:00Z')
  const published = await done(as.coordinator, publishAgreement, { body: charter2 })
  expect(published).toMatchObject({
    title: 'Charter of agreement',
    version: 2,
    effectiveFrom: '2027-02-01',
    signatures: [],
    signedByMine: false,
  })
  await done(as.coordinator, publishAgreement, { body: protocol2 })
  expect(await standing('Harbour Homes')).toBe('2027-02-16T00:00:00.000Z')

  await signAll(as.housing)
  expect(await standing('Harbour Homes')).toBe('2028-02-02T00:00:00.000Z')
  const { items } = await done(as.housing, listAgreements)
  expect(items.map(({ kind, version, signedByMine }) => [kind, version, signedByMine])).toEqual([
    ['charter', 2, true],
    ['information_sharing_protocol', 2, true],
    ['meeting_confidentiality', 1, false],
  ])

  clock.set('2027-02-15T23:59:59Z')
  expect((await as.police(listCases, {})).status).toBe(200)
  clock.set('2027-02-16T00:00:00Z')
  expect(await as.police(listCases, {})).toMatchObject({ status: 403, body: { code: 'agreement.unsigned' } })
  expect((await as.housing(listCases, {})).status).toBe(200)
})

it('PAR-1 a version never gives standing to who had none, nor a longer one', async () => {
  await done(as.coordinator, addAgency, { body: { name: 'Night Shelter', kind: 'charity' } })
  await done(as.coordinator, publishAgreement, {
    body: { ...charter2, signBy: '2029-01-01', reviewOn: '2030-01-01' },
  })
  expect(await standing('Harbour Homes')).toBe('2028-02-02T00:00:00.000Z')
  expect(await standing('Night Shelter')).toBeNull()
  expect(await standing('Eastmarsh Police')).toBe('2027-02-16T00:00:00.000Z')
})

it('PAR-1, CNF-2 whoever may sign is told that an agreement waits; a confidentiality agreement waits for the meeting', async () => {
  await world.runJobs()
  const told = () =>
    rows<{ name: string }>(
      `SELECT DISTINCT a.name FROM notifications n JOIN memberships m ON m.id = n.membership_id JOIN accounts a ON a.id = m.account_id WHERE n.kind = 'agreement_to_sign' ORDER BY 1`,
    )
  expect((await told()).map(({ name }) => name)).toEqual([
    'Ada Quist',
    'Det. Sgt. Neil Vale',
    'Dr. Ruth Amadi',
    'Fiona Reid',
    'Grace Mensah',
    'Hana Weiss',
    'Sam Osei',
    'Tom Adler',
    'Wes Carter',
  ])
  const count = async () =>
    (
      await rows<{ count: number }>(
        `SELECT count(*)::int AS count FROM notifications WHERE kind = 'agreement_to_sign'`,
      )
    )[0]?.count
  const before = await count()
  await signAll(as.coordinator)
  await done(as.coordinator, publishAgreement, {
    body: { ...charter2, kind: 'meeting_confidentiality', signBy: '2027-03-01' },
  })
  await world.runJobs()
  expect(await count()).toBe(before)
})

it('ACC-1 a version of one partnership is nothing to another', async () => {
  const { items } = await done(world.elsewhere, listAgreements)
  expect(items.map(({ version }) => version)).toEqual([1, 1, 1])
})
