import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { listCases } from '@alongside/shared/cases/contract'
import type { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { hasDebianPostgres, startDebianPostgres } from '../../test/debian-postgres.ts'
import { foundStage } from '../../test/found-stage.ts'
import { makeMemoryFolder } from '../../test/memory-folder.ts'
import { query } from '../../test/query.ts'
import { buildApp } from '../app.ts'
import { type Config, withDefaults } from '../config.ts'
import { keysAtHand, needVault } from '../db/key-check.ts'
import { groundOf, migrate } from '../db/migrate.ts'
import { ownDatabase } from '../db/own-database.ts'
import { withClient } from '../db/with-client.ts'
import { sandbox } from '../demo/cast.ts'
import { destroyKey } from '../disposal/destroy.ts'
import { callerAs } from '../in-process.ts'
import { openLog } from '../log.ts'
import { noMail } from '../notices/mailer.ts'
import { whyNotServe } from '../readiness.ts'
import { openServices } from '../serve.ts'
import { openSession } from '../sessions/queries.ts'
import {
  backupCommand,
  doctorCommand,
  drillCommand,
  keysCommand,
  promoteCommand,
  restoreCommand,
} from './commands.ts'
import type { Check } from './doctor.ts'
import type { Asked } from './place.ts'

// CNF-3, OPS-4: the keys of cases are backed up apart, restored as the pair that they are, and what was disposed of stays gone.

const folder = makeMemoryFolder()
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => path.join(folder, name)
const now = '2026-03-02T02:00:00.000Z'
const [lastNight, nextNight] = ['2026-03-01T02:00:00.000Z', '2026-03-03T02:00:00.000Z']
const [MASTER_KEY, NEXT_KEY] = ['of keys apart', 'that follows'].map((words) =>
  Buffer.alloc(32, words).toString('base64'),
) as [string, string]
const ROLE_SECRET = 'the logins of keys apart'
const ledger = at('ledger.jsonl')

const given = (ownerUrl: string, keysUrl: string, extra: Partial<Asked> = {}): Asked => ({
  ...{ DATABASE_URL: '', DATABASE_OWNER_URL: ownerUrl, DATABASE_PORT: 0, dataDir: at('nothing') },
  ...{ KEYS_DATABASE_URL: '', KEYS_DATABASE_OWNER_URL: keysUrl, DISPOSAL_LEDGER: ledger },
  ...{ MASTER_KEY, MASTER_KEY_OLD: '', ROLE_SECRET, ...extra },
})
const why = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: Error) => error.message,
  )
const configOf = ({ DATABASE_OWNER_URL, KEYS_DATABASE_OWNER_URL, ...asked }: Asked): Config =>
  withDefaults({
    ...{
      DATABASE_URL: DATABASE_OWNER_URL,
      KEYS_DATABASE_URL: KEYS_DATABASE_OWNER_URL,
      MAIL: 'off',
      JOBS: false,
    },
    ...{
      MASTER_KEY: asked.MASTER_KEY,
      MASTER_KEY_OLD: asked.MASTER_KEY_OLD,
      ROLE_SECRET,
      DISPOSAL_LEDGER: asked.DISPOSAL_LEDGER,
    },
    REQUESTS_PER_MINUTE: 1_000_000,
  })

const asOwner = (asked: Asked): Config => ({
  ...configOf(asked),
  DATABASE_OWNER_URL: asked.DATABASE_OWNER_URL,
  KEYS_DATABASE_OWNER_URL: asked.KEYS_DATABASE_OWNER_URL,
})

/** What the sandbox's coordinator sees there, through the product itself: of each case its id, and whether it can be read. */
async function casesIn(asked: Asked): Promise<Record<string, 'read' | 'unreadable'>> {
  const log = openLog('silent')
  const { services, close } = await openServices(configOf(asked), log, () => now, { mailer: noMail })
  const app = await buildApp(services, log)
  try {
    const { rows } = await services.pools.identity.query<{ id: string }>(
      'SELECT id FROM accounts WHERE email = $1',
      [reader],
    )
    const session = await openSession(services.pools.identity, rows[0]?.id ?? '', now)
    if (!session) throw new Error('she cannot sign in')
    const { body } = await callerAs(app, session.actor)(listCases, {})
    return Object.fromEntries(body.items.map((one) => [one.id, 'unreadable' in one ? 'unreadable' : 'read']))
  } finally {
    await app.close()
    await close()
  }
}
const reader = sandbox.partnership.coordinator.email

