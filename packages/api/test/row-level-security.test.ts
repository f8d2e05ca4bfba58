import { agreeInvitation, proposeGuest } from '@alongside/shared/guests/contract'
import { expect, it } from 'vitest'
import { type DatabaseRole, databaseRoles } from '../src/db/roles.ts'
import { done } from '../src/demo/found.ts'
import { newId } from '../src/ids.ts'
import { openFilledWorld } from './filled-world.ts'
import { allRefused, insufficient, outcomeOf, outcomes, rowsSeen } from './sql-as.ts'

// What the database itself holds, whatever the API's queries say: raw SQL as the roles that the product signs in as.

const now = '2026-03-02T09:00:00Z'
const { world, tables, caseId, referralId, roles, within } = await openFilledWorld(now)
const hasColumn = (column: string) =>
  tables.filter(({ columns }) => columns.includes(column)).map(({ name }) => name)
/** Every table whose rows hang on a case: its own, and the cases. */
const caseTables = hasColumn('case_id').filter((name) => name !== 'audit_events')

const outreach = 'outreach@alongside.example'
const police = 'police@alongside.example'
const coordinator = 'coordinator@alongside.example'
const elsewhere = 'coordinator@westvale.example'
it('has rows to hide in every table', async () => {
  const empty: string[] = []
  for (const { name } of tables)
    if (!(await world.rows(`SELECT 1 FROM ${name} LIMIT 1`)).length) empty.push(name)
  expect(empty).toEqual([])
})

// The exceptions, by role: open without a context because the role's work spans partnerships, and holding nothing of a case.
const openWithoutContext: Record<DatabaseRole, string[]> = {
  // Bank holidays are everybody's.
  alongside_app: ['bank_holidays'],
  // The relay, the sealer and the sweeper serve all partnerships; which partnerships there are is what their rounds begin with.
  alongside_jobs: [
    'account_letters',
    'audit_events',
    'audit_heads',
    'audit_seals',
    'bank_holidays',
    'idempotency_keys',
    'outbox_events',
    'partnerships',
  ],
  // Signing in comes before any partnership: accounts, sessions and where an account may act.
  alongside_identity: [
    'account_tokens',
    'accounts',
    'agencies',
    'devices',
    'memberships',
    'partnerships',
    'place_offers',
    'sessions',
    'sign_in_delays',
    // A system that asks for a token is known by its secret alone, too.
    'system_secrets',
    'systems',
  ],
}

it.each(databaseRoles)(
  'ACC-1 %s without a context sees nothing but what is meant to be open',
  async (role) => {
    const open = await within(role, null, async (client) => {
      const seen: string[] = []
      for (const { name } of tables) if (await rowsSeen(client, `SELECT 1 FROM ${name}`)) seen.push(name)
      return seen
    })
    expect(open).toEqual(openWithoutContext[role])
  },
)

it('ACC-1 a connection that served a request before it sees nothing either: the context ends with its transaction', async () => {
  const client = await roles.alongside_app.pool.connect()
  try {
    for (const context of ['partnership_id', 'agency_id', 'grants_to', 'account_id', 'moment', 'coordinates'])
      await client.query(`SELECT set_config('app.${context}', '', true)`)
    expect(await rowsSeen(client, 'SELECT 1 FROM agencies').catch((error: Error) => error.message)).toMatch(
      /savepoint/i,
    )
    const { rows } = await client.query(
      `SELECT current_setting('app.partnership_id', true) AS raw, app.partnership_id() AS read, app.coordinates() AS coordinates`,
    )
    expect(rows).toEqual([{ raw: '', read: null, coordinates: false }])
    expect((await client.query('SELECT 1 FROM agencies')).rowCount).toBe(0)
  } finally {
    client.release()
  }
})

