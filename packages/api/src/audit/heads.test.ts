import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listCases } from '@alongside/shared/cases/contract'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { testMasterKey } from '../../test/database.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { handOutHeads } from './heads.ts'
import { verifyCommand } from './verify-command.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'heads-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'heads.jsonl')
const world = await openEastmarsh('2026-03-31T19:20:00Z', { AUDIT_HEADS_FILE: file })
const { services, rows, clock, as } = world
const config = {
  DATABASE_OWNER_URL: world.database.ownerUrl,
  MASTER_KEY: testMasterKey.toString('base64'),
  MASTER_KEY_OLD: '',
  AUDIT_HEADS_FILE: '',
}
const verify = (...args: string[]) => verifyCommand(config, args, '2026-03-02T09:00:00Z')
const lines = () => readFileSync(file, 'utf8').trim().split('\n')
const somethingDone = () => done(as.outreach, listCases)
const mails = () => services.mailer.caught().filter(({ subject }) => subject.startsWith('Please keep'))

/** As the queue does each minute: seals, then hands out what is due today. */
async function minute() {
  await world.runJobs()
  await handOutHeads(services)
  await world.runJobs()
}

await somethingDone()
await minute()
const [first] = mails()
const told = mails().map(({ to }) => to)
const typed = /--head (\d+:[0-9a-f]{64})/.exec(first?.text ?? '')?.[1] ?? ''

let day = 0
beforeEach(() => clock.set(`2026-04-${String((day += 1)).padStart(2, '0')}T08:00:00Z`))

it('ACC-11 the head goes to the leads of every agency of every partnership, names nobody, and says what to keep it for', () => {
  expect(told).toEqual(
    expect.arrayContaining([emailOf('coordinator'), emailOf('police'), emailOf('housing')]),
  )
  expect(told).not.toContain(emailOf('midwife'))
  expect(new Set(told).size).toBe(told.length)
  expect(first?.text).toContain('Seal number: ')
  expect(first?.text).not.toMatch(/Marnie|EMP-/)
})

it('ACC-11 it goes out once a day, and not where nothing was sealed since; the file gets a line each', async () => {
  const before = lines().length
  clock.set('2026-03-31T23:59:00Z')
  await somethingDone()
  await minute()
  expect(lines()).toHaveLength(before)
  clock.set('2026-04-01T08:00:00Z')
  await minute()
  await minute()
  expect(lines()).toHaveLength(before + 1)
  clock.set('2026-04-02T08:00:00Z')
  await handOutHeads(services)
  expect(JSON.parse(lines().at(-1) ?? '')).toMatchObject({
    seal: expect.any(Number),
    key: expect.any(String),
  })
})

it('ACC-11 a file that could not be written gets its lines later, and the mails wait for none', async () => {
  const known = mails().length
  await somethingDone()
  await world.runJobs()
  const broken = { ...services, config: { ...services.config, AUDIT_HEADS_FILE: `${folder}/nowhere/file` } }
  await expect(handOutHeads(broken)).rejects.toMatchObject({ code: 'ENOENT' })
  await world.runJobs()
  expect(mails().length).toBeGreaterThan(known)
  const before = lines().length
  await handOutHeads(services)
  expect(lines()).toHaveLength(before + 1)
})

it('ACC-11 the command says that the record holds, by the typed head and by the file', async () => {
  expect(await verify('--head', typed, '--heads', file)).toMatchObject({ exitCode: 0 })
  expect((await verify('--head', typed)).lines.join('\n')).toMatch(/^The record holds\.\n/)
  expect((await verify()).lines.join('\n')).toContain('No head from outside was given')
})

it('ACC-11 the command says so where the key is another one, and where a head is none', async () => {
  const { lines: said, exitCode } = await verifyCommand(
    { ...config, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
    ['--head', typed],
    '2026-03-02T09:00:00Z',
  )
  expect([exitCode, said[0]]).toEqual([
    2,
    'The record cannot be checked: MASTER_KEY is not the key that it was sealed with.',
  ])
  expect(await verify('--head', '12:abc')).toMatchObject({ exitCode: 2 })
  expect(await verify('--heads', path.join(folder, 'none'))).toMatchObject({ exitCode: 2 })
})

it('ACC-11 the command finds a tail cut off, by the typed head and by the file, and names what is missing', async () => {
  await rows('ALTER TABLE audit_events DISABLE TRIGGER USER')
  await rows('DELETE FROM audit_events WHERE seal_id >= 1')
  await rows('ALTER TABLE audit_events ENABLE TRIGGER USER')
  await rows('DELETE FROM audit_seals')
  await rows('DELETE FROM audit_heads')
  expect(await verify()).toMatchObject({ exitCode: 0 })
  for (const given of [
    ['--head', typed],
    ['--heads', file],
  ]) {
    const { lines: said, exitCode } = await verify(...given)
    expect([exitCode, said[0]]).toEqual([1, 'THE RECORD DOES NOT HOLD.'])
    expect(said[1]).toMatch(/was handed outside, and the record ends at seal 0/)
  }
  writeFileSync(file, '')
})
