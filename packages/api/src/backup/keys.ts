import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Client } from 'pg'
import { Advice } from '../advice.ts'
import { pairOf, prepareKeysDatabase, whyNotPair } from '../db/keys-database.ts'
import { closeToLogins, keysRole, prepareGroups, whyNotPrepareRoles } from '../db/roles.ts'
import { withClient } from '../db/with-client.ts'
import { newId } from '../ids.ts'
import { keyIdOf } from '../vault.ts'
import { majorOf, runDump, withPassword, writtenAside } from './backup.ts'
import { needClient, run } from './client.ts'
import { type KeysManifest, type Manifest, readManifest, writeManifest } from './manifest.ts'
import type { Place } from './place.ts'

const dumpName = 'keys.dump'

/**
 * Where the keys of this database are kept apart they are copied into a directory of their own, after what they open: each that a copy of before names is
 * in it, unless it was swept or destroyed since. Null: they are in the other copy.
 *
 * @throws Advice
 */
export async function backupKeys(
  place: Place,
  beside: Manifest,
  directory: string,
): Promise<KeysManifest | null> {
  const { pair, takenAt, build, keyId } = beside
  if (pair === null) return null
  return writtenAside(directory, (aside) =>
    withClient(place.keysOwnerUrl, async (keys) => {
      const serverMajor = await majorOf(keys)
      const dumping = await needClient('pg_dump', serverMajor)
      await keys.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const { rows } = await keys.query<{ snapshot: string; count: number }>(
        'SELECT pg_export_snapshot() AS snapshot, (SELECT count(*)::int FROM keys.case_keys) AS count',
      )
      await runDump(dumping, place.keysOwnerUrl, path.join(aside, dumpName), rows[0]?.snapshot ?? '')
      await keys.query('COMMIT')
      const manifest = {
        ...({ format: 1, kind: 'keys', takenAt, build, serverMajor, keyId, pair } as const),
        count: rows[0]?.count ?? 0,
      }
      await writeManifest(aside, manifest)
      return { ...manifest, files: [] }
    }),
  )
}

/**
 * The keys of that copy, or null where they are in it. One that is older than it lacks the keys of what came between.
 *
 * @throws Advice where they do not go together
 */
export async function keysFor(
  manifest: Manifest,
  directory: string,
  keysDirectory: string | undefined,
): Promise<KeysManifest | null> {
  const pair = manifest.pair ?? null
  if (!keysDirectory) {
    if (pair === null) return null
    throw new Advice(
      `The keys of ${directory} are in a backup of their own: say which, with --keys. Nothing was done.`,
    )
  }
  if (pair === null)
    throw new Advice(`${directory} has its keys in it: it takes no --keys. Nothing was done.`)
  const keys = await readManifest(keysDirectory)
  if (keys.kind !== 'keys') throw new Advice(`${keysDirectory} holds no keys. Nothing was done.`)
  if (keys.pair !== pair)
    throw new Advice(
      `${keysDirectory} holds the keys of another database than ${directory}: they do not belong together. Nothing was done.`,
    )
  if (keys.takenAt < manifest.takenAt)
    throw new Advice(
      `${keysDirectory} was taken before ${directory}: it lacks the keys of what came between. Give one of the same night or a later one. Nothing was done.`,
    )
  return keys
}

/** Why keys cannot be restored there; null where they can. */
export async function whyNotRestoreKeys(keys: Client, manifest: KeysManifest): Promise<string | null> {
  const { rows } = await keys.query<{ empty: boolean }>(
    `SELECT to_regnamespace('keys') IS NULL AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS empty`,
  )
  if (!rows[0]?.empty)
    return 'The database of KEYS_DATABASE_OWNER_URL is not empty. Nothing was done: create another.'
  const major = await majorOf(keys)
  if (major < manifest.serverMajor)
    return `The keys come from Postgres ${manifest.serverMajor}, and that server is ${major}: use one that is as new. Nothing was done.`
  return whyNotPrepareRoles(keys, [keysRole])
}

/** Nobody but the owner gets in before `letKeysIn`. */
export async function restoreKeys(keys: Client, url: string, directory: string): Promise<void> {
  const restoring = await needClient('pg_restore', await majorOf(keys))
  await prepareGroups(keys, [keysRole])
  await closeToLogins(keys, [keysRole])
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-restore-'))
  try {
    await withPassword(url, folder, (dbname) =>
      run(restoring, [
        '--no-owner',
        '--single-transaction',
        '--exit-on-error',
        `--dbname=${dbname}`,
        path.join(directory, dumpName),
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What is not as the manifest says. */
export async function whatDiffersInKeys(
  keys: Client,
  { count, pair }: KeysManifest,
  atHand: readonly Buffer[],
): Promise<string[]> {
  const { rows } = await keys.query<{ count: number; strange: number }>(
    `SELECT count(*)::int AS count, count(*) FILTER (WHERE encode(substring(wrapped FROM 2 FOR 8), 'hex') <> ALL ($1))::int AS strange
      FROM keys.case_keys`,
    [atHand.map((key) => keyIdOf(key))],
  )
  const { count: there, strange } = rows[0] ?? { count: 0, strange: 0 }
  return [
    ...(there === count ? [] : [`the database of keys has ${there} keys of ${count}`]),
    // As after a rotation: the copy of the cases is from before it, the keys from after.
    ...(strange === 0
      ? []
      : [
          `${strange} of its keys are wrapped by another master key than MASTER_KEY and MASTER_KEY_OLD: give that too`,
        ]),
    ...((await pairOf(keys)) === pair ? [] : ['the keys are of another database']),
  ]
}

/** How many keys the database of cases names and that of keys has not. */
export async function keysMissing(first: Client, keys: Client): Promise<number> {
  const { rows: named } = await first.query<{ ids: string[] }>(
    `SELECT coalesce(array_agg(id::text), '{}') AS ids FROM (SELECT id, wrapped FROM data_keys UNION ALL SELECT id, wrapped FROM imports) k
      WHERE substring(wrapped FROM 1 FOR 1) = '\\x03'`,
  )
  const { rows } = await keys.query<{ missing: number }>(
    `SELECT count(*)::int AS missing FROM unnest($1::uuid[]) AS k WHERE NOT EXISTS (SELECT FROM keys.case_keys c WHERE c.id = k)`,
    [named[0]?.ids ?? []],
  )
  return rows[0]?.missing ?? 0
}

/** The two are a pair of their own from now on: neither goes with what it is a copy of. */
export async function letKeysIn(first: Client, keys: Client, secret: string): Promise<void> {
  const pair = newId()
  await keys.query('UPDATE keys.pair SET pair = $1', [pair])
  await first.query('UPDATE deployment.case_keys SET pair = $1', [pair])
  await prepareKeysDatabase(keys, secret)
}

/** @throws Advice where a command has not both databases of a pair at hand */
export async function needPair(first: Client, keysOwnerUrl: string): Promise<void> {
  const fault = keysOwnerUrl
    ? await withClient(keysOwnerUrl, (keys) => whyNotPair(first, keys))
    : await whyNotPair(first, null)
  if (fault) throw new Advice(`${fault}. Nothing was done.`)
}
