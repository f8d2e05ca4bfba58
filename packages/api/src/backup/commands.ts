import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Client } from 'pg'
import { Advice } from '../advice.ts'
import { needVault } from '../db/key-check.ts'
import { whereKeysAre } from '../db/keys-database.ts'
import { noteRun } from '../db/last-runs.ts'
import { withClient } from '../db/with-client.ts'
import { replay } from '../disposal/destroy.ts'
import { keyIdOf } from '../vault.ts'
import { backup } from './backup.ts'
import { examine } from './doctor.ts'
import { namePeople, promote, type Waiting } from './drill.ts'
import { halfSheets, joinHalves } from './half-sheets.ts'
import { backupKeys, keysFor, needPair } from './keys.ts'
import { moveKeys } from './move-keys.ts'
import { type Asked, clusterOf, type Place, secretsOf, withPlace } from './place.ts'
import { prune } from './prune.ts'
import { rehearse } from './rehearse.ts'
import { finishCluster, placeCluster, restorable, restoreDump } from './restore.ts'
import { type Kept, keysInUse, retire, rotate } from './rotate.ts'

/** What each of these commands says when it is done. They throw Advice. */
type Said = Promise<string[]>

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Of a backup whose keys are in another directory. */
const keysOption = { keys: { type: 'string' } } as const
const directories = (args: string[]) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: keysOption })
  return { directory: positionals[0], keysDirectory: values.keys }
}

/** `backup DIR [--keys DIR]`: the second where keys are kept apart, and there it has to be. */
export async function backupCommand(asked: Asked, args: string[], now: string, build: string): Said {
  const { directory, keysDirectory } = directories(args)
  if (!directory) throw new Advice('Say where to: backup DIR')
  const { counts, keyId, keys } = await withPlace(asked, async (place) => {
    await asOwnerOf(place, (owner) => mayBackUp(owner, place, directory, keysDirectory))
    const made = await backup(place, directory, now, build)
    const keys = keysDirectory
      ? await backupKeys(place, made, keysDirectory).catch((error: unknown) => {
          // Without its keys it would be none.
          rmSync(directory, { recursive: true, force: true })
          throw error
        })
      : null
    await asOwnerOf(place, async (owner) => {
      await noteRun(owner, 'backup', now)
      if (keys) await noteRun(owner, 'backup of keys', now)
    })
    return { ...made, keys }
  })
  return [
    `${directory} holds ${total(counts)} rows of ${Object.keys(counts).length} tables, as of ${now}.`,
    ...(keys
      ? [
          `${keysDirectory} holds the ${keys.count} keys to it. Keep it in another place, and for 35 days at most (\`prune\`).`,
        ]
      : ['The keys of its cases are in it: what is disposed of stays readable in it until it is deleted.']),
    `The master key is not in it: without the key ${keyId} it opens nothing. Keep that elsewhere.`,
  ]
}

/** @throws Advice */
async function mayBackUp(
  owner: Client,
  place: Place,
  directory: string,
  keysDirectory?: string,
): Promise<void> {
  const { pair } = await whereKeysAre(owner)
  if (pair === null) {
    if (!keysDirectory) return
    throw new Advice('The keys of this database are in it: its backup takes no --keys. Nothing was done.')
  }
  if (!keysDirectory)
    throw new Advice(
      'The keys of this database are kept apart: say where they go, backup DIR --keys DIR. Nothing was done.',
    )
  if (!path.relative(path.resolve(directory), path.resolve(keysDirectory)).startsWith('..'))
    throw new Advice('Keys go into a directory of their own, not into what they open. Nothing was done.')
  if (existsSync(keysDirectory)) throw new Advice(`${keysDirectory} is there already. Nothing was done.`)
  await needPair(owner, place.keysOwnerUrl)
}

/**
 * `restore DIR [--keys DIR] [--person EMAIL]…`: into the empty database of DATABASE_OWNER_URL, or else into a DATA_DIR without one; the keys into that of
 * KEYS_DATABASE_OWNER_URL. To the copy those persons alone may sign in.
 */
