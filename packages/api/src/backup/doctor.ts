import { Client } from 'pg'
import { keyOfDatabase, wordsForWrongKey } from '../db/key-check.ts'
import { modeOf } from '../db/mode.ts'
import { whyNotPrepareRoles } from '../db/roles.ts'
import { differsFromApplied, schemaVersions, whyNotServed } from '../db/schema-versions.ts'
import { kindOf } from '../log.ts'
import { faultsOfDatabase } from '../readiness.ts'
import { majorOf } from './backup.ts'
import { clientFor } from './client.ts'
import type { Place } from './place.ts'

/** One thing that was looked at. `wrong`: what to do about it; null where nothing is. */
export interface Check {
  what: string
  wrong: string | null
}

/** Everything of the database that keeps it from being served, backed up or restored, whether or not it is wrong. */
export async function examine(place: Place, address: string): Promise<Check[]> {
  const owner = new Client({ connectionString: place.ownerUrl, connectionTimeoutMillis: 5_000 })
  owner.on('error', () => undefined)
  const checks: Check[] = []
  const look = async (what: string, find: () => Promise<string | null>) => {
    const wrong = await find().catch((error: Error) => `Could not be looked at (${kindOf(error)})`)
    checks.push({ what, wrong })
    return wrong === null
  }
  try {
    if (
      !(await look('The database answers its owner', async () => {
        await owner.connect()
        return null
      }))
    )
      return checks
    await look('Its owner is no superuser', () => whyAbove(owner))
    await look('She may give the groups of the cluster', () => whyNotPrepareRoles(owner))
    await look('MASTER_KEY is its key', async () =>
      (await keyOfDatabase(owner, place.keys)) === 'another' ? wordsForWrongKey(owner, place.keys) : null,
    )
    const applied = await schemaVersions(owner)
    await look('Its schema is this build’s', async () => whyNotServed(applied.at(-1)))
    await look('Nothing of its schema was changed or lost', async () => {
      const differences = await differsFromApplied(owner, applied)
      return differences.length > 0 ? `${differences.join(', ')}: restore it anew from a backup` : null
    })
    await look('Its logins get in, and are above no rule', async () => {
      const faults = await faultsOfDatabase({
        DATABASE_URL: address,
        ROLE_SECRET: place.roleSecret,
        MASTER_KEY: place.keys[0].toString('base64'),
        MASTER_KEY_OLD: place.keys[1]?.toString('base64') ?? '',
      })
      return faults.length > 0 ? faults.join('; ') : null
    })
    await look('It is live', async () => {
      const { drill } = await modeOf(owner)
      return drill
        ? `It is a copy of ${drill.copiedAt}: promote ${owner.database}, or leave it as a drill`
        : null
    })
    if (!place.embedded)
      await look('This machine can back it up', async () => {
        const major = await majorOf(owner)
        const there = (await clientFor('pg_dump', major)) && (await clientFor('pg_restore', major))
        return there
          ? null
          : `Install postgresql-client-${major} (from apt.postgresql.org where the system has only an older one)`
      })
    return checks
  } finally {
    await owner.end().catch(() => undefined)
  }
}

async function whyAbove(owner: Client): Promise<string | null> {
  const { rows } = await owner.query<{ above: boolean; me: string }>(
    `SELECT current_user::text AS me, rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user`,
  )
  return rows[0]?.above ? `${rows[0].me} is: make an owner who is none (docs/OPERATIONS.md)` : null
}
