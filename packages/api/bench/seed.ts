import { randomBytes, randomInt } from 'node:crypto'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { Client } from 'pg'
import { newId } from '../src/ids.ts'
import type { Vault } from '../src/vault.ts'
import { nameOf } from './people.ts'
import { day, iso, newReference, noRows, type Place, type Rows, write } from './rows.ts'
import { addCase, answersOf } from './seed-case.ts'

const agenciesEach = 12
const accountsEach = 5
const casesAtOnce = 2_000
const kinds = ['charity', 'police', 'health', 'housing', 'probation', 'adult_social_care']

/**
 * Fills a migrated database: `referrals` of them in `partnerships` of 12 agencies, four for every five with a case of
 * its own, the rest referred again. Every free text is sealed by the vault under its case's own key.
 */
export async function seed(
  superuserUrl: string,
  vault: Vault,
  referrals: number,
  now: number,
  partnerships = 20,
) {
  const client = new Client({ connectionString: superuserUrl })
  // What went wrong is said by what was asked, not by the connection that its end closes.
  client.on('error', () => undefined)
  await client.connect()
  // Foreign keys hold by construction; checking them row by row would take most of the time.
  await client.query(`SET session_replication_role = replica`)
  await client.query(`SET maintenance_work_mem = '512MB'`)
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
      JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisunique`,
  )
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)

  const founding = noRows()
  const places = Array.from({ length: partnerships }, (_, index) => found(founding, index, now))
  let written = write(client, founding)
  const cases = Math.round(referrals * 0.8)
  for (let from = 0; from < cases; from += casesAtOnce) {
    const rows = noRows()
    for (let n = from; n < Math.min(from + casesAtOnce, cases); n++)
      addCase(rows, vault, places[n % places.length] as Place, n, n % 4 === 0 ? 2 : 1, now)
    await written
    written = write(client, rows)
  }
  await written
  await client.query('ANALYZE sharing_grants, cases, referrals, actions')
  await list(client)
  for (const { definition } of indexes) await client.query(definition)
  await client.query('VACUUM ANALYZE')
  await client.end()
}

/** What triggers keep listed of what is written otherwise (db/schema/36_lists.sql). */
export async function list(client: Pick<Client, 'query'>) {
  for (const what of ['cases', 'referrals', 'actions']) {
    await client.query(`INSERT INTO listed_${what} SELECT * FROM app.${what}_to_list ON CONFLICT DO NOTHING`)
    await client.query(`ANALYZE listed_${what}`)
  }
}

function found(rows: Rows, index: number, now: number): Place {
  const id = newId()
  const since = iso(now - 1000 * day)
  const prefix = `B${String.fromCharCode(65 + index)}`
  const agencies = Array.from({ length: agenciesEach }, (_, n) => {
    const agencyId = newId()
    rows.agencies.push([
      id,
      agencyId,
      `Agency ${n + 1} of ${prefix}`,
      kinds[n % kinds.length] ?? '',
      iso(now + 365 * day),
      since,
    ])
    const accounts = Array.from({ length: accountsEach }, (__, m) => {
      const accountId = newId()
      const membershipId = newId()
      const role = m > 1 ? 'practitioner' : m === 1 || n > 0 ? 'lead_member' : 'coordinator'
      rows.accounts.push([
        accountId,
        `${prefix}.${n}.${m}@bench.example`.toLowerCase(),
        `Worker ${n}.${m}`,
        since,
      ])
      rows.memberships.push([id, membershipId, accountId, agencyId, role, since])
      const until = iso(now + 30 * day)
      rows.sessions.push([
        newId(),
        accountId,
        membershipId,
        randomBytes(32),
        Buffer.alloc(32),
        iso(now),
        iso(now),
        until,
        until,
      ])
      return accountId
    })
    return { id: agencyId, accounts }
  })
  rows.partnerships.push([
    id,
    `Partnership ${prefix}`,
    `Town ${prefix}`,
    prefix,
    'woman',
    'women',
    'Europe/London',
    'england-and-wales',
    agencies[0]?.id ?? null,
    since,
  ])
  const [{ id: own = '', accounts: [founder = ''] = [] } = {}] = agencies
  for (const kind of ['child', 'adult'])
    rows.front_doors.push([id, kind, 1, 'Front door', own, '01632 960001', since, founder])
  const ruleSetId = newId()
  rows.rule_sets.push([id, ruleSetId, 1, JSON.stringify(starterRuleSet), since])
  const meetings = Array.from({ length: 36 }, (_, n) => {
    const meetingId = newId()
    const at = now + (n - 23) * 30 * day + 3_600_000
    const state = at < now ? 'closed' : 'planned'
    rows.meetings.push([
      id,
      meetingId,
      iso(at).slice(0, 10),
      iso(at),
      iso(at - 3_600_000),
      'in_person',
      'The Old Library',
      state,
      iso(at - 10 * day),
      iso(at - 9 * day),
      iso(at - 8 * day),
      iso(at - 5 * day),
      iso(at + 7 * day),
    ])
    return meetingId
  })
  return { id, prefix, ruleSetId, agencies, meetings }
}

export interface Draft {
  referralId: string
  sessionId: string
}

/** Complete forms, saved and not yet submitted, of workers in every partnership. */
export async function prepareDrafts(
  client: Client,
  vault: Vault,
  count: number,
  now: number,
): Promise<Draft[]> {
  const { rows: authors } = await client.query<{
    partnership: string
    prefix: string
    agency: string
    account: string
    session: string
    ruleSet: string
    agencies: string[]
  }>(`SELECT m.partnership_id AS partnership, p.prefix, m.agency_id AS agency, m.account_id AS account, s.id AS session, r.id AS "ruleSet",
      ARRAY(SELECT a.id FROM agencies a WHERE a.partnership_id = p.id ORDER BY a.id = p.coordinating_agency_id DESC, a.id LIMIT 4)::text[] AS agencies
    FROM memberships m JOIN sessions s ON s.membership_id = m.id JOIN partnerships p ON p.id = m.partnership_id
    JOIN rule_sets r ON r.partnership_id = p.id ORDER BY m.id`)
  const rows = noRows()
  const at = iso(now)
  const drafts = Array.from({ length: count }, (_, n) => {
    const author = authors[n % authors.length]
    if (!author) throw new Error('nobody writes')
    const { partnership: p } = author
    const key = vault.newKey(newId())
    const referralId = newId()
    const name = nameOf(randomInt(1_000_000))
    rows.data_keys.push([p, key.id, key.wrapped])
    rows.referrals.push([
      p,
      referralId,
      newReference(author.prefix, Number(at.slice(0, 4))),
      1,
      'draft',
      null,
      key.id,
      author.agency,
      author.account,
      author.ruleSet,
      vault.seal(key, 'answers', answersOf(name, author.agencies, at.slice(0, 10))),
      vault.seal(key, 'known as', name),
      null,
      null,
      null,
      false,
      null,
      at,
      at,
      null,
      null,
      null,
    ])
    return { referralId, sessionId: author.session }
  })
  await write(client, rows)
  return drafts
}
