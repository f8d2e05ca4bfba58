import { Client } from 'pg'
import type { Config } from '../config.ts'
import { keyOfDatabase, needVault, wordsForWrongKey } from '../db/key-check.ts'
import { whereKeysAre, whyNotPair } from '../db/keys-database.ts'
import { modeOf } from '../db/mode.ts'
import { whyNotPrepareRoles } from '../db/roles.ts'
import { differsFromApplied, schemaVersions, whyNotServed } from '../db/schema-versions.ts'
import { withClient } from '../db/with-client.ts'
import { whyNotByLedger } from '../disposal/destroy.ts'
import { kindOf } from '../log.ts'
import { faultsOfDatabase, faultsOfKeys } from '../readiness.ts'
import { majorOf } from './backup.ts'
import { clientFor } from './client.ts'
import { keysMissing } from './keys.ts'
import { keysBeside } from './move-keys.ts'
import type { Place } from './place.ts'

/** One thing that was looked at. `wrong`: what to do about it; null where nothing is. */
export interface Check {
  what: string
  wrong: string | null
}

/** Everything of the database that keeps it from being served, backed up or restored, whether or not it is wrong. */
export async function examine(
  place: Place,
  addresses: Pick<Config, 'DATABASE_URL' | 'KEYS_DATABASE_URL'>,
): Promise<Check[]> {
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
        DATABASE_URL: addresses.DATABASE_URL,
        ROLE_SECRET: place.roleSecret,
        MASTER_KEY: place.keys[0].toString('base64'),
        MASTER_KEY_OLD: place.keys[1]?.toString('base64') ?? '',
      })
      return faults.length > 0 ? faults.join('; ') : null
    })
    await lookAtKeysOf(owner, place, addresses, look)
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

type Look = (what: string, find: () => Promise<string | null>) => Promise<boolean>

/** Hours after which a backup of keys is old: it is taken each night. */
const keysBackedUpWithinHours = 26

/** Losing the keys loses all, and keeping copies of them too long keeps what was disposed of. */
async function lookAtKeysOf(
  owner: Client,
  place: Place,
  addresses: Pick<Config, 'DATABASE_URL' | 'KEYS_DATABASE_URL'>,
  look: Look,
): Promise<void> {
  const { pair } = await whereKeysAre(owner)
  const ledger = async (keys: Client | null) =>
    whyNotByLedger({ first: owner, keys, ledger: place.ledger, vault: await needVault(owner, place.keys) })
  if (pair === null) {
    await look(
      'The keys of cases lie beside them: what is disposed of stays readable in backups until the last that has it is deleted',
      async () => null,
    )
    await look('All of the ledger was carried out', () => ledger(null))
    return
  }
  await look('The keys of cases are kept apart, and answer', async () => {
    const fault = place.keysOwnerUrl
      ? await withClient(place.keysOwnerUrl, (keys) => whyNotPair(owner, keys))
      : await whyNotPair(owner, null)
    return fault ?? ((await faultsOfKeys({ ...addresses, ROLE_SECRET: place.roleSecret })).join('; ') || null)
  })
  await look('No key lies beside its case any more', async () => {
    const count = await keysBeside({ owner })
    return count > 0 ? `${count} do: run \`keys apart\`` : null
  })
  if (place.keysOwnerUrl) {
    await look('Each key that is named is there', () =>
      withClient(place.keysOwnerUrl, async (keys) => {
        const missing = await keysMissing(owner, keys)
        return missing > 0 ? `${missing} are not: nothing opens what they sealed. Restore both anew` : null
      }),
    )
    await look('All of the ledger was carried out', () =>
      place.ledger === ''
        ? Promise.resolve('DISPOSAL_LEDGER is missing: nothing can be disposed of, nor again in a copy')
        : withClient(place.keysOwnerUrl, ledger),
    )
  }
  await look(`The keys were backed up within ${keysBackedUpWithinHours} hours`, async () => {
    const { rows } = await owner.query<{ hours: number }>(
      `SELECT (extract(epoch FROM now() - ended_at) / 3600)::float8 AS hours FROM deployment.last_runs WHERE command = 'backup of keys'`,
    )
    const hours = rows[0]?.hours
    if (hours !== undefined && hours <= keysBackedUpWithinHours) return null
    return `${hours === undefined ? 'They never were' : `${Math.floor(hours)} hours ago`}. Whoever loses them loses every name and every word: backup DIR --keys DIR`
  })
}

async function whyAbove(owner: Client): Promise<string | null> {
  const { rows } = await owner.query<{ above: boolean; me: string }>(
    `SELECT current_user::text AS me, rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user`,
  )
  return rows[0]?.above ? `${rows[0].me} is: make an owner who is none (docs/OPERATIONS.md)` : null
}
