import { shippedBankHolidays } from '@alongside/shared/bank-holidays'
import { divisions } from '@alongside/shared/partnerships/contract'
import { Client } from 'pg'
import { PgBoss } from 'pg-boss'
import { Advice } from '../advice.ts'
import type { Config } from '../config.ts'
import { type KeysAtHand, keyOfDatabase, keysAtHand, recordKey, wordsForWrongKey } from './key-check.ts'
import { joinPair, whyNotPair } from './keys-database.ts'
import type { Migration } from './migration-files.ts'
import { applyMigrations, MigrationsDiffer, missingMigrations } from './migrations.ts'
import { keysRole, prepareRoles, whyNotPrepareRoles } from './roles.ts'
import { withClient } from './with-client.ts'

const lock = 7_241_885

export interface Ground {
  /** May create roles and owns the database. */
  ownerUrl: string
  keys: KeysAtHand
  roleSecret: string
  /** Of the database of keys; empty: they are kept beside the cases. */
  keysOwnerUrl?: string
  /** Where its files are, if they are ours. */
  folder?: string
}

/** Of the settings; `folder` where its files are ours. */
export const groundOf = (
  settings: Pick<
    Config,
    'DATABASE_OWNER_URL' | 'KEYS_DATABASE_OWNER_URL' | 'MASTER_KEY' | 'MASTER_KEY_OLD' | 'ROLE_SECRET'
  >,
  folder?: string,
): Ground => ({
  ownerUrl: settings.DATABASE_OWNER_URL,
  keys: keysAtHand(settings),
  roleSecret: settings.ROLE_SECRET,
  keysOwnerUrl: settings.KEYS_DATABASE_OWNER_URL,
  ...(folder && { folder }),
})

/**
 * Brings a database to this build's shape: groups and logins, tables with their policies, the job queue's schema, the
 * shipped bank holidays. Several replicas may call it at once: one works, the others wait. Before its first write it makes
 * sure that the key is the database's and that nothing of it was changed by hand or lost.
 *
 * Throws Advice, which says which database cannot be used, why, and what to do.
 */
export async function migrate(ground: Ground): Promise<void> {
  await locked(ground, async (client) => {
    await missing(client, ground)
    await prepareRoles(client, ground.roleSecret)
    await applyMigrations(client)
    if ((await keyOfDatabase(client, ground.keys)) === 'none') await recordKey(client, ground.keys)
    if (ground.keysOwnerUrl) await joinPair(client, ground.keysOwnerUrl, ground.roleSecret)
    await loadBankHolidays(client)
    await prepareQueue(ground.ownerUrl, client)
  })
}

/** The names of what `migrate` would apply. Writes nothing; throws what it would throw. */
export const migrationsToCome = (ground: Ground): Promise<string[]> =>
  locked(ground, async (client) => (await missing(client, ground)).map(({ name }) => name))

async function missing(client: Client, ground: Ground): Promise<Migration[]> {
  const { ownerUrl, keys, folder, keysOwnerUrl } = ground
  if ((await keyOfDatabase(client, keys)) === 'another')
    throw new Advice(`${await wordsForWrongKey(client, keys)}. Nothing was changed.`)
  const roles = await whyNotPrepareRoles(client)
  if (roles) throw new Advice(`${roles} Nothing was changed.`)
  const apart = keysOwnerUrl
    ? await withClient(
        keysOwnerUrl,
        async (at) => (await whyNotPair(client, at)) ?? whyNotPrepareRoles(at, [keysRole]),
      )
    : await whyNotPair(client, null)
  if (apart) throw new Advice(`${apart}. Nothing was changed.`)
  return missingMigrations(client).catch((error: unknown) => {
    throw error instanceof MigrationsDiffer ? withAdvice(error, ownerUrl, folder) : error
  })
}

async function locked<T>({ ownerUrl }: Ground, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`SET lock_timeout = '60s'`)
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Says where the database is, without its password, and how to put it right. */
function withAdvice({ message }: MigrationsDiffer, ownerUrl: string, folder?: string): MigrationsDiffer {
  const { host, pathname } = new URL(ownerUrl)
  const place = `${pathname.slice(1)} at ${host}${folder ? `, in the folder ${folder},` : ''}`
  const anew = folder ? `remove that folder and start again` : `give an empty database in DATABASE_OWNER_URL`
  return new MigrationsDiffer(
    `The database ${place} ${message}. Nothing in it was changed. Start the build that made it, restore it anew from a backup or, if nothing in it is needed, ${anew}.`,
  )
}

async function loadBankHolidays(client: Client) {
  for (const division of divisions)
    await client.query(
      `INSERT INTO bank_holidays (division, date, title) SELECT $1, unnest($2::date[]), 'Bank holiday' ON CONFLICT DO NOTHING`,
      [division, shippedBankHolidays(division)],
    )
}

async function prepareQueue(ownerUrl: string, client: Client) {
  const boss = new PgBoss({ connectionString: ownerUrl, schedule: false, supervise: false, max: 1 })
  await boss.start()
  for (const queue of ['mail', 'work', 'seal', 'forget'])
    await boss.createQueue(queue, { retryLimit: 10, retryDelay: 5, retryBackoff: true })
  await boss.stop({ graceful: false, close: true })
  await client.query(`
    GRANT USAGE ON SCHEMA pgboss TO alongside_jobs;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO alongside_jobs;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO alongside_jobs;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO alongside_jobs`)
}
