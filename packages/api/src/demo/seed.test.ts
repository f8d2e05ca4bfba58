import { scopes } from '@alongside/shared/access'
import { listActions } from '@alongside/shared/actions/contract'
import { type Case, listCases, readCase } from '@alongside/shared/cases/contract'
import { byNight } from '@alongside/shared/chance.test-support'
import { listFlags } from '@alongside/shared/flags/contract'
import { listReports, readReport } from '@alongside/shared/monitoring/reports-contract'
import { listReferrals } from '@alongside/shared/referrals/contract'
import { signIn } from '@alongside/shared/sessions/contract'
import { readSystem } from '@alongside/shared/systems/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase, testMasterKey, testRoleSecret } from '../../test/database.ts'
import { demoDays } from '../../test/demo-days.ts'
import { giveLogins } from '../../test/logins.ts'
import { query } from '../../test/query.ts'
import { withDefaults } from '../config.ts'
import { callerAs } from '../in-process.ts'
import { openLog } from '../log.ts'
import {
  agenciesToAdd,
  demoPassword,
  emailOf,
  type PersonName,
  sandbox,
  sandboxSystem,
  signIns,
} from './cast.ts'
import { done } from './found.ts'
import { seedDemo } from './seed.ts'
import { openStage } from './stage.ts'

// A Wednesday afternoon: the referral of an hour ago is red and runs, that of yesterday is due by tonight.
const now = '2026-11-18T15:00:00.000Z'
const database = await createTestDatabase()
const config = withDefaults({
  DATABASE_URL: database.ownerUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
  MASTER_KEY: testMasterKey.toString('base64'),
  ROLE_SECRET: testRoleSecret,
  REQUESTS_PER_MINUTE: 1_000_000,
  OVERLOAD_MS: 0,
  JOBS: false,
})
const logged: string[] = []
const log = openLog('info', { write: (line) => void logged.push(line) })
const said: string[] = []
const seed = (embedded: boolean, { at = now, months = 3 }: { at?: string; months?: number } = {}) =>
  seedDemo(
    config,
    log,
    () => at,
    (line) => void said.push(line),
    { months, embedded },
  )
const rows = <Row extends object>(sql: string) => query<Row>(database.ownerUrl, sql)

await giveLogins(database.ownerUrl, testRoleSecret)
await seed(false)
const stage = await openStage(config, log, () => now)
const as = (name: PersonName) => stage.presence(emailOf(name))
afterAll(async () => {
  await stage.close()
  await database.drop()
})

const holds = async () =>
  rows(
    'SELECT (SELECT count(*) FROM audit_events) AS events, (SELECT count(*) FROM cases) AS cases, (SELECT count(*) FROM accounts) AS accounts',
  )

it('a second start finds the demo there and does nothing', async () => {
  const before = await holds()
  said.length = 0
  await seed(false)
  expect(await holds()).toEqual(before)
  expect(said).toEqual([])
})

it('fills the partnerships with meetings held, the coming one, referrals in every state and actions in each', async () => {
  const [counts] =
    await rows(`SELECT (SELECT count(*)::int FROM partnerships) AS partnerships, (SELECT count(*)::int FROM agencies) AS agencies,
    (SELECT count(*)::int FROM meetings m JOIN partnerships p ON p.id = m.partnership_id WHERE p.prefix = 'EMP' AND m.state = 'closed') AS held,
    (SELECT count(*)::int FROM meetings WHERE state = 'open') AS open`)
  expect(counts).toEqual({ partnerships: 3, agencies: 12, held: 4, open: 0 })
  const states = await rows<{ state: string }>('SELECT DISTINCT state FROM referrals')
  expect(states.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['draft', 'submitted', 'returned', 'listed', 'closed', 'accepted']),
  )
  const { items } = await done(as('coordinator'), listActions, { query: { limit: 100 } })
  expect(new Set(items.map(({ state }) => state)).size).toBeGreaterThanOrEqual(3)
  expect(items.some(({ closedAt, dueAt }) => !closedAt && dueAt < now)).toBe(true)
  expect(items.some(({ closedAt, dueAt }) => !closedAt && dueAt > now)).toBe(true)
})

