import { type Role, rolesBy } from '@alongside/shared/access'
import { listCases } from '@alongside/shared/cases/contract'
import {
  addAgency,
  addMember,
  endMembership,
  listMembers,
  sendOfferAgain,
  takeBackOffer,
} from '@alongside/shared/partnerships/contract'
import { type AgencyPlaces, whyNotName } from '@alongside/shared/partnerships/rules'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies } = world
const app = sqlAs(world, world.database.appUrl)
const coordinator = 'coordinator@alongside.example'

const offer = (who: PersonName, body: Partial<typeof addMember.example>) =>
  as[who](addMember, {
    body: {
      email: 'new@alongside.example',
      name: 'New',
      agencyId: agencies.police,
      role: 'practitioner',
      ...body,
    },
  })
const placeOf = async (email: string, agency: keyof typeof agencies) => {
  const [place] = await rows<{ id: string; account_id: string }>(
    `SELECT m.id, m.account_id FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE a.email = $1 AND m.agency_id = $2 AND m.ended_at IS NULL`,
    [email, agencies[agency]],
  )
  return place!
}
/** All that stands but what a refusal leaves. */
const standing = () => everything(world, 'audit_events', 'audit_seals', 'idempotency_keys')
const code = ({ status, body }: { status: number; body: object }) => [
  status,
  (body as { code?: string }).code,
]

it.each([
  ['the coordinator adds herself to the police', 'coordinator', { email: coordinator }, 'membership.own'],
  ['the coordinator names a constable', 'coordinator', {}, 'place.not_yours'],
  [
    'the coordinator names a second lead of the police',
    'coordinator',
    { role: 'lead_member' },
    'place.not_yours',
  ],
  ['a lead names people of another agency', 'housing', {}, 'place.not_yours'],
  [
    'a secondary names a colleague where there is a lead',
    'lettings',
    { agencyId: agencies.housing },
    'place.not_yours',
  ],
  [
    'a lead gives herself another place',
    'police',
    { email: 'police@alongside.example', role: 'secondary_member' },
    'membership.own',
  ],
  ['a lead makes somebody coordinator', 'police', { role: 'coordinator' }, 'place.coordinating_agency_only'],
  ['a lead puts the chair in her own agency', 'police', { role: 'chair' }, 'place.coordinating_agency_only'],
  [
    'a lead takes the coordinator into her agency',
    'police',
    { email: coordinator },
    'place.coordinator_elsewhere',
  ],
  [
    'the coordinator makes a coordinator of who works for the police',
    'coordinator',
    { email: 'constable@alongside.example', agencyId: agencies.lantern, role: 'coordinator' },
    'place.coordinator_elsewhere',
  ],
  [
    'a lead gives somebody the place that she has',
    'police',
    { email: 'constable@alongside.example' },
    'membership.exists',
  ],
] as const)(
  'ACC-10 nobody lets herself or others in: %s, and nothing changes',
  async (_, who, body, refusal) => {
    const before = await standing()
    expect(code(await offer(who, body))).toEqual([409, refusal])
    expect(await standing()).toEqual(before)
  },
)

it('ACC-10 an agency’s own lead names its people; the place begins with their yes', async () => {
  const { id } = await done(as.police, addMember, {
    body: { email: 'Ida@Police.example', name: 'Ida Marsh', agencyId: agencies.police, role: 'practitioner' },
  })
  const seenBy = async (who: PersonName) =>
    (await done(as[who], listMembers)).offered.map(({ email }) => email)
  expect(await seenBy('police')).toEqual(['ida@police.example'])
  expect(await seenBy('coordinator')).toEqual(['ida@police.example'])
  // A colleague without a say, and another agency.
  for (const other of ['constable', 'housing'] as const) expect(await seenBy(other)).toEqual([])
  expect((await done(as.police, listMembers)).items.some(({ name }) => name === 'Ida Marsh')).toBe(false)

  const ida = await world.signIn('ida@police.example')
  expect((await ida(listCases)).status).toBe(200)
  expect((await done(as.housing, listMembers)).items).toContainEqual(
    expect.objectContaining({ name: 'Ida Marsh', role: 'practitioner', agencyName: 'Eastmarsh Police' }),
  )
  expect(await seenBy('police')).toEqual([])
  expect(await rows('SELECT ended_as FROM place_offers WHERE id = $1', [id])).toEqual([
    { ended_as: 'accepted' },
  ])
})

