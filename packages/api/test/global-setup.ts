import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { testMasterKey } from './database.ts'
import { freePort } from './free-port.ts'
import { makeMemoryFolder, removeLeftovers } from './memory-folder.ts'
import { query } from './query.ts'

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
  const { superuserUrl, end } = await server(process.env.TEST_DATABASE_URL)
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

async function server(existing: string | undefined) {
  if (existing) return { superuserUrl: existing, end: async () => undefined }
  removeLeftovers()
  const folder = makeMemoryFolder()
  // Quick rather than safe from power cuts. The connections are for several workers with a few pools each.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  }
  const embedded = await startEmbedded({
    dataDir: path.join(folder, 'postgres'),
    port: await freePort(),
    settings,
  })
  const end = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true })
  }
  return { superuserUrl: embedded.url, end }
}

async function dropDatabases({ superuserUrl, template }: TestServer) {
  const ours = `SELECT datname FROM pg_database WHERE datname LIKE '${template}%'`
  for (const { datname } of await query<{ datname: string }>(superuserUrl, ours))
    await query(superuserUrl, `DROP DATABASE ${datname} WITH (FORCE)`)
}

function databaseUrl(serverUrl: string, database: string) {
  return Object.assign(new URL(serverUrl), { pathname: database }).href
}
