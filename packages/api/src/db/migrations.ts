import type { Client, DatabaseError } from 'pg'
import { Advice } from '../advice.ts'
import { takeFingerprint } from './fingerprint.ts'
import { type Migration, migrations, numberOf, readableFrom } from './migration-files.ts'
import { deploymentSchema, differsFromApplied, schemaVersions } from './schema-versions.ts'

/**
 * The database is not one that this build's migrations lead on from; nothing in it was changed. The message is for whoever
 * starts the server, and says what the database had: migrate.ts adds where it is and what to do.
 */
export class MigrationsDiffer extends Advice {}

/**
 * Those of `known` that the database has not had. Writes nothing.
 *
 * Throws MigrationsDiffer where one that was applied has another text here, or is unknown here; where our tables are there
 * and no migration was applied; or where policies, rights or anything else of the catalogue is not as it was left: a copy
 * that lacks some of it serves nobody, and may open to somebody what is closed.
 */
export async function missingMigrations(client: Client, known = migrations()): Promise<Migration[]> {
  const applied = await schemaVersions(client)
  for (const [at, { file, sha256 }] of applied.entries())
    if (known[at]?.name !== file || known[at].sha256 !== sha256)
      throw new MigrationsDiffer(`had the migration ${file}, which this build has not, or not as it was`)
  if (applied.length === 0 && (await holdsOurs(client)))
    throw new MigrationsDiffer('holds the tables of a build from before there were migrations')
  const differences = await differsFromApplied(client, applied)
  if (differences.length > 0)
    throw new MigrationsDiffer(
      `is not as ${applied.at(-1)?.file} left it (${differences.join(', ')}): it was changed by hand, or is a copy that is not whole`,
    )
  return known.slice(applied.length)
}

/**
 * Applies what is missing, each in a transaction of its own with the line that says so and the fingerprint that it left, and
 * leaves off at the first that fails. The caller holds the lock that keeps others away, and has made the roles.
 */
export async function applyMigrations(client: Client, known = migrations()): Promise<void> {
  const missing = await missingMigrations(client, known)
  await client.query(deploymentSchema)
  for (const migration of missing) {
    const { name, text, sha256 } = migration
    await client.query('BEGIN')
    try {
      await client.query(text)
      await client.query(
        'INSERT INTO deployment.schema_versions (number, file, sha256, readable_from, fingerprint) VALUES ($1, $2, $3, $4, $5)',
        [numberOf(migration), name, sha256, readableFrom(migration), await takeFingerprint(client)],
      )
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw new MigrationFailed(migration, error)
    }
  }
}

/** With Postgres's own words, and the line of the file that they are about. */
export class MigrationFailed extends Advice {
  constructor({ name, text }: Migration, cause: unknown) {
    const { message, position } = cause as Partial<DatabaseError>
    const line = position ? text.slice(0, Number(position)).split('\n').length : undefined
    const at = line ? `, line ${line}: ${text.split('\n')[line - 1]?.trim()}` : ''
    super(`The migration ${name} failed${at}\nPostgres says: ${message}\nNothing of it stays.`, { cause })
  }
}

async function holdsOurs(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>(`SELECT to_regnamespace('app') IS NOT NULL AS ours`)
  return rows[0]?.ours === true
}
