import { randomBytes, randomInt } from 'node:crypto'
import { categoriesOf, characteristics } from '@alongside/shared/monitoring/characteristics'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { Client } from 'pg'
import { nameTokens } from '../src/cases/name-tokens.ts'
import { complete, consentTo, indicators } from '../src/demo/answers.ts'
import { newId } from '../src/ids.ts'
import type { Vault } from '../src/vault.ts'
import { type Cell, copyRows } from './copy.ts'
import { nameOf } from './people.ts'

const agenciesEach = 12
const accountsEach = 5
const casesAtOnce = 2_000
const day = 86_400_000
const lights = ['red', 'amber', 'green'] as const
const states = [
  'submitted',
  'accepted',
  'listed',
  'discussed',
  'discussed',
  'discussed',
  'discussed',
  'closed',
] as const
const kinds = ['charity', 'police', 'health', 'housing', 'probation', 'adult_social_care']

interface Place {
  id: string
  prefix: string
  ruleSetId: string
  /** The first convenes the meeting. */
  agencies: { id: string; accounts: string[] }[]
  meetings: string[]
}

const columns = {
  partnerships:
    'id,name,locality,prefix,noun,noun_plural,time_zone,division,childrens_social_care,safeguarding_adults,coordinating_agency_id,created_at',
  agencies: 'partnership_id,id,name,kind,standing_until,created_at',
  accounts: 'id,email,name,created_at',
  memberships: 'partnership_id,id,account_id,agency_id,role,started_at',
  sessions:
    'id,account_id,membership_id,family_hash,refresh_hash,rotated_at,created_at,idle_until,absolute_until',
  rule_sets: 'partnership_id,id,version,definition,effective_from',
  meetings:
    'partnership_id,id,date,starts_at,opens_from,mode,venue,state,referrals_by,confirmation_from,confirmation_until,pack_by,minutes_due_by',
  data_keys: 'partnership_id,id,wrapped',
  cases:
    'partnership_id,id,reference,agency_id,data_key_id,identity,name_tokens,light,opened_at,last_discussed_at',
  referrals:
    'partnership_id,id,reference,version,state,case_id,data_key_id,agency_id,author_account_id,rule_set_id,answers,known_as,explanation,computed_light,light,to_meeting,meeting_id,created_at,updated_at,submitted_at,due_at,responded_at',
  referral_recipients:
    'partnership_id,id,referral_id,case_id,agency_id,for_meeting,due_at,stage,responded_at,response,worker',
  consents: 'partnership_id,id,case_id,record,given_on,until_on,recorded_at,recorded_by,agency_id',
  sharing_grants: 'partnership_id,id,case_id,agency_id,basis,referral_id,consent_id,from_at,until_at',
  voices: 'partnership_id,id,case_id,words,given,recorded_at,recorded_by',
  history:
    'partnership_id,id,case_id,subject,subject_id,field,old_value,new_value,reason,at,account_id,agency_id',
  agenda_items:
    'partnership_id,id,meeting_id,case_id,referral_id,light,minutes,state,listed_at,arranged_at,closed_at,age_band',
  characteristics: 'partnership_id,case_id,ethnicity,sexual_orientation,disability,sex,gender_same',
  actions:
    'partnership_id,id,reference,case_id,agenda_item_id,meeting_id,owner_agency_id,owner_account_id,what,priority,due_on,due_at,stage,state,created_at,closed_at',
  safeguarding_notifications:
    'partnership_id,id,kind,case_id,agency_id,data_key_id,about,opened_at,due_at,stage,told_at,receiver,their_reference,recorded_at,recorded_by',
} as const
type Table = keyof typeof columns
type Rows = Record<Table, Cell[][]>

const noRows = () => Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Rows
// Counted, where the product draws lots: among a million some would be drawn twice, and one clash ends a COPY.
let references = randomInt(1000) * 100_000
const newReference = (prefix: string, year: number) =>
  `${prefix}-${year}-${(references++).toString(36).toUpperCase().padStart(6, '0').slice(-6)}`
const iso = (at: number) => new Date(at).toISOString()
const any = <T>(from: readonly T[]): T => from[randomInt(from.length)] as T

/**
 * Fills a migrated database: `referrals` of them in `partnerships` of 12 agencies, four for every five with a case of
 * its own, the rest referred again. Every free text is sealed by the vault under its case's own key.
 */
export async function seed(
  ownerUrl: string,
  vault: Vault,
  referrals: number,
  now: number,
  partnerships = 20,
) {
  const client = new Client({ connectionString: ownerUrl })
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
  for (const { definition } of indexes) await client.query(definition)
  await client.query('VACUUM ANALYZE')
  await client.end()
}

async function write(client: Client, rows: Rows) {
  for (const table of Object.keys(columns) as Table[])
    await copyRows(client, table, columns[table], rows[table])
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
    '01632 960001',
    '01632 960002',
    agencies[0]?.id ?? null,
    since,
  ])
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

/** A complete form, red, for the meeting, with consent to three agencies besides the one that convenes. */
export function answersOf(name: string, agencyIds: readonly string[], today: string) {
  return complete({
    addressedTo: { meeting: true, agencies: agencyIds.slice(1, 3) },
    person: { name, aliases: [`The ${name.split(' ')[1]}`] },
    indicators: indicators({
      serious_violence: 'She told the outreach worker',
      rough_sleeping: 'Seen in the stairwell',
    }),
    consent: consentTo([...agencyIds], {
      givenOn: today,
      until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
    }),
  })
}