it('ACC-10 a new place is told to the agency’s lead and to the coordinator, so that nobody comes in unseen', async () => {
  await world.runJobs()
  for (const who of ['police', 'coordinator'] as const)
    expect((await done(as[who], listNotifications, { query: { unread: true } })).items[0]).toMatchObject({
      kind: 'place_taken',
    })
})

it('ACC-10 the coordinator names the first lead of an agency that has nobody, once', async () => {
  const { id: agencyId } = await done(as.coordinator, addAgency, {
    body: { name: 'Night Shelter', kind: 'charity' },
  })
  expect(code(await offer('coordinator', { agencyId }))).toEqual([409, 'place.not_yours'])
  const lead = { agencyId, role: 'lead_member' } as const
  expect((await offer('coordinator', { ...lead, email: 'one@shelter.example' })).status).toBe(201)
  expect((await offer('coordinator', { ...lead, email: 'two@shelter.example' })).status).toBe(201)
  const one = await world.signIn('one@shelter.example')
  // Both were asked; the first yes counts, and the agency names its own from then on.
  await expect(world.signIn('two@shelter.example')).rejects.toThrow('offer over')
  expect(code(await offer('coordinator', { ...lead, email: 'three@shelter.example' }))).toEqual([
    409,
    'place.not_yours',
  ])
  const named = { email: 'three@shelter.example', name: 'Three', agencyId, role: 'secondary_member' } as const
  expect((await one(addMember, { body: named })).status).toBe(201)
})

it('ACC-10 where the lead is missing, whoever stands in for the agency names one', async () => {
  const lead = await placeOf('health@alongside.example', 'health')
  await done(as.health, addMember, {
    body: {
      email: 'ward@health.example',
      name: 'Wren Ito',
      agencyId: agencies.health,
      role: 'secondary_member',
    },
  })
  const secondary = await world.signIn('ward@health.example')
  const next = {
    email: 'next@health.example',
    name: 'Next',
    agencyId: agencies.health,
    role: 'lead_member',
  } as const
  expect(code(await secondary(addMember, { body: next }))).toEqual([409, 'place.not_yours'])
  await done(as.coordinator, endMembership, { params: { memberId: lead.id }, body: { reason: 'Retired' } })
  expect(code(await offer('coordinator', next))).toEqual([409, 'place.not_yours'])
  expect(code(await secondary(addMember, { body: { ...next, role: 'practitioner' } }))).toEqual([
    409,
    'place.not_yours',
  ])
  expect((await secondary(addMember, { body: next })).status).toBe(201)
  const named = await world.signIn(next.email)
  expect(
    (await named(addMember, { body: { ...next, email: 'other@health.example', role: 'practitioner' } }))
      .status,
  ).toBe(201)
})

