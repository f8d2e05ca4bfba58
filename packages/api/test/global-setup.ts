import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { prepareKeysDatabase } from '../src/db/keys-database.ts'
import { migrate } from '../src/db/migrate.ts'
import { ownDatabase } from '../src/db/own-database.ts'
import { withClient } from '../src/db/with-client.ts'
import { keysTemplate, testMasterKey, testRoleSecret } from './database.ts'
import { query } from './query.ts'
import { openServer } from './server.ts'

/** What a test needs to make a database of its own: see database.ts. */
export type TestServer = {
  superuserUrl: string
  /** Owns all databases of the run and is no superuser, as where people run it for real. */
  owner: string
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
    /** Whether worlds keep the keys of cases in a database of their own, unless they say otherwise: `KEYS=apart vitest run …`. */
    keysApart: boolean
  }
}

/**
 * One server for the whole run, with one migrated template in it. `TEST_DATABASE_URL` (a superuser's; several runs may
 * share it) takes the place of the embedded one.
 */
export default async function setup(project: TestProject) {
  const { superuserUrl, end } = await openServer(process.env.TEST_DATABASE_URL)
  const template = `alongside_test_${randomBytes(4).toString('hex')}`
  const testServer = { superuserUrl, template, owner: `${template}_owner` }

  const ownerUrl = await ownDatabase(superuserUrl, template, testServer.owner)
  // What a test looks at or arranges, and the product never needs.
  await query(
    superuserUrl,
    `GRANT pg_read_all_stats, pg_signal_backend TO ${testServer.owner};
     GRANT SET ON PARAMETER session_replication_role TO ${testServer.owner}`,
  )
  if (process.env.TEST_DATABASE_URL) await shareGroups(superuserUrl, testServer.owner)
  await migrate({ ownerUrl, keys: [testMasterKey], roleSecret: testRoleSecret })
  const keysUrl = await ownDatabase(superuserUrl, keysTemplate(template), testServer.owner)
  await withClient(keysUrl, (keys) => prepareKeysDatabase(keys, testRoleSecret))
  project.provide('testServer', testServer)
  project.provide('keysApart', process.env.KEYS === 'apart')

  return async () => {
    await dropDatabases(testServer)
    await end()
  }
}

async function dropDatabases({ superuserUrl, template }: TestServer) {
  const ours = `SELECT datname FROM pg_database WHERE datname LIKE '${template}%'`
  for (const { datname } of await query<{ datname: string }>(superuserUrl, ours))
    await query(superuserUrl, `DROP DATABASE ${datname} WITH (FORCE)`)
  const roles = `SELECT rolname FROM pg_roles WHERE rolname LIKE '${template}%' ORDER BY rolname`
  for (const { rolname } of await query<{ rolname: string }>(superuserUrl, roles))
    await query(superuserUrl, `DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`)
}

/** In a cluster that others use, too, the groups were made by another owner. */
async function shareGroups(superuserUrl: string, owner: string) {
  const groups = `SELECT rolname FROM pg_roles WHERE rolname = ANY ('{alongside_owner,alongside_app,alongside_jobs,alongside_identity,alongside_keys}')`
  for (const { rolname } of await query<{ rolname: string }>(superuserUrl, groups))
    await query(superuserUrl, `GRANT ${rolname} TO ${owner} WITH ADMIN OPTION`)
}