export async function restoreCommand(asked: Asked, args: string[]): Said {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...keysOption, person: { type: 'string', multiple: true, default: [] } },
  })
  const [directory] = positionals
  const people = values.person
  const keysDirectory = values.keys
  if (!directory) throw new Advice('Say where from: restore DIR')
  const secrets = secretsOf(asked)
  await keysFor(await restorable(directory, secrets.keys), directory, keysDirectory)
  const restored = async () => {
    if (asked.DATABASE_OWNER_URL)
      return withPlace(asked, (place) => restoreDump(place, { directory, keysDirectory, people }))
    const placed = await placeCluster(directory, clusterOf(asked), secrets.keys)
    return withPlace(asked, (place) => finishCluster(place, placed, people))
  }
  const { manifest, disposed, missing } = await restored()
  return [
    ...(disposed > 0
      ? [
          `${disposed} files were disposed of since it was taken, as the ledger says: they are gone from it too.`,
        ]
      : []),
    ...(asked.DISPOSAL_LEDGER === ''
      ? ['No ledger was given (DISPOSAL_LEDGER): whatever was disposed of since is in it.']
      : []),
    ...(missing > 0
      ? [`${missing} keys that it names are gone since, of drafts that were thrown away: those open no more.`]
      : []),
    `The copy of ${manifest.takenAt} is whole: ${total(manifest.counts)} rows, the record holds up to seal ${manifest.auditHead?.seal ?? 0}.`,
    'It is a drill: nothing in it is live, nobody is mailed, no clock runs. Every session has ended. `promote` makes it live.',
    people.length > 0
      ? `${people.join(', ')} may sign in to it, and nobody else.`
      : 'Nobody may sign in to it yet: `people EMAIL` names who may.',
  ]
}

/**
 * `prune FOLDER [--daily 35] [--weekly 0] [--monthly 0]`: of the backups in it, what is kept no longer is taken away; of keys whatever is older than 35
 * days, whatever is said.
 */
export function pruneCommand(args: string[], now: string): string[] {
  const number = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { daily: number, weekly: number, monthly: number },
  })
  const [folder] = positionals
  if (!folder) throw new Advice('Say where the backups are: prune FOLDER')
  const count = (said: string | undefined, usual: number) => {
    if (said === undefined) return usual
    if (/^\d{1,4}$/.test(said)) return Number(said)
    throw new Advice(`${said} is no number of backups. Nothing was done.`)
  }
  const { daily, weekly, monthly } = values
  const kept = { daily: count(daily, 35), weekly: count(weekly, 0), monthly: count(monthly, 0) }
  const { left, gone } = prune(folder, kept, now)
  return [`${left} backups are kept${gone.length > 0 ? `, and gone are ${gone.join(', ')}` : ''}.`]
}

/** `people EMAIL…`: who may sign in to a drill, in place of whoever might before. */
export async function peopleCommand(asked: Asked, people: string[]): Said {
  await withPlace(asked, (place) => asOwnerOf(place, (owner) => namePeople(owner, people)))
  return [`${people.length > 0 ? people.join(', ') : 'Nobody'} may sign in while this database is a drill.`]
}

/** `drill DIR [--keys DIR]`: restored into databases made for it, used, and dropped again. */
export async function drillCommand(asked: Asked, args: string[], clock: () => string): Said {
  const { directory, keysDirectory } = directories(args)
  if (!directory) throw new Advice('Say of which backup: drill DIR')
  const { copiedAt, seconds, caseOpened, bytes } = await withPlace(asked, (place) =>
    rehearse(asked, place, { directory, keysDirectory }, clock),
  )
  return [
    `The copy of ${copiedAt} is whole, and was used: signed in, ${caseOpened ? 'a case opened' : 'no case to open'}, ${bytes > 0 ? `a paper printed (${bytes} bytes)` : 'nobody to print a paper for'}.`,
    `It took ${seconds} seconds, and is recorded. The copy is dropped again.`,
  ]
}

/** `promote NAME [--mail send|drop] [--webhooks send|drop]` */
export async function promoteCommand(asked: Asked, args: string[]): Said {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { mail: { type: 'string' }, webhooks: { type: 'string' } },
  })
  const name = positionals[0]
  if (!name) throw new Advice('Say which: promote NAME, the name of the database')
  const kinds = { mail: choice(values.mail), webhooks: choice(values.webhooks) }
  const done = await withPlace(asked, (place) =>
    asOwnerOf(place, async (owner) => {
      await needPair(owner, place.keysOwnerUrl)
      return promote(owner, name, kinds)
    }),
  )
  return [`${name} is live. Members see for two weeks which hours are missing.`, ...done]
}