it('ACC-10 a second invitation to an address ends the first, also where two are sent at once', async () => {
  const asked = (role: 'practitioner' | 'secondary_member') =>
    offer('drugs', { email: 'twice@drugs.example', agencyId: agencies.drugs, role })
  await asked('practitioner')
  await asked('secondary_member')
  await Promise.all([asked('practitioner'), asked('practitioner'), asked('secondary_member')])
  const alive = await rows(
    `SELECT role FROM place_offers WHERE email = 'twice@drugs.example' AND ended_at IS NULL`,
  )
  expect(alive).toHaveLength(1)
  await expect(
    rows(
      `INSERT INTO place_offers (partnership_id, id, agency_id, role, email, name, offered_at, expires_at)
      SELECT partnership_id, $1, agency_id, role, email, name, offered_at, expires_at FROM place_offers WHERE email = 'twice@drugs.example' LIMIT 1`,
      [newId()],
    ),
  ).rejects.toThrow('place_offers_alive')

  const [waiting] = (await done(as.drugs, listMembers)).offered
  const again = await done(as.drugs, sendOfferAgain, { params: { offerId: waiting!.id }, body: {} })
  expect(again.id).not.toBe(waiting!.id)
  expect(code(await as.drugs(sendOfferAgain, { params: { offerId: waiting!.id }, body: {} }))).toEqual([
    409,
    'offer.over',
  ])
  expect(code(await as.housing(takeBackOffer, { params: { offerId: again.id }, body: {} }))).toEqual([
    404,
    'not_found',
  ])
  await done(as.drugs, takeBackOffer, { params: { offerId: again.id }, body: {} })
  expect((await done(as.drugs, listMembers)).offered).toEqual([])
  await expect(world.signIn('twice@drugs.example')).rejects.toThrow('cannot sign in')
})

it('ACC-10 what somebody invited to is over when her own place ends', async () => {
  await offer('probation', { email: 'late@probation.example', agencyId: agencies.probation })
  const lead = await placeOf('probation@alongside.example', 'probation')
  await done(as.coordinator, endMembership, {
    params: { memberId: lead.id },
    body: { reason: 'Left without a word' },
  })
  expect(await rows(`SELECT ended_as FROM place_offers WHERE email = 'late@probation.example'`)).toEqual([
    { ended_as: 'taken_back' },
  ])
  const next = {
    email: 'first@probation.example',
    agencyId: agencies.probation,
    role: 'lead_member',
  } as const
  expect((await offer('coordinator', next)).status).toBe(201)
  const first = await world.signIn(next.email)
  expect((await first(listCases)).status).toBe(200)
})

it('ACC-10 a place ends with a reason, which stays on record for its agency and the coordinator; nobody ends her own', async () => {
  const place = await placeOf('lettings@alongside.example', 'housing')
  const end = (who: PersonName, memberId = place.id) =>
    as[who](endMembership, { params: { memberId }, body: { reason: 'Moved to the council' } })
  const before = await standing()
  for (const who of ['police', 'lettings', 'adults'] as const)
    expect([who, ...code(await end(who))]).toEqual([
      who,
      409,
      who === 'lettings' ? 'membership.own' : 'place.not_yours',
    ])
  const own = await placeOf('housing@alongside.example', 'housing')
  expect(code(await end('housing', own.id))).toEqual([409, 'membership.own'])
  expect(await standing()).toEqual(before)

  expect(
    await done(as.housing, endMembership, {
      params: { memberId: place.id },
      body: { reason: 'Moved to the council' },
    }),
  ).toMatchObject({
    endedFor: 'Moved to the council',
    endedByName: 'Sam Osei',
  })
  const shownTo = async (who: PersonName) =>
    (await done(as[who], listMembers)).items.find(({ id }) => id === place.id)!.endedFor
  expect(await shownTo('coordinator')).toBe('Moved to the council')
  expect(await shownTo('police')).toBeNull()
  await world.runJobs()
  expect(
    world.services.mailer
      .caught()
      .some(({ to, subject }) => to === 'lettings@alongside.example' && subject.includes('ended')),
  ).toBe(true)
})

