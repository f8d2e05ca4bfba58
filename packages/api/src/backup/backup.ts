import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { Advice } from '../advice.ts'
import { takeFingerprint } from '../db/fingerprint.ts'
import { keyOfDatabase, knownKeys, wordsForWrongKey } from '../db/key-check.ts'
import { whereKeysAre } from '../db/keys-database.ts'
import { schemaVersions } from '../db/schema-versions.ts'
import { needClient, run } from './client.ts'
import { countRows, type Manifest, writeManifest } from './manifest.ts'
import type { Place } from './place.ts'

/**
 * Copies the database into a directory that is not there yet: written aside, checked, then renamed, so that what has the
 * name of a backup is one. The master key is not in it.
 *
 * @throws Advice where it cannot; then there is no such directory
 */
export const backup = (place: Place, directory: string, now: string, build: string): Promise<Manifest> =>
  writtenAside(directory, async (aside) => {
    const manifest: Omit<Manifest, 'files'> = {
      format: 1,
      kind: place.embedded ? 'cluster' : 'dump',
      takenAt: now,
      build,
      ...(await (place.embedded ? copyCluster(place, place.embedded, aside) : dump(place, aside))),
    }
    await writeManifest(aside, manifest)
    return { ...manifest, files: [] }
  })

/** What `work` writes into a directory that is not there yet gets its name last, or is gone. @throws Advice */
export async function writtenAside<T>(directory: string, work: (aside: string) => Promise<T>): Promise<T> {
  if (existsSync(directory)) throw new Advice(`${directory} is there already. Nothing was done.`)
  mkdirSync(path.dirname(path.resolve(directory)), { recursive: true })
  const aside = mkdtempSync(`${path.resolve(directory)}.part-`)
  try {
    const written = await work(aside)
    renameSync(aside, directory)
    return written
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw error
  }
}

type Facts = Pick<
  Manifest,
  'schema' | 'serverMajor' | 'keyId' | 'fingerprint' | 'counts' | 'auditHead' | 'pair' | 'generation'
>

async function factsOf(client: Client, { keys }: Place): Promise<Facts> {
  const known = (await knownKeys(client)).find(({ retiredAt }) => retiredAt === null)
  if (!known || (await keyOfDatabase(client, keys)) !== 'its own')
    throw new Advice(
      `${await wordsForWrongKey(client, keys)}: whoever restores this needs it. Nothing was done.`,
    )
  const { rows: seals } = await client.query<{ seal: number; hash: string }>(
    `SELECT id::int AS seal, encode(hash, 'hex') AS hash FROM audit_seals ORDER BY id DESC LIMIT 1`,
  )
  const { pair, generation } = await whereKeysAre(client)
  return {
    ...{ pair, generation },
    schema: (await schemaVersions(client)).at(-1)?.number ?? 0,
    serverMajor: await majorOf(client),
    keyId: known.keyId,
    fingerprint: await takeFingerprint(client),
    counts: await countRows(client),
    auditHead: seals[0] ?? null,
  }
}

export async function majorOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  )
  return rows[0]?.major ?? 0
}

/** What is counted is what is dumped: both see the database at one moment. */
async function dump(place: Place, aside: string): Promise<Facts> {
  const client = new Client({ connectionString: place.ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const major = await majorOf(client)
    const [dumping, listing] = [await needClient('pg_dump', major), await needClient('pg_restore', major)]
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot')
    const facts = await factsOf(client, place)
    const file = path.join(aside, 'database.dump')
    await runDump(dumping, place.ownerUrl, file, rows[0]?.snapshot ?? '')
    await client.query('COMMIT')
    const { stdout } = await run(listing, ['--list', file])
    if (!stdout.includes('TABLE DATA public cases'))
      throw new Advice('pg_dump wrote a copy without the cases.')
    return facts
  } finally {
    await client.end()
  }
}

/** Of one moment, which whoever counts sees too. */
export const runDump = (dumping: string, url: string, file: string, snapshot: string) =>
  withPassword(url, path.dirname(file), (dbname) =>
    run(dumping, [
      '--format=custom',
      '--enable-row-security',
      `--snapshot=${snapshot}`,
      `--file=${file}`,
      `--dbname=${dbname}`,
    ]),
  )

/** A connection string without its password, which nobody is to read in a list of processes. */
export async function withPassword<T>(
  url: string,
  folder: string,
  work: (dbname: string) => Promise<T>,
): Promise<T> {
  const named = new URL(url)
  const passfile = path.join(folder, '.pgpass')
  const password = decodeURIComponent(named.password).replaceAll(/[\\:]/g, '\\$&')
  writeFileSync(passfile, `*:*:*:*:${password}\n`, { mode: 0o600 })
  named.password = ''
  named.searchParams.set('passfile', passfile)
  try {
    return await work(named.href)
  } finally {
    rmSync(passfile, { force: true })
  }
}

/** Begun anew by every start, or of one running server alone. */
const passing =
  /^(postmaster\.(pid|opts)|pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/

/**
 * The files of the embedded cluster, between pg_backup_start and pg_backup_stop, and the log that makes them whole. A slot
 * keeps that log while it is copied.
 */
async function copyCluster(
  place: Place,
  { url, dataDir }: NonNullable<Place['embedded']>,
  aside: string,
): Promise<Facts> {
  const superuser = new Client({ connectionString: url })
  const owner = new Client({ connectionString: place.ownerUrl })
  for (const client of [superuser, owner]) {
    client.on('error', () => undefined)
    await client.connect()
  }
  try {
    const facts = await factsOf(owner, place)
    await superuser.query(`SELECT pg_create_physical_replication_slot('alongside_backup', true, true)`)
    await superuser.query(`SELECT pg_backup_start('alongside', true)`)
    const to = path.join(aside, 'postgres')
    copyTree(dataDir, to, (name) => passing.test(name))
    const { rows } = await superuser.query<{ label: string }>(
      'SELECT labelfile AS label FROM pg_backup_stop(false)',
    )
    writeFileSync(path.join(to, 'backup_label'), rows[0]?.label ?? '', { mode: 0o600 })
    await superuser.query('SELECT pg_switch_wal()')
    copyTree(path.join(dataDir, 'pg_wal'), path.join(to, 'pg_wal'), () => false)
    copyFileSync(`${dataDir}.password`, path.join(aside, 'postgres.password'))
    return facts
  } finally {
    await superuser
      .query(
        `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'alongside_backup' AND NOT active`,
      )
      .catch(() => undefined)
    await Promise.all([superuser.end(), owner.end()])
  }
}

/** What vanishes meanwhile was dropped or is past: the log knows what it needs, and the slot keeps that. */
function copyTree(from: string, to: string, isLeftOut: (name: string) => boolean): void {
  mkdirSync(to, { mode: 0o700 })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (isLeftOut(entry.name)) continue
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) copyTree(source, target, () => false)
    else if (existsSync(source)) copyFileSync(source, target)
  }
}