it.each([coordinator, outreach, elsewhere])(
  'ACC-1 %s sees no row of another partnership in any table',
  async (email) => {
    const [own] = await world.rows<{ id: string }>(
      'SELECT m.partnership_id AS id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1',
      [email],
    )
    await within('alongside_app', email, async (client) => {
      const foreign: string[] = []
      for (const name of hasColumn('partnership_id'))
        if (
          await rowsSeen(client, `SELECT 1 FROM ${name} WHERE partnership_id IS DISTINCT FROM '${own!.id}'`)
        )
          foreign.push(name)
      expect(foreign).toEqual([])
      expect(await rowsSeen(client, `SELECT 1 FROM partnerships WHERE id <> '${own!.id}'`)).toBe(0)
      expect(
        await rowsSeen(
          client,
          `SELECT 1 FROM accounts a WHERE id NOT IN (SELECT account_id FROM memberships WHERE partnership_id = '${own!.id}')`,
        ),
      ).toBe(0)
    })
  },
)

it('ACC-2 without a grant nothing that hangs on the case exists, and with one it does', async () => {
  const count = (email: string) =>
    within('alongside_app', email, async (client) => {
      const seen: Record<string, number | null> = {}
      for (const name of ['cases', ...caseTables])
        seen[name] = await rowsSeen(
          client,
          `SELECT 1 FROM ${name} WHERE ${name === 'cases' ? 'id' : 'case_id'} = '${caseId}'`,
        )
      return seen
    })
  const [shown, hidden] = [await count(outreach), await count(police)]
  // CHD-1: where a child lives is for leads alone. HRM-1: so is to whom the case is closed, and who harms her, with who coordinates.
  const ofLeads = [
    ...['case_exclusions', 'child_places', 'conflict_answers', 'earlier_people_who_harm', 'people_who_harm'],
  ]
  expect(
    Object.entries(shown)
      .flatMap(([name, rows]) => (rows ? [] : [name]))
      .sort(),
  ).toEqual(ofLeads)
  const lead = await count(coordinator)
  expect(ofLeads.filter((name) => !lead[name])).toEqual([])
  expect(Object.entries(hidden).filter(([, rows]) => rows !== 0)).toEqual([])
})

it('ACC-2 the definer functions say nothing of a case that one may not see', async () => {
  await within('alongside_app', police, async (client) => {
    const asked = [
      `SELECT * FROM app.case_grants('${caseId}')`,
      `SELECT * FROM app.case_access_log('${caseId}', '2100-01-01Z', '${newId()}', 100)`,
    ]
    for (const sql of asked) expect([sql, await rowsSeen(client, sql)]).toEqual([sql, 0])
    const { rows } = await client.query(
      'SELECT app.sees_case($1) AS sees, app.discard_draft($2) AS discarded',
      [caseId, referralId],
    )
    expect(rows).toEqual([{ sees: false, discarded: false }])
  })
  await within('alongside_app', elsewhere, async (client) => {
    const [{ reference } = { reference: '' }] = await world.rows<{ reference: string }>(
      'SELECT reference FROM cases WHERE id = $1',
      [caseId],
    )
    expect(await rowsSeen(client, `SELECT * FROM app.case_by_reference('${reference}')`)).toBe(0)
    await client.query(
      `SELECT app.end_consent_grants(consent_id, '${now}') FROM (SELECT id AS consent_id FROM consents) c`,
    )
  })
  const [{ count } = { count: 0 }] = await world.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM sharing_grants WHERE until_at <= $1',
    [now],
  )
  expect(count).toBe(0)
})

