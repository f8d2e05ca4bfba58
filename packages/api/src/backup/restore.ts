import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { Advice } from '../advice.ts'
import { chainKeyOf } from '../audit/chain.ts'
import { verifyAudit } from '../audit/verify.ts'
import { type KeysAtHand, needVault, openVault } from '../db/key-check.ts'
import { migrations, numberOf } from '../db/migration-files.ts'
import { closeToLogins, prepareGroups, prepareLogins, whyNotPrepareRoles } from '../db/roles.ts'
import { differsFromApplied, schemaVersions } from '../db/schema-versions.ts'
import { withClient } from '../db/with-client.ts'
import { replay } from '../disposal/destroy.ts'
import { readLedger } from '../disposal/ledger.ts'
import { keyIdOf, Vault } from '../vault.ts'
import { majorOf, withPassword } from './backup.ts'
import { needClient, run } from './client.ts'
import { beginDrill } from './drill.ts'
import { keysFor, keysMissing, letKeysIn, restoreKeys, whatDiffersInKeys, whyNotRestoreKeys } from './keys.ts'
import { countRows, type KeysManifest, type Manifest, readManifest } from './manifest.ts'
import type { Place } from './place.ts'

/** The manifest of a backup that this build can restore with this key. @throws Advice */
export async function restorable(directory: string, keys: KeysAtHand): Promise<Manifest> {
  const manifest = await readManifest(directory)
  if (manifest.kind === 'keys')
    throw new Advice(
      `${directory} holds keys: say of which backup they are, restore DIR --keys ${directory}. Nothing was done.`,
    )
  if (!keys.some((key) => keyIdOf(key) === manifest.keyId))
    throw new Advice(
      `${directory} was sealed under the key ${manifest.keyId}, and MASTER_KEY is ${keyIdOf(keys[0])}: give that key. Nothing was done.`,
    )
  const newest = Math.max(...migrations().map(numberOf))
  if (manifest.schema > newest)
    throw new Advice(
      `${directory} is of schema ${manifest.schema}, and this build knows no more than ${newest}: restore it with the newer build. Nothing was done.`,
    )
  return manifest
}

/** What is restored, and who may sign in to it. */
export interface Wanted {
  directory: string
  /** Of a backup whose keys are in another. */
  keysDirectory?: string | undefined
  people: readonly string[]
}

/** What was restored. */
export interface Restored {
  manifest: Manifest
  /** Lines of the ledger that were carried out again. */
  disposed: number
  /** Keys that it names and that are gone since: of drafts that were thrown away. */
  missing: number
}

/**
 * Restores a dump into an empty database, and its keys into another where they are apart; nobody but the owner gets in before all of it was checked and
 * is a drill.
 *
 * @throws Advice
 */
export async function restoreDump(place: Place, wanted: Wanted): Promise<Restored> {
  const { directory, keysDirectory } = wanted
  const manifest = await restorable(directory, place.keys)
  const keysManifest = await keysFor(manifest, directory, keysDirectory)
  if (!keysManifest || !keysDirectory) return restoreFirst(place, wanted, manifest, null)
  if (!place.keysOwnerUrl)
    throw new Advice('KEYS_DATABASE_OWNER_URL is missing: an empty database for the keys. Nothing was done.')
  return withClient(place.keysOwnerUrl, async (keys) => {
    const fault = await whyNotRestoreKeys(keys, keysManifest)
    if (fault) throw new Advice(fault)
    return restoreFirst(place, wanted, manifest, { client: keys, manifest: keysManifest })
  })
}

interface Apart {
  client: Client
  manifest: KeysManifest
}

