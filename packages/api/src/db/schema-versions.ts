import type { ClientBase } from 'pg'
import { type Fingerprint, takeFingerprint, unlike } from './fingerprint.ts'
import { migrations, numberOf } from './migration-files.ts'

type Asked = Pick<ClientBase, 'query'>

/** What was applied to a database: its schema's number is that of the last. `readableFrom`: the oldest build that it serves. */
export interface SchemaVersion {
  number: number
  file: string
  sha256: string
  readableFrom: number
  fingerprint: Fingerprint
}

/** Beside the domain's own tables: whose schema this is, whose key, and whether it is live. Every login reads it, and none writes. */
export const deploymentSchema = `
  CREATE SCHEMA IF NOT EXISTS deployment;
  CREATE TABLE IF NOT EXISTS deployment.schema_versions (
    number integer PRIMARY KEY,
    file text NOT NULL UNIQUE,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    fingerprint jsonb NOT NULL,
    readable_from integer NOT NULL
  );
  CREATE TABLE IF NOT EXISTS deployment.key_checks (
    key_id text PRIMARY KEY,
    sealed bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
  );
  CREATE TABLE IF NOT EXISTS deployment.mode (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    mode text NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'drill')),
    copied_at timestamptz,
    since timestamptz NOT NULL DEFAULT now(),
    CHECK (mode = 'live' OR copied_at IS NOT NULL)
  );
  -- Who may sign in to a copy: addresses, in small letters.
  ALTER TABLE deployment.mode ADD COLUMN IF NOT EXISTS people text[] NOT NULL DEFAULT '{}';
  INSERT INTO deployment.mode DEFAULT VALUES ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS deployment.last_runs (
    command text PRIMARY KEY,
    ended_at timestamptz NOT NULL,
    well boolean NOT NULL
  );
  CREATE TABLE IF NOT EXISTS deployment.announcement (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    text text NOT NULL,
    until timestamptz NOT NULL
  );
  -- How many keys of cases were destroyed; and of keys that are kept apart, in which database, and since when.
  CREATE TABLE IF NOT EXISTS deployment.case_keys (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    generation integer NOT NULL DEFAULT 0,
    pair uuid,
    since timestamptz,
    CHECK (since IS NULL OR pair IS NOT NULL)
  );
  INSERT INTO deployment.case_keys DEFAULT VALUES ON CONFLICT DO NOTHING;
  GRANT USAGE ON SCHEMA deployment TO alongside_app, alongside_jobs, alongside_identity;
  GRANT SELECT ON ALL TABLES IN SCHEMA deployment TO alongside_app, alongside_jobs, alongside_identity;`

export async function schemaVersions(client: Asked): Promise<SchemaVersion[]> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('deployment.schema_versions') IS NOT NULL AS there`,
  )
  if (!there[0]?.there) return []
  const { rows } = await client.query<SchemaVersion>(
    `SELECT number, file, sha256, readable_from AS "readableFrom", fingerprint FROM deployment.schema_versions ORDER BY number`,
  )
  return rows
}

export interface SchemaNumber {
  number: number
  readableFrom: number
}

/** By number alone, for a look each minute; null when this build may serve it. */
export function whyNotServed(schema: SchemaNumber | undefined, known = migrations()): string | null {
  const own = Math.max(...known.map(numberOf))
  if (!schema) return 'The database was not migrated. Run: migrate'
  if (schema.number === own || (schema.number > own && schema.readableFrom <= own)) return null
  return schema.number < own
    ? `The database’s schema is of version ${schema.number}, this build’s of ${own}. Run: migrate`
    : `The database’s schema is of version ${schema.number}, and this build knows no more than ${own}. Start the newer build`
}

export async function schemaNumber(client: Asked): Promise<SchemaNumber | undefined> {
  const { rows } = await client.query<SchemaNumber>(
    `SELECT number, readable_from AS "readableFrom" FROM deployment.schema_versions ORDER BY number DESC LIMIT 1`,
  )
  return rows[0]
}

/** In which kinds of things the catalogue is not as it was left by what was applied last; empty where it is, or nothing was. */
export async function differsFromApplied(
  client: Asked,
  applied: readonly SchemaVersion[],
): Promise<string[]> {
  const last = applied.at(-1)
  return last ? unlike(await takeFingerprint(client), last.fingerprint) : []
}
