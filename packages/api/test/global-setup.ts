import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/db/migrate.ts'
import { testMasterKey } from './database.ts'
import { query } from './query.ts'
import { openServer } from './server.ts'

/** What a test needs to make a database of its own: see database.ts. */
export type TestServer = {
  superuserUrl: string
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/**
 * One server for the whole run, with one migrated template in it. `TEST_DATABASE_URL` (a superuser's; several runs may
 * share it) takes the place of the embedded one.
 */
export default async function setup(project: TestProject) {
  const { superuserUrl, end } = await openServer(process.env.TEST_DATABASE_URL)
  const template = `alongside_test_${randomBytes(4).toString('hex')}`
  const testServer = { superuserUrl, template }

  await query(superuserUrl, `CREATE DATABASE ${template}`)
  await migrate(databaseUrl(superuserUrl, template), testMasterKey)
  project.provide('testServer', testServer)

  return async () => {
    await dropDatabases(testServer)
    await end()
  }
}

async function dropDatabases({ superuserUrl, template }: TestServer) {
  const ours = `SELECT datname FROM pg_database WHERE datname LIKE '${template}%'`
  for (const { datname } of await query<{ datname: string }>(superuserUrl, ours))
    await query(superuserUrl, `DROP DATABASE ${datname} WITH (FORCE)`)
}

function databaseUrl(serverUrl: string, database: string) {
  return Object.assign(new URL(serverUrl), { pathname: database }).href
}
