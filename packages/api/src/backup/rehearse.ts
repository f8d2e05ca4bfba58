import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { can } from '@alongside/shared/access'
import { listCases, readCase } from '@alongside/shared/cases/contract'
import { printInformationSheet } from '@alongside/shared/consent/papers-contract'
import { Client } from 'pg'
import { Advice } from '../advice.ts'
import { buildApp } from '../app.ts'
import { withDefaults } from '../config.ts'
import { noteRun } from '../db/last-runs.ts'
import { databaseRoles, keysRole, loginOf } from '../db/roles.ts'
import { withClient } from '../db/with-client.ts'
import { callerAs } from '../in-process.ts'
import { openLog } from '../log.ts'
import { noMail } from '../notices/mailer.ts'
import { openServices } from '../serve.ts'
import { openSession } from '../sessions/queries.ts'
import { namePeople } from './drill.ts'
import { keysFor } from './keys.ts'
import type { Manifest } from './manifest.ts'
import { type Asked, clusterOf, type Place, withPlace } from './place.ts'
import { finishCluster, placeCluster, restorable, restoreDump, type Wanted } from './restore.ts'

/** What a drill found. */
export interface Rehearsed {
  copiedAt: string
  seconds: number
  /** False: the copy has no case that anybody of those tried may see. */
  caseOpened: boolean
  /** Of the paper that was printed. */
  bytes: number
}

/**
 * OPS-4: restores a backup into a database made for it, signs in there, opens a case, prints a paper, and drops it again, whatever
 * happens. That it was done is recorded in the database beside which it was done.
 *
 * @throws Advice with what went wrong
 */
export async function rehearse(
  asked: Asked,
  place: Place,
  { directory, keysDirectory }: Omit<Wanted, 'people'>,
  clock: () => string,
): Promise<Rehearsed> {
  const manifest = await restorable(directory, place.keys)
  await keysFor(manifest, directory, keysDirectory)
  const began = Date.parse(clock())
  const looked =
    manifest.kind === 'dump'
      ? await inThrowAwayDatabases(place, manifest.pair !== null, async (there) => {
          await restoreDump(there, { directory, keysDirectory, people: [] })
          return lookThrough(there, clock)
        })
      : await inThrowAwayCluster(asked, place, directory, manifest, (there) => lookThrough(there, clock))
  const seconds = (Date.parse(clock()) - began) / 1000
  const rehearsed = { copiedAt: manifest.takenAt, seconds, ...looked }
  await withClient(place.ownerUrl, (owner) => noteRun(owner, 'drill', clock()))
  return rehearsed
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Its connections have been closed; the server notices in a moment. To cut them off is not the owner's before Postgres 16. */
async function dropDatabase(owner: Client, name: string): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await owner.query(`DROP DATABASE IF EXISTS "${name}"`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries === 100) throw error
      await setTimeout(100)
    }
}

async function inThrowAwayDatabases<T>(
  place: Place,
  keysApart: boolean,
  work: (there: Place) => Promise<T>,
): Promise<T> {
  const embedded = null
  if (!keysApart)
    return inThrowAwayDatabase(place.ownerUrl, databaseRoles, (ownerUrl) =>
      work({ ...place, ownerUrl, keysOwnerUrl: '', embedded }),
    )
  if (!place.keysOwnerUrl) throw new Advice('KEYS_DATABASE_OWNER_URL is missing. Nothing was done.')
  return inThrowAwayDatabase(place.ownerUrl, databaseRoles, (ownerUrl) =>
    inThrowAwayDatabase(place.keysOwnerUrl, [keysRole], (keysOwnerUrl) =>
      work({ ...place, ownerUrl, keysOwnerUrl, embedded }),
    ),
  )
}

async function inThrowAwayDatabase<T>(
  url: string,
  roles: readonly Parameters<typeof loginOf>[1][],
  work: (there: string) => Promise<T>,
): Promise<T> {
  const owner = await connected(url)
  const name = `${owner.database}_drill`
  const drop = async () => {
    await dropDatabase(owner, name)
    for (const role of roles) await owner.query(`DROP ROLE IF EXISTS "${loginOf(name, role)}"`)
  }
  try {
    const { rows } = await owner.query<{ may: boolean; me: string }>(
      'SELECT rolcreatedb OR rolsuper AS may, rolname::text AS me FROM pg_roles WHERE rolname = current_user',
    )
    if (!rows[0]?.may)
      throw new Advice(
        `The owner may make no database to try the backup in. Nothing was done: ALTER ROLE ${rows[0]?.me} CREATEDB; as the superuser.`,
      )
    // Of one that was broken off.
    await drop()
    await owner.query(`CREATE DATABASE "${name}"`)
    try {
      return await work(Object.assign(new URL(url), { pathname: name }).href)
    } finally {
      await drop()
    }
  } finally {
    await owner.end()
  }
}

