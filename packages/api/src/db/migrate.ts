import { shippedBankHolidays } from '@alongside/shared/bank-holidays'
import { divisions } from '@alongside/shared/partnerships/contract'
import { Client } from 'pg'
import { PgBoss } from 'pg-boss'
import { applyMigrations, MigrationsDiffer } from './migrations.ts'
import { databaseRoles, rolePassword } from './roles.ts'

const lock = 7_241_885

/**
 * Brings a database to this build's shape: roles with their passwords and limits, tables with their policies,
 * the job queue's schema, the shipped bank holidays. Several replicas may call it at once: one works, the others wait.
 * `ownerUrl` may create roles and owns the tables. `folder` is where its files are, if they are ours.
 *
 * Throws MigrationsDiffer, whose message says which database cannot be used, why, and what to do.
 */
export async function migrate(ownerUrl: string, masterKey: Buffer, folder?: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`SET lock_timeout = '60s'`)
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    for (const role of databaseRoles) {
      await client.query(
        `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      )
      await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(rolePassword(masterKey, role))}`)
      await client.query(`ALTER ROLE ${role} SET statement_timeout = '15s'`)
      await client.query(`ALTER ROLE ${role} SET lock_timeout = '5s'`)
      await client.query(`ALTER ROLE ${role} SET idle_in_transaction_session_timeout = '30s'`)
      await client.query(`ALTER ROLE ${role} SET timezone = 'UTC'`)
    }
    await applyMigrations(client).catch((error: unknown) => {
      throw error instanceof MigrationsDiffer ? withAdvice(error, ownerUrl, folder) : error
    })
    await loadBankHolidays(client)
    await prepareQueue(ownerUrl, client)
  } finally {
    await client.end()
  }
}

/** Says where the database is, without its password, and how to put it right. */
function withAdvice({ message }: MigrationsDiffer, ownerUrl: string, folder?: string): MigrationsDiffer {
  const { host, pathname } = new URL(ownerUrl)
  const place = `${pathname.slice(1)} at ${host}${folder ? `, in the folder ${folder},` : ''}`
  const anew = folder ? `remove that folder and start again` : `give an empty database in DATABASE_URL`
  return new MigrationsDiffer(
    `The database ${place} ${message}. Nothing in it was changed. Start the build that made it or, if nothing in it is needed, ${anew}.`,
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
  for (const queue of ['mail', 'work'])
    await boss.createQueue(queue, { retryLimit: 10, retryDelay: 5, retryBackoff: true })
  await boss.stop({ graceful: false, close: true })
  await client.query(`
    GRANT USAGE ON SCHEMA pgboss TO alongside_jobs;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO alongside_jobs;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO alongside_jobs;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO alongside_jobs`)
}