it('has something waiting for whoever signs in', async () => {
  const work = (name: PersonName) => done(as(name), readMyWork)
  const coordinator = await work('coordinator')
  expect(coordinator.toTriage.length).toBeGreaterThanOrEqual(4)
  expect(coordinator.toTriage.some(({ light, dueAt }) => light === 'red' && (dueAt ?? '') > now)).toBe(true)
  expect(coordinator.nextMeeting?.items).toBeGreaterThanOrEqual(3)
  const outreach = await work('outreach')
  expect(outreach.returnedToMe).toHaveLength(1)
  expect(outreach.myDrafts).toHaveLength(1)
  for (const name of ['housing', 'drugs', 'clinic'] as const)
    expect((await work(name)).toAnswer.length).toBeGreaterThan(0)
  for (const name of ['adults', 'health'] as const)
    expect((await work(name)).safeguarding.length).toBeGreaterThan(0)
})

it('opens to each address that is printed, by the demo’s password', async () => {
  const nobody = callerAs(stage.app, null)
  for (const { email } of signIns)
    expect((await nobody(signIn, { body: { email, password: demoPassword } })).status).toBe(201)
})

it('ACC-3 no grant rests on a consent that does not name its agency, and what was kept from the police is', async () => {
  const coordinator = as('coordinator')
  const { items } = await done(coordinator, listCases, { query: { limit: 100 } })
  const files: Case[] = []
  for (const { id } of items) files.push(await done(coordinator, readCase, { params: { caseId: id } }))
  for (const { consents, grants, reference } of files) {
    const agreed = new Set(
      consents
        .filter(({ withdrawnAt, lapsedAt }) => !withdrawnAt && !lapsedAt)
        .flatMap(({ record }) => record.agreedAgencies ?? []),
    )
    const granted = grants
      .filter(({ basis, inForce }) => basis === 'consent' && inForce)
      .map(({ agencyId }) => agencyId)
    expect({ reference, ungranted: granted.filter((id) => !id || !agreed.has(id)) }).toEqual({
      reference,
      ungranted: [],
    })
  }
  const kept = files.filter(
    ({ consents, withoutConsents }) =>
      consents.some(({ record }) => record.refusedAgencies?.length) && !withoutConsents.length,
  )
  expect(kept.length).toBeGreaterThan(0)
  for (const { id } of kept)
    expect((await as('police')(readCase, { params: { caseId: id } })).status).toBe(404)
})

it('ACC-2 ACC-8 who holds nothing of a case but an own referral reads no other agency’s on it', async () => {
  let pairs = 0
  for (const who of Object.keys(agenciesToAdd) as PersonName[]) {
    const { items } = await done(as(who), listCases, { query: { limit: 100 } })
    for (const { id } of items) {
      const { myBases, referrals, joinedFiles, grants } = await done(as(who), readCase, {
        params: { caseId: id },
      })
      if (myBases.length === 0 || myBases.some((basis) => basis !== 'own_referral')) continue
      pairs += 1
      const own = new Set(
        grants.filter(({ basis }) => basis === 'own_referral').map(({ agencyName }) => agencyName),
      )
      expect([who, joinedFiles, referrals.filter(({ agencyName }) => !own.has(agencyName))]).toEqual([
        who,
        [],
        [],
      ])
      expect(own.size).toBe(1)
    }
  }
  expect(pairs).toBeGreaterThan(0)
})

it('ACC-2 every action was agreed for an agency that had a basis at that moment', async () => {
  const [without] =
    await rows(`SELECT count(*)::int AS count FROM actions a WHERE NOT EXISTS (SELECT FROM sharing_grants g
    WHERE g.partnership_id = a.partnership_id AND g.case_id = a.case_id AND g.agency_id = a.owner_agency_id
      AND app.in_force(g.from_at, g.until_at, a.created_at))`)
  expect(without).toEqual({ count: 0 })
})

it('MON-2 how she is doing is recorded for a good part of the cases, and for some it waits', async () => {
  const [{ cases, looked, reviews, words } = {}] = await rows<Record<string, number>>(
    `SELECT (SELECT count(DISTINCT case_id)::int FROM outcome_reviews) AS cases, (SELECT count(DISTINCT case_id)::int FROM outcomes) AS looked,
      (SELECT count(*)::int FROM outcome_reviews) AS reviews, (SELECT count(DISTINCT safety)::int FROM outcomes) AS words`,
  )
  expect(looked).toBeGreaterThan(2)
  expect(cases).toBeGreaterThan(looked!)
  expect(reviews).toBe(4 * cases!)
  expect(words).toBeGreaterThan(1)
})

