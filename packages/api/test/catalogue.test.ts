import { operations } from '@alongside/shared/operations'
import { expect, it } from 'vitest'
import { databaseRoles } from '../src/db/roles.ts'
import { openWorld } from './world.ts'

// What Postgres's own catalogue says of tables, policies, roles, functions and keys: nothing that is added later is left open.

const world = await openWorld('2026-03-02T09:00:00Z')
/** The groups that hold the rights of who serves, and the logins in them; not the owner, who may give them. */
const isRuntime = `(rolname IN ('alongside_app', 'alongside_jobs', 'alongside_identity') OR rolname ~ '_(app|jobs|identity)_login$')`

it('ACC-1 every table has row-level security, also against its owner, and a policy', async () => {
  const open =
    await world.rows(`SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`)
  expect(open).toEqual([])
  const views =
    await world.rows(`SELECT c.relname FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
    AND c.relkind IN ('v', 'm') AND NOT COALESCE(c.reloptions @> '{security_invoker=true}', false)`)
  expect(views).toEqual([])
  const anyone = await world.rows(
    `SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' AND 'public' = ANY (roles)`,
  )
  expect(anyone).toEqual([])
})

it('ACC-1 no runtime role owns anything, is above policies, or makes roles or tables', async () => {
  expect(
    await world.rows(
      `SELECT rolname FROM pg_roles WHERE ${isRuntime} AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
    ),
  ).toEqual([])
  // A login is of one group, and a group of none.
  expect(
    await world.rows(
      `SELECT rolname FROM pg_roles WHERE ${isRuntime} AND rolcanlogin IS DISTINCT FROM
      (SELECT count(*) = 1 FROM pg_auth_members m WHERE m.member = pg_roles.oid AND m.roleid::regrole::text = ANY ($1))`,
      [databaseRoles],
    ),
  ).toEqual([])
  expect(
    await world.rows(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND EXISTS (SELECT FROM pg_auth_members m WHERE m.member = pg_roles.oid)`,
      [databaseRoles],
    ),
  ).toEqual([])
  expect(
    await world.rows(`WITH runtime AS (SELECT oid FROM pg_roles WHERE ${isRuntime})
      SELECT relname FROM pg_class WHERE relowner IN (TABLE runtime)
      UNION ALL SELECT proname FROM pg_proc WHERE proowner IN (TABLE runtime)
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner IN (TABLE runtime)`),
  ).toEqual([])
})

it('ACC-1 every definer function pins its search path, and no stranger may run it', async () => {
  const functions = await world.rows<{ name: string; pinned: boolean; public: boolean }>(`
    SELECT p.proname AS name, COALESCE(p.proconfig::text LIKE '%search_path=pg_catalog, public, pg_temp%', false) AS pinned,
           has_function_privilege('public', p.oid, 'EXECUTE') AS public
      FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN ('app'::regnamespace, 'public'::regnamespace)`)
  expect(functions.length).toBeGreaterThan(8)
  expect(functions.filter(({ pinned, public: anyone }) => !pinned || anyone)).toEqual([])
})

it('ACC-1 references between tables of a partnership carry it: a foreign key cannot tell of another’s rows', async () => {
  const single = await world.rows<{ key: string }>(`
    SELECT c.conrelid::regclass || ' ' || c.conname AS key FROM pg_constraint c
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'partnership_id' AND NOT a.attisdropped)
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'partnership_id' AND NOT a.attisdropped)
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'partnership_id' AND a.attnum = ANY (c.conkey))`)
  expect(single).toEqual([])
  const unique = await world.rows<{ index: string }>(`
    SELECT i.indexrelid::regclass::text AS index FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
     WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'partnership_id' AND NOT a.attisdropped)
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'partnership_id' AND a.attnum = ANY (i.indkey))`)
  // Ids that the server draws, at random; nobody can ask whether one is taken.
  expect(unique.map(({ index }) => index).sort()).toEqual([
    'audit_events_pkey',
    'memberships_id_key',
    'outbox_events_pkey',
    'place_offers_id_key',
  ])
})

/** Where a secret is kept that is good without its session, or that begins one; and what makes it, by a command or before sign-in. */
const credentials: Record<string, readonly string[]> = {
  'account_tokens.token_hash': ['addMember', 'sendOfferAgain', 'createPartnership', 'agreeInvitation'],
  'accounts.password_hash': [],
  'calendar_feeds.secret_hash': ['makeCalendarFeed'],
  'disclosure_requests.token_hash': ['agreeDisclosure', 'sendDisclosureAgain'],
  'sessions.family_hash': [],
  'sessions.previous_refresh_hash': [],
  'sessions.refresh_hash': [],
  'system_secrets.hash': ['makeSecret'],
  'webhook_endpoints.previous_secret': ['changeWebhookSecret'],
  'webhook_endpoints.secret': ['addWebhookEndpoint', 'changeWebhookSecret'],
}

/** Hashes that open nothing. */
const noCredentials = [
  'audit_heads.hash',
  'audit_seals.hash',
  'audit_seals.previous_hash',
  // By which a browser is known again: it waits by its own count, and is let in to nothing.
  'devices.secret_hash',
  'idempotency_keys.request_hash',
  'imported_references.reference_hash',
  'minutes.hash',
]

it('IDN-5 every secret that is kept is made by what asks for a proof, or before sign-in', async () => {
  const kept = await world.rows<{ place: string }>(`
    SELECT c.relname || '.' || a.attname AS place FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT a.attisdropped
       AND a.attname ~ '(hash|secret)$' AND format_type(a.atttypid, NULL) IN ('bytea', 'text')
     ORDER BY 1`)
  expect(kept.map(({ place }) => place).sort()).toEqual(
    [...Object.keys(credentials), ...noCredentials].sort(),
  )
  const unproved = operations.filter(
    ({ id, stepUp }) => !stepUp && Object.values(credentials).flat().includes(id),
  )
  expect(unproved.map(({ id }) => id)).toEqual([])
})
