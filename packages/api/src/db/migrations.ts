import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'

/** A step from the shape of one release to that of the next: `NNNN_verb_noun.sql`. Once merged it never changes. */
export interface Migration {
  name: string
  text: string
  sha256: string
}

export const migrationsFolder = new URL('migrations/', import.meta.url)

/** This build's migrations, in the order in which they are applied. */
export function migrations(): Migration[] {
  return readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, migrationsFolder), 'utf8')
      return { name: file.slice(0, -4), text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * The database is not one that this build's migrations lead on from; no table was changed. The message is for whoever starts
 * the server, and says what the database had: migrate.ts adds where it is and what to do.
 */
export class MigrationsDiffer extends Error {}

/**
 * Applies those that the database has not had, each in a transaction of its own with the line that says so, and leaves off at
 * the first that fails. The caller holds the lock that keeps others away.
 *
 * Throws MigrationsDiffer where one that was applied has another text here, or is unknown here, or where our tables are there
 * and no migration was applied: the database is of a later release, or of a build between or before releases.
 */
export async function applyMigrations(client: Client, known = migrations()): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS migrations;
    CREATE TABLE IF NOT EXISTS migrations.applied (
      name text PRIMARY KEY,
      sha256 text NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    )`)
  const { rows: applied } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM migrations.applied ORDER BY name',
  )
  for (const [at, { name, sha256 }] of applied.entries())
    if (known[at]?.name !== name || known[at].sha256 !== sha256)
      throw new MigrationsDiffer(`had the migration ${name}, which this build has not, or not as it was`)
  if (applied.length === 0 && (await holdsOurs(client)))
    throw new MigrationsDiffer('holds the tables of a build from before there were migrations')

  for (const { name, text, sha256 } of known.slice(applied.length)) {
    await client.query('BEGIN')
    try {
      await client.query(text)
      await client.query('INSERT INTO migrations.applied (name, sha256) VALUES ($1, $2)', [name, sha256])
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw new Error(`The migration ${name} failed`, { cause: error })
    }
  }
}

async function holdsOurs(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>(`SELECT to_regnamespace('app') IS NOT NULL AS ours`)
  return rows[0]?.ours === true
}
