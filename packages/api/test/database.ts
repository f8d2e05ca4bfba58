import type { Pool } from 'pg'
import { afterAll, inject } from 'vitest'
import { openPool } from '../src/db/pool.ts'
import { type DatabaseRole, keysRole, loginUrl } from '../src/db/roles.ts'
import { query } from './query.ts'

/** Every test's master key: what tests seal is nobody's. */
export const testMasterKey = Buffer.alloc(32, 'alongside tests ')
export const testRoleSecret = 'the logins of tests'

export interface TestDatabase {
  /** On the run's server. */
  name: string
  /** The tables' owner, who sees every row. For arranging and for looking, never for acting. */
  ownerUrl: string
  /** The server’s superuser there, whom the product never meets: where a test plays with what only she may. */
  superuserUrl: string
  appUrl: string
  jobsUrl: string
  identityUrl: string
  drop(): Promise<void>
}

let made = 0

/**
 * A database of the caller's own, some 30 ms: empty and migrated, or a copy of `copied`, to which nobody is connected.
 * `drop()` cuts off whoever is still connected; the run drops what nobody did.
 */
export async function createTestDatabase(copied?: string): Promise<TestDatabase> {
  const { superuserUrl, template, owner } = inject('testServer')
  const name = `${template}_${process.pid}_${++made}`
  // Copying files takes half the time of the default, which writes every page to the log.
  await query(
    superuserUrl,
    `CREATE DATABASE ${name} TEMPLATE ${copied ?? template} OWNER ${owner} STRATEGY file_copy`,
  )
  const at = (url: string) => Object.assign(new URL(url), { pathname: name }).href
  const ownerUrl = at(Object.assign(new URL(superuserUrl), { username: owner }).href)
  // The template's own logins: to make three for each copy would take longer than to copy it.
  const loginAt = (role: DatabaseRole) =>
    at(loginUrl(Object.assign(new URL(superuserUrl), { pathname: template }).href, testRoleSecret, role))
  return {
    name,
    ownerUrl,
    superuserUrl: at(superuserUrl),
    appUrl: loginAt('alongside_app'),
    jobsUrl: loginAt('alongside_jobs'),
    identityUrl: loginAt('alongside_identity'),
    drop: async () => void (await query(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  }
}

/** A database of keys of the caller's own, empty or a copy, with its owner's and its login's addresses. */
export async function createKeysDatabase(copied?: string) {
  const { superuserUrl, template, owner } = inject('testServer')
  const name = `${template}_keys_${process.pid}_${++made}`
  const from = keysTemplate(template)
  await query(
    superuserUrl,
    `CREATE DATABASE ${name} TEMPLATE ${copied ?? from} OWNER ${owner} STRATEGY file_copy`,
  )
  const at = (url: string, pathname = name) => Object.assign(new URL(url), { pathname }).href
  return {
    name,
    ownerUrl: at(Object.assign(new URL(superuserUrl), { username: owner }).href),
    loginUrl: at(loginUrl(at(superuserUrl, from), testRoleSecret, keysRole)),
    drop: async () => void (await query(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  }
}
export type KeysDatabase = Awaited<ReturnType<typeof createKeysDatabase>>
export const keysTemplate = (template: string) => `${template}_keys`

/**
 * Connections of a test's own, until its file is done. A pool has ended before its connections have: what `drop()` cuts off
 * by then is heard here, or it would end the run.
 */
export function openTestPool(url: string, max: number): Pool {
  const pool = openPool(url, max, () => undefined)
  afterAll(() => pool.end())
  return pool
}