it('GOV-1 the report of the quarter that ended is out two weeks later, beside a local population', async () => {
  const { items } = await done(as('steering'), listReports)
  expect(items).toMatchObject([{ period: '2026-Q2', edition: 1, state: 'published' }])
  expect(items[0]?.publishedAt).toMatch(/^2026-10-15/)
  const { content } = await done(as('steering'), readReport, { params: { reportId: items[0]?.id ?? '' } })
  expect(content.tables.find(({ name }) => name === 'sex')?.populationSource).toBe('Invented for the demo')
})

it('HRM-1 WRK-2 REF-14 who harms her is on record with what follows: warned of, closed to who knows him, looked at by the chair', async () => {
  const [held] = await rows(`SELECT (SELECT count(DISTINCT case_id)::int FROM people_who_harm) AS harmed,
    (SELECT count(DISTINCT case_id)::int FROM worker_warnings) AS warned, (SELECT count(*)::int FROM ways_to_reach WHERE referral_id IS NULL) AS ways,
    (SELECT array_agg(review)::text[] FROM case_exclusions) AS reviewed, (SELECT count(*)::int FROM children) > 0 AS children`)
  expect(held).toEqual({
    ...{ harmed: 2, warned: 2, ways: 2, reviewed: ['stands', 'stands'], children: true },
  })
})

it('ACC-1 Westvale’s referrals are its own', async () => {
  const westvale = stage.presence('coordinator@westvale.example')
  const { items } = await done(westvale, listReferrals, { query: { limit: 100 } })
  expect(items.length).toBeGreaterThan(1)
  expect(items.every(({ reference }) => reference.startsWith('WVP-'))).toBe(true)
})

it('API-2 the sandbox: its system is good for a year, has one flag to confirm and one action to report', async () => {
  const { clientId, secret } = sandboxSystem
  const given = await stage.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}`,
  })
  expect(given.json()).toMatchObject({ token_type: 'Bearer', scope: scopes.join(' ') })
  const lead = stage.presence(sandbox.lead.email)
  expect(await done(lead, readSystem, { params: { systemId: clientId } })).toMatchObject({
    inForce: true,
    expiresOn: '2027-11-18',
  })
  expect(await done(lead, listFlags)).toMatchObject({ items: [{ state: 'asked' }] })
  expect(await done(lead, listActions)).toMatchObject({ items: [{ state: 'open', name: 'Wren' }] })
  const { items } = await done(lead, listReferrals)
  expect(items.map(({ name }) => name).sort()).toEqual(['Lark', 'Linnet', 'Wren'])
})

/** CNF-2: nothing of the past waits to be sent or told, and nothing is dated in time to come. */
async function mustBeOver(at: string): Promise<void> {
  expect(await rows(`SELECT 1 FROM pgboss.job WHERE name = 'mail'`)).toEqual([])
  expect(logged).toEqual([])
  const [later] = await rows(`SELECT (SELECT count(*)::int FROM audit_events WHERE at > '${at}') AS events,
    (SELECT count(*)::int FROM notifications WHERE at > '${at}') AS told, (SELECT count(*)::int FROM outbox_events WHERE relayed_at IS NULL) AS waiting`)
  expect(later).toEqual({ events: 0, told: 0, waiting: 0 })
}

it('CNF-2 leaves no mail of the past to be sent, nothing in the log, and nothing dated in time to come', () =>
  mustBeOver(now))

const markUnfinished = () =>
  rows(
    `COMMENT ON SCHEMA app IS 'The demo is being filled; when no start of Alongside is doing that, a part of it is missing'`,
  )

it('what an interrupted start left is refused in somebody’s database', async () => {
  await markUnfinished()
  const before = await holds()
  await expect(seed(false)).rejects.toThrow('half of a demo')
  expect(await holds()).toEqual(before)
})

// A check plays three months to one of these days, the night all of them, from the first of two years.
it.each(byNight(demoDays.slice(0, 1), [...demoDays]))(
  'and begun anew in the demo’s own, on whatever day that is: %s',
  async (at) => {
    await markUnfinished()
    said.length = 0
    await seed(true, { at, months: byNight(3, 24) })
    expect(said[0]).toContain('Starting over')
    const [founded] = await rows<{ partnerships: number; held: boolean }>(
      `SELECT count(*)::int AS partnerships, EXISTS (SELECT FROM meetings WHERE state = 'closed') AS held FROM partnerships`,
    )
    expect(founded).toEqual({ partnerships: 3, held: true })
    await mustBeOver(at)
    said.length = 0
    await seed(true, { at })
    expect(said).toEqual([])
  },
)