it('ACC-2 a consent’s grants are ended only by who sees its case', async () => {
  const [consent] = await world.rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId])
  const endedGrants = `SELECT 1 FROM app.case_grants('${caseId}') WHERE consent_id = '${consent!.id}' AND until_at = '${now}'`
  const endedBy = (email: string) =>
    within('alongside_app', email, async (client) => {
      const ends = () => client.query('SELECT app.end_consent_grants($1, $2)', [consent!.id, now])
      const ended = () => rowsSeen(client, endedGrants)
      // As long as the consent stands its grants do.
      await ends()
      expect(await ended()).toBe(0)
      await client.query('UPDATE consents SET lapsed_at = $2 WHERE id = $1', [consent!.id, now])
      await ends()
      return ended()
    })
  expect(await endedBy(outreach)).toBeGreaterThan(0)
  await within('alongside_app', police, async (client) => {
    await client.query('SELECT app.end_consent_grants($1, $2)', [consent!.id, now])
    await client.query(`SELECT set_config('app.grants_to', $1, true)`, [world.agencies.lantern])
    expect(await rowsSeen(client, endedGrants)).toBe(0)
  })
})

it('ACC-1 no row is written into another partnership, nor moved there', async () => {
  const [theirs] = await world.rows<{ id: string; agency: string }>(
    'SELECT p.id, p.coordinating_agency_id AS agency FROM partnerships p WHERE p.id <> $1',
    [world.partnershipId],
  )
  await within('alongside_app', coordinator, async (client) => {
    for (const name of hasColumn('partnership_id').filter((table) => table !== 'audit_events')) {
      const moved = await outcomeOf(client, `UPDATE ${name} SET partnership_id = '${theirs!.id}'`)
      expect({ name, moved }).toEqual({ name, moved: expect.toBeOneOf([insufficient, 0]) })
    }
    expect(
      await outcomeOf(
        client,
        'INSERT INTO agencies (partnership_id, id, name, kind, created_at) VALUES ($1, $2, $3, $4, $5)',
        [theirs!.id, newId(), 'Ours there', 'other', now],
      ),
    ).toBe(insufficient)
    expect(
      await outcomeOf(
        client,
        'INSERT INTO outbox_events (partnership_id, id, type, data, at) VALUES ($1, $2, $3, $4, $5)',
        [theirs!.id, newId(), 'meeting.planned', '{}', now],
      ),
    ).toBe(insufficient)
    expect(
      await outcomeOf(
        client,
        'INSERT INTO audit_events (partnership_id, id, at, action) VALUES ($1, $2, $3, $4)',
        [theirs!.id, newId(), now, 'case.read'],
      ),
    ).toBe(insufficient)
  })
})

it('ACC-2 nothing is hung on a case without a grant on it, and no grant is made to it', async () => {
  const [{ account_id: accountId } = { account_id: '' }] = await world.rows<{ account_id: string }>(
    'SELECT m.account_id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1',
    [police],
  )
  await within('alongside_app', police, async (client) => {
    expect(
      await outcomeOf(
        client,
        `INSERT INTO voices (id, case_id, words, given, recorded_at, recorded_by) VALUES ($1, $2, '', 'in_writing', $3, $4)`,
        [newId(), caseId, now, accountId],
      ),
    ).toBe(insufficient)
    expect(
      await outcomeOf(
        client,
        `INSERT INTO history (id, case_id, subject, subject_id, field, at) VALUES ($1, $2, 'case', $2, 'state', $3)`,
        [newId(), caseId, now],
      ),
    ).toBe(insufficient)
    expect(await outcomeOf(client, `UPDATE referrals SET light = 'green' WHERE id = $1`, [referralId])).toBe(
      0,
    )
    expect(
      await outcomeOf(
        client,
        `INSERT INTO sharing_grants (id, case_id, agency_id, basis, referral_id, from_at) VALUES ($1, $2, $3, 'own_referral', $4, $5)`,
        [newId(), caseId, world.agencies.police, referralId, now],
      ),
    ).toBe(insufficient)
  })
})

