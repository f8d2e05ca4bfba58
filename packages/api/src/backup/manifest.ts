import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { Advice } from '../advice.ts'
import type { Fingerprint } from '../db/fingerprint.ts'

interface AnyManifest {
  format: 1
  takenAt: string
  build: string
  serverMajor: number
  keyId: string
  files: { name: string; bytes: number; sha256: string }[]
}

/** What a backup holds, and how to tell that all of it is there. Numbers and hashes: nobody's name. */
export interface Manifest extends AnyManifest {
  /** `dump`: of pg_dump. `cluster`: the files of the embedded Postgres, which has no pg_dump. */
  kind: 'dump' | 'cluster'
  /** Of the last migration. */
  schema: number
  fingerprint: Fingerprint
  /** Of the database of keys that goes with it; null: the keys are in this backup. */
  pair: string | null
  /** How many keys were destroyed by then: so many lines the ledger has at least. */
  generation: number
  /** Rows by table. */
  counts: Record<string, number>
  /** The last seal of the audit chain. */
  auditHead: { seal: number; hash: string } | null
}

/** The same of the database of keys, which is never in the directory of the other. */
export interface KeysManifest extends AnyManifest {
  kind: 'keys'
  pair: string
  /** How many keys. */
  count: number
}

type Unwritten<M> = Omit<M, 'files'>

const manifestOf = (directory: string) => path.join(directory, 'manifest.json')

/** Rows of every table of ours, as whoever sees them all. */
export async function countRows(client: Pick<ClientBase, 'query'>): Promise<Record<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'deployment', 'pgboss') ORDER BY 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${name}`)
    counts[name] = Number(rows[0]?.count)
  }
  return counts
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function filesIn(directory: string, under = ''): string[] {
  return readdirSync(path.join(directory, under), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(under, entry.name)
    return entry.isDirectory() ? filesIn(directory, name) : [name]
  })
}

/** Writes what the directory holds, as the last file of it. */
export async function writeManifest(
  directory: string,
  manifest: Unwritten<Manifest> | Unwritten<KeysManifest>,
): Promise<void> {
  const files: Manifest['files'] = []
  for (const name of filesIn(directory).sort()) {
    const file = path.join(directory, name)
    files.push({ name, bytes: statSync(file).size, sha256: await hashOf(file) })
  }
  writeFileSync(manifestOf(directory), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`, {
    mode: 0o600,
  })
}

/** @throws Advice where the directory is no backup of ours, or not as it was written */
export async function readManifest(directory: string): Promise<Manifest | KeysManifest> {
  if (!existsSync(manifestOf(directory)))
    throw new Advice(`${directory} is no whole backup: it has no manifest.json. Nothing was done.`)
  const manifest = JSON.parse(readFileSync(manifestOf(directory), 'utf8')) as Manifest | KeysManifest
  if (manifest.format !== 1)
    throw new Advice(
      `${directory} was written by a newer build. Nothing was done: restore it with that build.`,
    )
  for (const { name, bytes, sha256 } of manifest.files) {
    const file = path.join(directory, name)
    const size = statSync(file, { throwIfNoEntry: false })?.size
    if (size !== bytes || (await hashOf(file)) !== sha256)
      throw new Advice(
        `${directory} is not as it was written: ${name} ${size === undefined ? 'is missing' : 'was cut short or changed'}. Nothing was done: take another backup.`,
      )
  }
  return manifest
}