async function restoreFirst(
  place: Place,
  { directory, keysDirectory, people }: Wanted,
  manifest: Manifest,
  apart: Apart | null,
): Promise<Restored> {
  if (manifest.kind !== 'dump')
    throw new Advice(
      `${directory} holds the files of the embedded Postgres: restore it without DATABASE_OWNER_URL, into a DATA_DIR. Nothing was done.`,
    )
  const owner = await connect(place.ownerUrl)
  try {
    const major = await majorOf(owner)
    if (major < manifest.serverMajor)
      throw new Advice(
        `${directory} comes from Postgres ${manifest.serverMajor}, and this server is ${major}: use one that is as new. Nothing was done.`,
      )
    const restoring = await needClient('pg_restore', major)
    const { rows } = await owner.query<{ empty: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM pg_namespace WHERE nspname IN ('app', 'deployment', 'pgboss'))
          AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS empty`,
    )
    if (!rows[0]?.empty)
      throw new Advice('The database of DATABASE_OWNER_URL is not empty. Nothing was done: create another.')
    const roles = await whyNotPrepareRoles(owner)
    if (roles) throw new Advice(`${roles} Nothing was done.`)
    await prepareGroups(owner)
    await closeToLogins(owner)
    const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-restore-'))
    try {
      await withPassword(place.ownerUrl, folder, (dbname) =>
        run(restoring, [
          '--no-owner',
          '--single-transaction',
          '--exit-on-error',
          `--dbname=${dbname}`,
          path.join(directory, 'database.dump'),
        ]),
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
    if (apart && keysDirectory) await restoreKeys(apart.client, place.keysOwnerUrl, keysDirectory)
    return await openAsDrill(owner, place, { manifest, people, apart })
  } finally {
    await owner.end()
  }
}

/** What Postgres wants to be there, empty, and what copies of a directory may leave out. */
const emptyFolders = [
  ...[
    'pg_commit_ts',
    'pg_dynshmem',
    'pg_notify',
    'pg_replslot',
    'pg_serial',
    'pg_snapshots',
    'pg_stat',
    'pg_stat_tmp',
  ],
  ...[
    'pg_subtrans',
    'pg_tblspc',
    'pg_twophase',
    'pg_wal/archive_status',
    'pg_wal/summaries',
    'pg_logical/mappings',
    'pg_logical/snapshots',
  ],
]

/** Puts the files of an embedded cluster where there are none yet; it is not started. @throws Advice */
export async function placeCluster(directory: string, dataDir: string, keys: KeysAtHand): Promise<Manifest> {
  const manifest = await restorable(directory, keys)
  if (manifest.kind !== 'cluster')
    throw new Advice(
      `${directory} is of pg_dump: give an empty database in DATABASE_OWNER_URL. Nothing was done.`,
    )
  if (existsSync(dataDir)) throw new Advice(`${dataDir} is there already. Nothing was done.`)
  mkdirSync(path.dirname(dataDir), { recursive: true, mode: 0o711 })
  cpSync(path.join(directory, 'postgres'), dataDir, { recursive: true })
  cpSync(path.join(directory, 'postgres.password'), `${dataDir}.password`)
  for (const folder of emptyFolders) mkdirSync(path.join(dataDir, folder), { recursive: true, mode: 0o700 })
  return manifest
}

/** The rest, once it runs. @throws Advice */
export async function finishCluster(
  place: Place,
  manifest: Manifest,
  people: readonly string[],
): Promise<Restored> {
  const owner = await connect(place.ownerUrl)
  try {
    await closeToLogins(owner)
    return await openAsDrill(owner, place, { manifest, people, apart: null })
  } finally {
    await owner.end()
  }
}

async function connect(url: string): Promise<Client> {
  const owner = new Client({ connectionString: url })
  owner.on('error', () => undefined)
  await owner.connect()
  return owner
}

/** Lets the logins in when everything is as the manifest says, what was disposed of since is gone, every session has ended, and nothing is live. */
async function openAsDrill(
  owner: Client,
  place: Place,
  { manifest, people, apart }: { manifest: Manifest; people: readonly string[]; apart: Apart | null },
): Promise<Restored> {
  const differences = [
    ...(await whatDiffers(owner, place, manifest)),
    ...(apart ? await whatDiffersInKeys(apart.client, apart.manifest, place.keys) : []),
  ]
  if (differences.length > 0)
    throw new Advice(
      [
        'The copy is not what was backed up, and nobody is let in:',
        ...differences.map((line) => `- ${line}.`),
      ].join('\n'),
    )
  const disposed = await disposeAgain(owner, place, manifest, apart)
  const missing = apart ? await keysMissing(owner, apart.client) : 0
  if (missing > 0 && apart?.manifest.takenAt === manifest.takenAt)
    throw new Advice(`${missing} keys are not in the copy that was taken with it, and nobody is let in.`)
  if (apart) await letKeysIn(owner, apart.client, place.roleSecret)
  await beginDrill(owner, manifest.takenAt, people)
  await prepareLogins(owner, place.roleSecret)
  return { manifest, disposed, missing }
}

/** What the ledger says is gone is gone from the copy too. @throws Advice where it is not the ledger of what was copied */
async function disposeAgain(
  first: Client,
  { ledger, keys: atHand }: Place,
  { generation = 0 }: Manifest,
  apart: Apart | null,
): Promise<number> {
  if (ledger === '' && generation === 0) return 0
  const disposing = { first, keys: apart?.client ?? null, ledger, vault: await needVault(first, atHand) }
  const lines = ledger === '' ? 0 : readLedger(ledger, disposing.vault).length
  if (lines < generation)
    throw new Advice(
      `${generation} keys had been destroyed when the copy was taken, and DISPOSAL_LEDGER has ${lines} lines: give the whole ledger. Nobody is let in.`,
    )
  return replay(disposing)
}

async function whatDiffers(owner: Client, place: Place, manifest: Manifest): Promise<string[]> {
  const differences: string[] = []
  const vault = await openVault(owner, place.keys)
  if (!(vault instanceof Vault)) return ['MASTER_KEY does not open what is sealed in it']
  const counts = await countRows(owner)
  const mayShrink = manifest.kind === 'cluster' ? await tablesThatShrink(owner) : new Set<string>()
  for (const [table, expected] of Object.entries(manifest.counts)) {
    const there = counts[table] ?? 0
    // The files of a cluster are of the moment at which the copy ended; it was counted as it began.
    const alike = manifest.kind === 'dump' ? there === expected : there >= expected || mayShrink.has(table)
    if (!alike) differences.push(`${table} has ${there} rows of ${expected}`)
  }
  const applied = await schemaVersions(owner)
  const unlike = await differsFromApplied(owner, applied)
  if (unlike.length > 0) differences.push(`its schema is not whole (${unlike.join(', ')})`)
  const head = manifest.auditHead && { ...manifest.auditHead, key: null, at: null }
  const audit = await verifyAudit(place.ownerUrl, chainKeyOf(vault), head ? [head] : [])
  return [...differences, ...audit.faults.map(({ detail }) => detail)]
}

/** Where rows are taken away in the course of things. */
async function tablesThatShrink(owner: Client): Promise<Set<string>> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'pgboss') AND c.relkind IN ('r', 'p') AND (has_table_privilege('alongside_app', c.oid, 'DELETE')
        OR has_table_privilege('alongside_jobs', c.oid, 'DELETE') OR has_table_privilege('alongside_identity', c.oid, 'DELETE'))`,
  )
  return new Set(rows.map(({ name }) => name))
}
