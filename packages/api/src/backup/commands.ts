import { parseArgs } from 'node:util'
import type { Client } from 'pg'
import { Advice } from '../advice.ts'
import { noteRun } from '../db/last-runs.ts'
import { withClient } from '../db/with-client.ts'
import { keyIdOf } from '../vault.ts'
import { backup } from './backup.ts'
import { examine } from './doctor.ts'
import { namePeople, promote, type Waiting } from './drill.ts'
import { halfSheets, joinHalves } from './half-sheets.ts'
import { type Asked, clusterOf, type Place, secretsOf, withPlace } from './place.ts'
import { prune } from './prune.ts'
import { rehearse } from './rehearse.ts'
import { finishCluster, placeCluster, restorable, restoreDump } from './restore.ts'
import { keysInUse, retire, rotate } from './rotate.ts'

/** What each of these commands says when it is done. They throw Advice. */
type Said = Promise<string[]>

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** `backup DIR` */
export async function backupCommand(asked: Asked, [directory]: string[], now: string, build: string): Said {
  if (!directory) throw new Advice('Say where to: backup DIR')
  const { counts, keyId } = await withPlace(asked, async (place) => {
    const made = await backup(place, directory, now, build)
    await asOwnerOf(place, (owner) => noteRun(owner, 'backup', now))
    return made
  })
  return [
    `${directory} holds ${total(counts)} rows of ${Object.keys(counts).length} tables, as of ${now}.`,
    `The master key is not in it: without the key ${keyId} it opens nothing. Keep that elsewhere.`,
  ]
}

/**
 * `restore DIR [--person EMAIL]…`: into the empty database of DATABASE_OWNER_URL, or else into a DATA_DIR without one. To the copy those persons
 * alone may sign in.
 */
export async function restoreCommand(asked: Asked, args: string[]): Said {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { person: { type: 'string', multiple: true, default: [] } },
  })
  const [directory] = positionals
  const people = values.person
  if (!directory) throw new Advice('Say where from: restore DIR')
  const secrets = secretsOf(asked)
  await restorable(directory, secrets.keys)
  const manifest = asked.DATABASE_OWNER_URL
    ? await withPlace(asked, (place) => restoreDump(place, directory, people))
    : await placeCluster(directory, clusterOf(asked), secrets.keys)
  if (!asked.DATABASE_OWNER_URL) await withPlace(asked, (place) => finishCluster(place, manifest, people))
  return [
    `The copy of ${manifest.takenAt} is whole: ${total(manifest.counts)} rows, the record holds up to seal ${manifest.auditHead?.seal ?? 0}.`,
    'It is a drill: nothing in it is live, nobody is mailed, no clock runs. Every session has ended. `promote` makes it live.',
    people.length > 0
      ? `${people.join(', ')} may sign in to it, and nobody else.`
      : 'Nobody may sign in to it yet: `people EMAIL` names who may.',
  ]
}

/** `prune FOLDER [--daily 35] [--weekly 0] [--monthly 0]`: of the backups in it, what is kept no longer is taken away. */
export function pruneCommand(args: string[]): string[] {
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
  const { left, gone } = prune(folder, {
    daily: count(daily, 35),
    weekly: count(weekly, 0),
    monthly: count(monthly, 0),
  })
  return [`${left} backups are kept${gone.length > 0 ? `, and gone are ${gone.join(', ')}` : ''}.`]
}

/** `people EMAIL…`: who may sign in to a drill, in place of whoever might before. */
export async function peopleCommand(asked: Asked, people: string[]): Said {
  await withPlace(asked, (place) => asOwnerOf(place, (owner) => namePeople(owner, people)))
  return [`${people.length > 0 ? people.join(', ') : 'Nobody'} may sign in while this database is a drill.`]
}

/** `drill DIR`: restored into a database made for it, used, and dropped again. */
export async function drillCommand(asked: Asked, [directory]: string[], clock: () => string): Said {
  if (!directory) throw new Advice('Say of which backup: drill DIR')
  const { copiedAt, seconds, caseOpened, bytes } = await withPlace(asked, (place) =>
    rehearse(asked, place, directory, clock),
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
  const done = await withPlace(asked, (place) => asOwnerOf(place, (owner) => promote(owner, name, kinds)))
  return [`${name} is live. Members see for two weeks which hours are missing.`, ...done]
}

/** `keys`: which there are. `rotate`, `retire`: one in another's place. `print`, `join`: as two half sheets of paper. */
export async function keysCommand(asked: Asked, [verb]: string[], typed: () => Promise<string>): Said {
  if (verb === 'join') {
    const key = joinHalves((await typed()).split('\n'))
    return [`MASTER_KEY=${key.toString('base64')}`, `Its id is ${keyIdOf(key)}.`]
  }
  if (verb === 'print') return [halfSheets(secretsOf(asked).keys[0]).join('\f\n')]
  return withPlace(asked, (place) =>
    asOwnerOf(place, async (owner) => {
      const { keys } = place
      if (verb === 'rotate') {
        const count = await rotate(owner, keys)
        return [
          `${count} keys were wrapped anew, and ${keyIdOf(keys[0])} wraps what is new.`,
          'Print it (`keys print`), then run `keys retire` in three minutes.',
        ]
      }
      if (verb === 'retire') {
        const retired = await retire(owner, keys)
        return [
          `${retired} is retired: start every replica anew without MASTER_KEY_OLD.`,
          'Backups that were taken before still need it: keep its sheets as long as those.',
        ]
      }
      if (verb) throw new Advice('Say what: keys, or keys rotate, retire, print, join')
      return (await keysInUse(owner)).map(
        ({ keyId, since, retiredAt, wraps }, at) =>
          `${keyId}, since ${new Date(since).toISOString()}: ${retiredAt ? 'retired' : at === 0 ? 'in use' : 'being replaced'}, wraps ${wraps}`,
      )
    }),
  )
}

/** `doctor [--json]`: exit code 1 where something is wrong. */
export async function doctorCommand(
  asked: Asked,
  args: string[],
): Promise<{ lines: string[]; exitCode: 0 | 1 }> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
  const checks = await withPlace(asked, (place) => examine(place, asked.DATABASE_URL || place.ownerUrl))
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