const servedWith = (asked: Asked) =>
  whyNotServe({ ...configOf(asked), DATABASE_OWNER_URL: '', KEYS_DATABASE_OWNER_URL: '' })

/** As is done one day by two people, a week later. */
async function dispose(asked: Asked, caseId: string): Promise<void> {
  await withClient(asked.DATABASE_OWNER_URL, (first) =>
    withClient(asked.KEYS_DATABASE_OWNER_URL, async (keys: Client) => {
      const vault = await needVault(first, keysAtHand(asked))
      const { rows } = await first.query<{ key: string }>(
        'SELECT data_key_id AS key FROM cases WHERE id = $1',
        [caseId],
      )
      await first.query('BEGIN')
      await destroyKey({ first, keys, ledger, vault }, rows[0]?.key ?? '', now)
      await first.query('COMMIT')
    }),
  )
}

/** What was found wrong, by what was looked at. */
async function wrongWith(asked: Asked): Promise<string[]> {
  const { lines } = await doctorCommand(asked, ['--json'])
  return (JSON.parse(lines[0] ?? '[]') as Check[]).flatMap(({ what, wrong }) =>
    wrong === null ? [] : [what],
  )
}

it.skipIf(!hasDebianPostgres)(
  'CNF-3 OPS-4 keys apart: backed up apart, drilled, lost, restored as a pair and promoted; of what was disposed of no copy of before opens anything (skipped where postgresql-15 is not installed)',
  async () => {
    const server = await startDebianPostgres()
    const make = async (name: string) => ownDatabase(server.superuserUrl, name, 'original')
    try {
      const original = given(await make('original'), await make('original_keys'))
      await query(server.superuserUrl, 'ALTER ROLE original CREATEDB')
      await foundStage(asOwner(original), now)
      const cases = Object.keys(await casesIn(original))
      const [gone = '', ...others] = cases
      expect(others.length).toBeGreaterThan(0)
      expect(await servedWith(original)).toEqual([])
      expect(await wrongWith(original)).toEqual(['The keys were backed up within 26 hours'])

      // The backup, apart.
      const backup = (asked: Asked, ...args: string[]) => why(backupCommand(asked, args, now, 'test'))
      expect(await backup(original, at('first'))).toMatch(/--keys DIR/)
      expect(await backup(original, at('first'), '--keys', at('first/keys'))).toMatch(/of their own/)
      expect(
        await backup({ ...original, KEYS_DATABASE_OWNER_URL: '' }, at('first'), '--keys', at('k')),
      ).toMatch(/KEYS_DATABASE_OWNER_URL is missing/)
      expect(readdirSync(folder).filter((name) => name.startsWith('first'))).toEqual([])
      const taken = await backupCommand(original, [at('first'), '--keys', at('keys')], now, 'test')
      expect(taken.join('\n')).toMatch(/holds the \d+ keys to it/)
      expect([readdirSync(at('first')).sort(), readdirSync(at('keys')).sort()]).toEqual([
        ['database.dump', 'manifest.json'],
        ['keys.dump', 'manifest.json'],
      ])
      await query(original.DATABASE_OWNER_URL, `UPDATE deployment.last_runs SET ended_at = now()`)
      expect(await wrongWith(original)).toEqual([])

      // A second pair, whose keys are another's.
      const stranger = given(await make('stranger'), await make('stranger_keys'))
      await migrate(groundOf(stranger))
      await backupCommand(stranger, [at('strange'), '--keys', at('strange-keys')], lastNight, 'test')
      const copy = given(await make('copied'), await make('copied_keys'))
      const restore = (asked: Asked, ...args: string[]) => why(restoreCommand(asked, args))
      const older = JSON.parse(readFileSync(path.join(at('keys'), 'manifest.json'), 'utf8')) as object
      const shift = (takenAt: string) =>
        writeFileSync(path.join(at('keys'), 'manifest.json'), JSON.stringify({ ...older, takenAt }))
      expect(await restore(copy, at('first'))).toMatch(/say which, with --keys/)
      expect(await restore(copy, at('keys'))).toMatch(/holds keys/)
      expect(await restore(copy, at('first'), '--keys', at('strange'))).toMatch(/holds no keys/)
      expect(await restore(copy, at('first'), '--keys', at('strange-keys'))).toMatch(/do not belong together/)
      shift(lastNight)
      expect(await restore(copy, at('first'), '--keys', at('keys'))).toMatch(/was taken before/)
      shift(now)
      expect(await restore(original, at('first'), '--keys', at('keys'))).toMatch(/not empty/)
      expect(
        await restore({ ...copy, KEYS_DATABASE_OWNER_URL: '' }, at('first'), '--keys', at('keys')),
      ).toMatch(/KEYS_DATABASE_OWNER_URL is missing/)
      const nothing = `SELECT count(*)::int AS there FROM pg_namespace WHERE nspname IN ('app', 'keys', 'deployment')`
      for (const url of [copy.DATABASE_OWNER_URL, copy.KEYS_DATABASE_OWNER_URL])
        expect(await query(url, nothing)).toEqual([{ there: 0 }])

      const drilled = await drillCommand(original, [at('first'), '--keys', at('keys')], () => now)
      expect(drilled.join('\n')).toMatch(/signed in, a case opened, a paper printed/)
      expect(
        await query(
          server.superuserUrl,
          `SELECT datname FROM pg_database WHERE datname LIKE '%drill%' UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE '%drill%'`,
        ),
      ).toEqual([])

      // Disposed of after that backup: its own pair, brought back, opens everything but that.
      await dispose(original, gone)
      expect((await casesIn(original))[gone]).toBe('unreadable')
      expect(await servedWith(original)).toEqual([])
      const restored = await restoreCommand(copy, [at('first'), '--keys', at('keys'), '--person', reader])
      expect(restored.join('\n')).toMatch(/^1 files were disposed of since/)
      const inCopy = await casesIn(copy)
      expect([inCopy[gone], new Set(others.map((id) => inCopy[id]))]).toEqual([
        'unreadable',
        new Set(['read']),
      ])
      const crossed = { ...copy, KEYS_DATABASE_OWNER_URL: original.KEYS_DATABASE_OWNER_URL }
      expect(await servedWith(crossed)).toEqual([expect.stringMatching(/does not hold the keys of this one/)])
      expect(await why(promoteCommand(crossed, ['copied', '--mail', 'drop', '--webhooks', 'drop']))).toMatch(
        /does not hold the keys of this one/,
      )
      await promoteCommand(copy, ['copied', '--mail', 'drop', '--webhooks', 'drop'])
      expect(await servedWith(copy)).toEqual([])

      // The old dump of the cases, beside the keys as they are by now: without any ledger it opens nothing of that case.
      await backupCommand(original, [at('second'), '--keys', at('keys-since')], nextNight, 'test')
      const mixed = given(await make('mixed'), await make('mixed_keys'), { DISPOSAL_LEDGER: '' })
      expect(await restore(mixed, at('second'), '--keys', at('keys-since'))).toMatch(
        /1 keys had been destroyed when the copy was taken, and DISPOSAL_LEDGER has 0 lines/,
      )
      const mixedAnew = given(await make('anew'), await make('anew_keys'), { DISPOSAL_LEDGER: '' })
      const said = await restoreCommand(mixedAnew, [
        at('first'),
        '--keys',
        at('keys-since'),
        '--person',
        reader,
      ])
      expect(said.join('\n')).toMatch(/No ledger was given.*\n1 keys that it names are gone since/)
      const inMixed = await casesIn(mixedAnew)
      expect([inMixed[gone], new Set(others.map((id) => inMixed[id]))]).toEqual([
        'unreadable',
        new Set(['read']),
      ])
      // A dump of the cases alone has no key at all in it.
      expect(
        await query(
          mixedAnew.DATABASE_OWNER_URL,
          `SELECT FROM data_keys WHERE substring(wrapped FROM 1 FOR 1) = '\\x02'`,
        ),
      ).toEqual([])
      // Beside the ledger the copy is not served before it is carried out.
      const beside = { ...mixedAnew, DISPOSAL_LEDGER: ledger }
      expect(await servedWith(beside)).toEqual([expect.stringMatching(/1 lines of DISPOSAL_LEDGER/)])
      expect(await keysCommand(beside, ['replay'], async () => '')).toEqual([
        '1 lines of the ledger were carried out.',
      ])
      expect(await servedWith(beside)).toEqual([])

      // One master key in another's place, in both.
      const rotating = { ...original, MASTER_KEY: NEXT_KEY, MASTER_KEY_OLD: MASTER_KEY }
      const keysVerb = (verb?: string) => keysCommand(rotating, verb ? [verb] : [], async () => '')
      expect((await keysVerb('rotate'))[0]).toMatch(/^[1-9]\d* keys were wrapped anew/)
      expect((await keysVerb()).map((line) => line.replace(/^.*: /, ''))).toEqual([
        expect.stringMatching(/in use, wraps [1-9]/),
        'being replaced, wraps 0',
      ])
      await query(
        original.DATABASE_OWNER_URL,
        `UPDATE deployment.key_checks SET since = since - interval '2 hours'`,
      )
      await keysVerb('retire')
      const byNext = await casesIn({ ...original, MASTER_KEY: NEXT_KEY })
      expect([byNext[gone], new Set(others.map((id) => byNext[id]))]).toEqual([
        'unreadable',
        new Set(['read']),
      ])
    } finally {
      server.stop()
    }
  },
  600_000,
)