it('ACC-10 the database holds it too: no statement of a request gives, changes or ends a place past the rules', async () => {
  const mine = await placeOf(coordinator, 'lantern')
  const statements = [
    `UPDATE memberships SET role = 'lead_member' WHERE id = '${mine.id}'`,
    `UPDATE memberships SET agency_id = '${agencies.police}' WHERE id = '${mine.id}'`,
    `UPDATE memberships SET account_id = '${mine.account_id}'`,
    `INSERT INTO memberships (id, account_id, agency_id, role, started_at) VALUES ('${newId()}', '${mine.account_id}', '${agencies.lantern}', 'chair', now())`,
    `INSERT INTO memberships (id, account_id, agency_id, role, started_at) VALUES ('${newId()}', '${mine.account_id}', '${agencies.police}', 'guest', now())`,
    `INSERT INTO place_offers (id, agency_id, role, email, name, offered_at, expires_at) VALUES ('${newId()}', '${agencies.police}', 'lead_member', 'x@x.example', 'X', now(), now())`,
    `UPDATE place_offers SET email = '${coordinator}'`,
    `SELECT app.offer_place('${newId()}', '${agencies.police}', 'practitioner', '${coordinator}', 'Ada', NULL, false, now(), 1000)`,
    `SELECT app.offer_place('${newId()}', '${agencies.police}', 'lead_member', 'x@x.example', 'X', NULL, false, now(), 1000)`,
    `SELECT app.offer_place('${newId()}', '${agencies.lantern}', 'practitioner', '${coordinator}', 'Ada', NULL, false, now(), 1000)`,
    `SELECT app.end_place('${mine.id}', 'mine')`,
    `SELECT app.take_place('${newId()}', '${mine.account_id}', NULL, '', '', now())`,
    'SELECT token_hash FROM account_tokens',
    'SELECT invited FROM accounts',
  ]
  await app.within(coordinator, async (client) => {
    for (const statement of statements)
      expect([statement, await outcomeOf(client, statement)]).toEqual([statement, '42501'])
    expect(await outcomeOf(client, 'UPDATE memberships SET ended_at = now()')).toBe(0)
  })
  await app.within('police@alongside.example', async (client) => {
    expect(await outcomeOf(client, `SELECT app.end_place('${mine.id}', 'not theirs')`)).toBe('42501')
    expect(
      await outcomeOf(client, `SELECT 1 FROM place_offers WHERE agency_id <> '${agencies.police}'`),
    ).toBe(0)
  })
  // However a place comes about: who coordinates has none in another agency.
  await expect(
    rows(
      `INSERT INTO memberships (partnership_id, id, account_id, agency_id, role, started_at) VALUES ($1, $2, $3, $4, 'practitioner', now())`,
      [world.partnershipId, newId(), mine.account_id, agencies.police],
    ),
  ).rejects.toThrow('a coordinator in another agency')
})

it('ACC-10 the rule of the screen and the rule of the database are one', async () => {
  const placed = rolesBy('place')
  const [lantern, empty] = [
    agencies.lantern,
    (await done(as.coordinator, addAgency, { body: { name: 'Empty', kind: 'other' } })).id,
  ]
  const places = await rows<{ id: string; agencyId: string; role: Role }>(
    `SELECT id, agency_id AS "agencyId", role FROM memberships WHERE partnership_id = $1 AND ended_at IS NULL`,
    [world.partnershipId],
  )
  const differ: object[] = []
  for (const by of places)
    for (const agencyId of [...Object.values(agencies), empty])
      for (const role of placed) {
        const agency: AgencyPlaces = {
          id: agencyId,
          coordinating: agencyId === lantern,
          held: places.filter((each) => each.agencyId === agencyId).map((each) => each.role),
        }
        const may = whyNotName(by, agency, role) === null
        const [held] = await rows<{ may: boolean }>('SELECT app.may_name($1, $2, $3, $4) AS may', [
          by.id,
          agencyId,
          role,
          world.clock.now(),
        ])
        if (held!.may !== may) differ.push({ by, agencyId, role, may })
      }
  expect(differ).toEqual([])
})

it('PAR-1 two agencies of one partnership have no name in common, however it is written', async () => {
  const before = await standing()
  for (const name of ['harbour homes', 'HARBOUR HOMES', ' Harbour  Homes '])
    expect([name, ...code(await as.coordinator(addAgency, { body: { name, kind: 'housing' } }))]).toEqual([
      name,
      409,
      'agency.exists',
    ])
  expect(await standing()).toEqual(before)
  const both = await Promise.all(
    [1, 2].map(() => as.coordinator(addAgency, { body: { name: 'Twin', kind: 'other' } })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
})