function addCase(rows: Rows, vault: Vault, place: Place, n: number, referrals: number, now: number) {
  const { id: p, prefix, agencies, meetings } = place
  const name = nameOf(n)
  const light = any(lights)
  const year = new Date(now).getUTCFullYear()
  const opened = now - randomInt(1, 700) * day - randomInt(day)
  const key = vault.newKey(newId())
  const seal = vault.seal.bind(vault, key)
  const caseId = newId()
  const own = any(agencies)
  const author = any(own.accounts)
  const convening = agencies[0] as Place['agencies'][number]
  const agreed = [convening, ...Array.from({ length: 3 }, () => any(agencies))].map(({ id }) => id)
  const answers = answersOf(name, agreed, iso(opened).slice(0, 10))
  const identity = {
    name,
    aliases: answers.person?.aliases ?? [],
    age: { belief: 'believed_adult', restsOn: 'she_said' },
    language: 'English',
    interpreter: 'no',
    safeContactHow: 'In person, at the outreach van',
    safeContactWhen: 'After 22:00',
    contactToAvoid: null,
  }
  rows.data_keys.push([p, key.id, key.wrapped])
  rows.cases.push([
    p,
    caseId,
    newReference(prefix, year),
    own.id,
    key.id,
    seal('identity', identity),
    nameTokens(vault, p, [name, ...identity.aliases]),
    light,
    iso(opened),
    iso(opened + 30 * day),
  ])
  const meetingId = any(meetings.slice(0, 20))
  let referralId = ''
  for (let m = 0; m < referrals; m++) {
    referralId = newId()
    const at = opened + m * 60 * day
    const state = any(states)
    rows.referrals.push([
      p,
      referralId,
      newReference(prefix, year),
      3,
      state,
      caseId,
      key.id,
      own.id,
      author,
      place.ruleSetId,
      seal('answers', answers),
      seal('known as', name),
      JSON.stringify({ light, because: [], also: [] }),
      light,
      light,
      true,
      meetingId,
      iso(at),
      iso(at + day),
      iso(at),
      iso(at + 2 * day),
      state === 'submitted' ? null : iso(at + day),
    ])
    for (const [index, agencyId] of [convening.id, ...new Set(agreed.slice(1, 3))].entries())
      rows.referral_recipients.push([
        p,
        newId(),
        referralId,
        caseId,
        agencyId,
        index === 0,
        iso(at + 2 * day),
        9,
        iso(at + day),
        'accepted',
        'R. Bell',
      ])
    for (const [field, from, to] of [
      ['state', 'draft', 'submitted'],
      ['light', null, light],
      ['due', null, iso(at + 2 * day)],
      ['state', 'submitted', state],
    ] as const)
      rows.history.push([
        p,
        newId(),
        caseId,
        'referral',
        referralId,
        field,
        from,
        to,
        field === 'light' ? seal('reason', 'As the rules say') : null,
        iso(at),
        author,
        own.id,
      ])
  }
  const consentId = newId()
  rows.consents.push([
    p,
    consentId,
    caseId,
    seal('consent', answers.consent?.given),
    iso(opened).slice(0, 10),
    iso(now + 365 * day).slice(0, 10),
    iso(opened),
    author,
    own.id,
  ])
  const grant = (agencyId: string, basis: string, consent: string | null) =>
    rows.sharing_grants.push([
      p,
      newId(),
      caseId,
      agencyId,
      basis,
      consent ? null : referralId,
      consent,
      iso(opened),
      consent && iso(now + 365 * day),
    ])
  grant(own.id, 'own_referral', null)
  grant(convening.id, 'coordination', null)
  for (const agencyId of new Set(agreed)) grant(agencyId, 'consent', consentId)
  rows.voices.push([
    p,
    newId(),
    caseId,
    seal('words', { words: 'I want somewhere with a lock.', worries: null }),
    'to_referrer',
    iso(opened),
    author,
  ])
  const itemId = newId()
  rows.agenda_items.push([
    p,
    itemId,
    meetingId,
    caseId,
    referralId,
    light,
    15,
    'discussed',
    iso(opened),
    iso(opened),
    iso(opened + 30 * day),
    any(categoriesOf('ageBand')),
  ])
  rows.characteristics.push([p, caseId, ...characteristics.map((one) => any(categoriesOf(one)))])
  for (let m = 0; m < 3; m++) {
    const done = m > 0
    const due = opened + (40 + m) * day
    rows.actions.push([
      p,
      newId(),
      newReference(prefix, year),
      caseId,
      itemId,
      meetingId,
      any(agreed),
      null,
      seal('action', { what: 'Find her a room with a lock', why: 'She sleeps in a stairwell' }),
      'usual',
      iso(due).slice(0, 10),
      iso(due),
      9,
      done ? 'done' : 'open',
      iso(opened + 30 * day),
      done ? iso(due) : null,
    ])
  }
  if (n % 5 === 0)
    rows.safeguarding_notifications.push([
      p,
      newId(),
      'adult',
      caseId,
      own.id,
      key.id,
      seal('about', 'She cannot keep herself safe'),
      iso(opened),
      iso(opened + day),
      9,
      iso(opened),
      'Duty worker',
      'REF 1',
      iso(opened),
      author,
    ])
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