it.skipIf(!hasDebianPostgres)(
  'CNF-3 a deployment that kept its keys beside its cases moves them while it is used; what is broken off goes on, and each case opens throughout (skipped where postgresql-15 is not installed)',
  async () => {
    const server = await startDebianPostgres()
    try {
      const own = { DISPOSAL_LEDGER: at('own-ledger.jsonl') }
      const before = given(await ownDatabase(server.superuserUrl, 'older'), '', own)
      await foundStage(asOwner(before), now)
      const cases = await casesIn(before)
      expect(new Set(Object.values(cases))).toEqual(new Set(['read']))
      expect((await doctorCommand(before, [])).lines.join('\n')).toContain('stays readable in backups until')
      expect(await why(keysCommand(before, ['apart'], async () => ''))).toMatch(
        /There is no database of keys/,
      )

      const keysUrl = await ownDatabase(server.superuserUrl, 'older_keys')
      const apart = given(before.DATABASE_OWNER_URL, keysUrl, own)
      await migrate(groundOf(apart))
      expect(await servedWith(apart)).toEqual([])
      expect(await casesIn(apart)).toEqual(cases)
      expect(await wrongWith(apart)).toContain('No key lies beside its case any more')
      // As of a move that was broken off: one is there already, and here still.
      const [one] = await query<{ id: string; hex: string }>(
        apart.DATABASE_OWNER_URL,
        `SELECT id, encode(wrapped, 'hex') AS hex FROM data_keys LIMIT 1`,
      )
      await query(
        apart.KEYS_DATABASE_OWNER_URL,
        `INSERT INTO keys.case_keys (id, wrapped) VALUES ('${one?.id}', decode('${one?.hex}', 'hex'))`,
      )
      const [{ keys } = { keys: 0 }] = await query<{ keys: number }>(
        apart.DATABASE_OWNER_URL,
        'SELECT count(*)::int AS keys FROM data_keys',
      )
      const move = async () => (await keysCommand(apart, ['apart'], async () => ''))[0]
      expect(await move()).toMatch(new RegExp(`^${keys} keys were moved`))
      expect(await move()).toMatch(/^0 keys were moved/)
      expect(await casesIn(apart)).toEqual(cases)
      expect(await servedWith(before)).toEqual([expect.stringMatching(/^KEYS_DATABASE_URL is missing/)])
      expect(await wrongWith(apart)).toEqual(['The keys were backed up within 26 hours'])
      expect(existsSync(at('nothing'))).toBe(false)
    } finally {
      server.stop()
    }
  },
  300_000,
)