it('GST-1, ACC-6 in a guest’s context there are the one item’s rows, before and after an update, and she writes nothing else', async () => {
  const [item] = await world.rows<{ id: string }>('SELECT id FROM agenda_items WHERE case_id = $1', [caseId])
  const body = { ...proposeGuest.example, email: 'inside@refuge.example' }
  const { id: invitationId, version } = await done(world.as.outreach, proposeGuest, {
    params: { itemId: item!.id },
    body,
  })
  // Whoever lets her in reads what is refused: of the row that stands there, its words sealed as words are.
  const [key] = await world.rows<{ id: string; wrapped: Buffer }>(
    'SELECT k.id, k.wrapped FROM data_keys k JOIN cases c ON c.data_key_id = k.id WHERE c.id = $1',
    [caseId],
  )
  const noes = await world.rows<{ id: string }>(
    `UPDATE limits SET words = $2, lifted_words = NULL WHERE case_id = $1 RETURNING id`,
    [caseId, world.services.vault.seal(key!, 'limit', 'Nothing to the Home Office')],
  )
  const agreeing = { params: { invitationId }, version, body: { noesRead: noes.map(({ id }) => id) } }
  await done(world.as.coordinator, agreeInvitation, agreeing)
  await within('alongside_app', body.email, async (client) => {
    const open: Record<string, string> = {
      agenda_items: `id <> '${item!.id}'`,
      voices: `case_id <> '${caseId}'`,
      contributions: `agenda_item_id <> '${item!.id}'`,
      actions: `agenda_item_id <> '${item!.id}'`,
      plan_lines: `agenda_item_id <> '${item!.id}' OR agenda_item_id IS NULL OR limited_to <> '{}'`,
      guest_invitations: `id <> '${invitationId}'`,
      meetings: `id <> (SELECT meeting_id FROM agenda_items WHERE id = '${item!.id}')`,
    }
    const seen: Record<string, number | null> = {}
    for (const name of [...caseTables, 'meetings'])
      seen[name] = await rowsSeen(client, `SELECT 1 FROM ${name} WHERE ${open[name] ?? 'true'}`)
    expect(Object.entries(seen).filter(([, count]) => count !== 0 && count !== null)).toEqual([])
    expect(await rowsSeen(client, `SELECT 1 FROM cases WHERE id <> '${caseId}'`)).toBe(0)
    expect(await rowsSeen(client, 'SELECT 1 FROM agenda_items')).toBe(1)

    const writes = [
      `UPDATE agenda_items SET state = 'discussed'`,
      `UPDATE meetings SET state = 'closed'`,
      `INSERT INTO contributions (id, agenda_item_id, case_id, agency_id, account_id, words, at)
        VALUES ('${newId()}', '${item!.id}', '${caseId}', '${world.agencies.police}', app.account_id(), '', '${now}')`,
      `INSERT INTO voices (id, case_id, words, given, recorded_at, recorded_by)
        VALUES ('${newId()}', '${caseId}', '', 'in_writing', '${now}', app.account_id())`,
      `INSERT INTO sharing_grants (id, case_id, agency_id, basis, referral_id, from_at)
        VALUES ('${newId()}', '${caseId}', app.agency_id(), 'own_referral', '${referralId}', '${now}')`,
    ]
    expect(await outcomes(client, writes)).toEqual(allRefused(writes))
    expect(await outcomeOf(client, `UPDATE guest_invitations SET agenda_item_id = '${newId()}'`)).toBe(0)
    expect(await outcomeOf(client, `UPDATE cases SET light = 'green'`)).toBe(0)
    expect(await rowsSeen(client, `SELECT 1 FROM agenda_items WHERE state = 'listed'`)).toBe(1)
  })
})

it.each(databaseRoles)(
  'ACC-1 %s makes no tables or roles, becomes nobody else, and opens no table',
  async (role) => {
    const statements = [
      'CREATE TABLE public.mine (id int)',
      'CREATE TABLE app.mine (id int)',
      'CREATE ROLE mine',
      'SET ROLE postgres',
      'ALTER TABLE cases DISABLE ROW LEVEL SECURITY',
    ]
    await within(role, null, async (client) =>
      expect(await outcomes(client, statements)).toEqual(allRefused(statements)),
    )
  },
)
