import { expect, it } from 'vitest'
import { openFilledWorld } from './filled-world.ts'
import { allRefused, insufficient, outcomeOf, outcomes } from './sql-as.ts'

const now = '2026-03-02T09:00:00Z'
const { world, tables, referralId, within } = await openFilledWorld(now)
const hasColumn = (column: string) =>
  tables.filter(({ columns }) => columns.includes(column)).map(({ name }) => name)
/** Every table whose rows hang on a case: its own, and the cases. */
const caseTables = hasColumn('case_id').filter((name) => name !== 'audit_events')
const outreach = 'outreach@alongside.example'
const police = 'police@alongside.example'
const coordinator = 'coordinator@alongside.example'
const elsewhere = 'coordinator@westvale.example'

it('ACC-7 what is on record stays: no runtime role updates or deletes it', async () => {
  const kept = [
    'audit_events',
    'history',
    'sharing_grants',
    'agreement_signatures',
    'meeting_signatures',
    'meeting_moves',
    'meeting_turns',
    'without_consents',
    'limit_decisions',
    'left_work',
    'emergency_accesses',
    'voices',
    'ways_to_reach',
    'other_forums',
    'outcomes',
    'contributions',
    'minutes',
    'minuted_items',
    'minutes_receipts',
    'called_people',
    'contact_attempts',
    'copy_moves',
    'copy_downloads',
    'agreement_versions',
    'rule_sets',
  ]
  const allowed = await world.rows<{ grantee: string; table_name: string; privilege_type: string }>(
    `SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants
      WHERE table_schema = 'public' AND grantee <> current_user AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND table_name = ANY ($1)`,
    [kept],
  )
  // Clocks end the grants of a lapsed consent.
  expect(allowed).toEqual([
    { grantee: 'alongside_jobs', table_name: 'sharing_grants', privilege_type: 'UPDATE' },
  ])
  const statements = tables
    .filter(({ name }) => kept.includes(name))
    .flatMap(({ name }) => [`DELETE FROM ${name}`, `UPDATE ${name} SET partnership_id = NULL`])
  await within('alongside_app', coordinator, async (client) => {
    expect(await outcomes(client, statements)).toEqual(allRefused(statements))
  })
  await expect(world.rows('DELETE FROM audit_events')).rejects.toThrow('append-only')
  await expect(world.rows(`UPDATE audit_events SET account_id = NULL`)).rejects.toThrow('append-only')
  await expect(world.rows('TRUNCATE audit_events')).rejects.toThrow('append-only')
})

it('passwords and sessions are for the identity role alone, and it reads no case', async () => {
  const secrets = [
    'SELECT password_hash FROM accounts',
    'SELECT * FROM accounts',
    'SELECT 1 FROM sessions',
    'SELECT 1 FROM sign_in_delays',
    'SELECT token_hash FROM account_tokens',
  ]
  await within('alongside_app', coordinator, async (client) =>
    expect(await outcomes(client, secrets)).toEqual(allRefused(secrets)),
  )
  await within('alongside_jobs', null, async (client) =>
    expect(await outcomes(client, secrets)).toEqual(allRefused(secrets)),
  )
  const records = ['data_keys', 'audit_events', 'outbox_events', 'notifications', 'idempotency_keys']
  const reads = ['cases', ...caseTables, ...records].map((name) => `SELECT 1 FROM ${name}`)
  await within('alongside_identity', null, async (client) =>
    expect(await outcomes(client, reads)).toEqual(allRefused(reads)),
  )
})

it('API-2 an agency’s own identifiers are that agency’s: who shares the case neither sees nor makes them', async () => {
  const seen = (as: string) =>
    within('alongside_app', as, (client) =>
      outcomes(client, ['SELECT 1 FROM own_identifiers', 'DELETE FROM own_identifiers']),
    )
  expect(Object.values(await seen(outreach))).toEqual([1, 1])
  for (const other of ['housing@alongside.example', police, elsewhere])
    expect([other, ...Object.values(await seen(other))]).toEqual([other, 0, 0])
  const forged = await within('alongside_app', 'housing@alongside.example', (client) =>
    outcomeOf(
      client,
      `INSERT INTO own_identifiers (referral_id, agency_id, identifier, token) VALUES ($1, $2, '', 'z')`,
      [referralId, world.agencies.lantern],
    ),
  )
  expect(forged).toBe(insufficient)
})