async function inThrowAwayCluster<T>(
  asked: Asked,
  { keys, roleSecret }: Place,
  directory: string,
  manifest: Manifest,
  work: (there: Place) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'alongside-drill-'))
  const [MASTER_KEY = '', MASTER_KEY_OLD = ''] = keys.map((key) => key.toString('base64'))
  const there: Asked = {
    ...asked,
    ...{
      DATABASE_OWNER_URL: '',
      KEYS_DATABASE_OWNER_URL: '',
      DATABASE_URL: '',
      DATABASE_PORT: await someFreePort(),
      dataDir,
    },
    ...{ MASTER_KEY, MASTER_KEY_OLD, ROLE_SECRET: roleSecret },
  }
  try {
    await placeCluster(directory, clusterOf(there), keys)
    return await withPlace(there, async (at) => {
      await finishCluster(at, manifest, [])
      return work(at)
    })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const someFreePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

/** As many members are tried until one sees a case: those first who were there last. */
const membersTried = 20

/** The product itself on that database, in this process: nothing leaves it. @throws Advice */
async function lookThrough(
  { ownerUrl, keysOwnerUrl, ledger, keys, roleSecret }: Place,
  clock: () => string,
): Promise<Pick<Rehearsed, 'caseOpened' | 'bytes'>> {
  const [MASTER_KEY = '', MASTER_KEY_OLD = ''] = keys.map((key) => key.toString('base64'))
  const config = withDefaults({
    ...{ DATABASE_URL: ownerUrl, MASTER_KEY, MASTER_KEY_OLD, ROLE_SECRET: roleSecret },
    ...{ KEYS_DATABASE_URL: keysOwnerUrl, DISPOSAL_LEDGER: ledger },
    ...{ JOBS: false, MAIL: 'off', OVERLOAD_MS: 0 },
  })
  const log = openLog('silent')
  const { services, close } = await openServices(config, log, clock, { mailer: noMail })
  const app = await buildApp(services, log)
  const owner = await connected(ownerUrl)
  try {
    const { rows: members } = await owner.query<{ id: string; email: string }>(
      `SELECT a.id, a.email FROM accounts a WHERE EXISTS (SELECT FROM memberships m WHERE m.account_id = a.id)
        ORDER BY (SELECT max(s.created_at) FROM sessions s WHERE s.account_id = a.id) DESC NULLS LAST, a.id LIMIT ${membersTried}`,
    )
    let seen = { signedIn: false, caseOpened: false, bytes: 0 }
    for (const { id, email } of members) {
      await namePeople(owner, [email])
      const session = await openSession(services.pools.identity, id, clock())
      if (!session?.actor.role) continue
      seen = { ...seen, signedIn: true }
      const call = callerAs(app, session.actor)
      const listed = seen.caseOpened ? null : await call(listCases, {})
      const first = listed?.status === 200 ? listed.body.items[0] : undefined
      if (first) {
        const { status } = await call(readCase, { params: { caseId: first.id } })
        if (status !== 200) throw new Advice(`A case of the copy does not open (${status}).`)
        seen = { ...seen, caseOpened: true }
      }
      if (seen.bytes === 0 && can(session.actor.role, printInformationSheet.permission)) {
        const { status, body } = await call(printInformationSheet, {})
        if (status !== 200) throw new Advice(`No paper can be printed from the copy (${status}).`)
        seen = { ...seen, bytes: (body.bytes as Uint8Array).length }
      }
      if (seen.caseOpened && seen.bytes > 0) break
    }
    if (members.length > 0 && !seen.signedIn) throw new Advice('Nobody can sign in to the copy.')
    return { caseOpened: seen.caseOpened, bytes: seen.bytes }
  } finally {
    await owner.end()
    await app.close()
    await close()
  }
}