/**
 * `keys`: which there are. `rotate`, `retire`: one in another's place. `print`, `join`: as two half sheets of paper. `apart`: those of cases go into a
 * database of their own. `replay`: what the ledger says is destroyed.
 */
export async function keysCommand(asked: Asked, [verb]: string[], typed: () => Promise<string>): Said {
  if (verb === 'join') {
    const key = joinHalves((await typed()).split('\n'))
    return [`MASTER_KEY=${key.toString('base64')}`, `Its id is ${keyIdOf(key)}.`]
  }
  if (verb === 'print') return [halfSheets(secretsOf(asked).keys[0]).join('\f\n')]
  return withPlace(asked, (place) =>
    asOwnerOf(place, async (owner) => {
      await needPair(owner, place.keysOwnerUrl)
      const { pair } = await whereKeysAre(owner)
      return pair === null
        ? keysVerb({ owner, apart: null }, place, verb)
        : withClient(place.keysOwnerUrl, (apart) => keysVerb({ owner, apart }, place, verb))
    }),
  )
}

async function keysVerb(kept: Kept, { keys, ledger }: Place, verb: string | undefined): Said {
  switch (verb) {
    case 'rotate':
      return [
        `${await rotate(kept, keys)} keys were wrapped anew, and ${keyIdOf(keys[0])} wraps what is new.`,
        'Print it (`keys print`), then run `keys retire` in three minutes.',
      ]
    case 'retire':
      return [
        `${await retire(kept, keys)} is retired: start every replica anew without MASTER_KEY_OLD.`,
        'Backups that were taken before still need it: keep its sheets as long as those.',
      ]
    case 'apart':
      return [
        `${await moveKeys(kept)} keys were moved into the database of keys, where new ones are kept from now on.`,
        'Replicas look once a minute: run this again in two minutes. Then take a backup: those of before have the keys in them.',
      ]
    case 'replay': {
      if (ledger === '') throw new Advice('DISPOSAL_LEDGER is missing: it says what is to be destroyed.')
      const vault = await needVault(kept.owner, keys)
      const lines = await replay({ first: kept.owner, keys: kept.apart, ledger, vault })
      return [`${lines} lines of the ledger were carried out.`]
    }
    case undefined:
      return (await keysInUse(kept)).map(
        ({ keyId, since, retiredAt, wraps }, at) =>
          `${keyId}, since ${new Date(since).toISOString()}: ${retiredAt ? 'retired' : at === 0 ? 'in use' : 'being replaced'}, wraps ${wraps}`,
      )
    default:
      throw new Advice('Say what: keys, or keys rotate, retire, print, join, apart, replay')
  }
}

/** `doctor [--json]`: exit code 1 where something is wrong. */
export async function doctorCommand(
  asked: Asked,
  args: string[],
): Promise<{ lines: string[]; exitCode: 0 | 1 }> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
  const checks = await withPlace(asked, (place) =>
    examine(place, {
      DATABASE_URL: asked.DATABASE_URL || place.ownerUrl,
      KEYS_DATABASE_URL: asked.KEYS_DATABASE_URL || place.keysOwnerUrl,
    }),
  )
  const exitCode = checks.some(({ wrong }) => wrong !== null) ? 1 : 0
  if (values.json) return { lines: [JSON.stringify(checks)], exitCode }
  return {
    lines: checks.map(({ what, wrong }) => (wrong === null ? `  ${what}` : `! ${what}: NO. ${wrong}`)),
    exitCode,
  }
}

const asOwnerOf = <T>({ ownerUrl }: Place, work: (owner: Client) => Promise<T>): Promise<T> =>
  withClient(ownerUrl, work)

function choice(said: string | undefined): Waiting['mail'] {
  if (said === undefined || said === 'send' || said === 'drop') return said ?? null
  throw new Advice(`Say send or drop, not ${said}. Nothing was done.`)
}
