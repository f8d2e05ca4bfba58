import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { listCases, readCase } from '@alongside/shared/cases/contract'
import { startReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { testMasterKey, testRoleSecret } from '../../test/database.ts'
import { givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type KeysAtHand, needVault, openVault } from '../db/key-check.ts'
import { openStanding } from '../db/standing.ts'
import { keyIdOf } from '../vault.ts'

// One master key takes another's place while the product is used, and whatever breaks it off, nothing is lost.

const main = fileURLToPath(new URL('../../alongside.mjs', import.meta.url))
const next = randomBytes(32)
const [MASTER_KEY, MASTER_KEY_OLD] = [next.toString('base64'), testMasterKey.toString('base64')]
const world = await openEastmarsh('2026-03-02T09:00:00Z', { MASTER_KEY, MASTER_KEY_OLD })
const { rows, services, partnershipId, database } = world

function keys(verb: string, settings: Record<string, string> = { MASTER_KEY, MASTER_KEY_OLD }) {
  const child = spawn(process.execPath, [main, 'keys', verb], {
    env: {
      PATH: process.env.PATH,
      DATABASE_OWNER_URL: database.ownerUrl,
      ROLE_SECRET: testRoleSecret,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = Promise.all([text(child.stdout), once(child, 'close')]).then(([said, [code]]) => ({
    said,
    code,
  }))
  return { child, ended }
}

const wrappedByNext = async () =>
  (
    await rows<{ count: number }>(
      `SELECT count(*)::int FROM data_keys WHERE substring(wrapped FROM 2 FOR 8) = decode($1, 'hex')`,
      [keyIdOf(next)],
    )
  )[0]?.count ?? 0

/** As many as a partnership has in some years: so that there is a middle to break it off in. */
async function manyKeys(count: number) {
  const made = Array.from({ length: count }, () => services.vault.newKey(crypto.randomUUID()))
  await rows(
    `INSERT INTO data_keys (partnership_id, id, wrapped) SELECT $1, * FROM unnest($2::uuid[], $3::bytea[])`,
    [partnershipId, made.map(({ id }) => id), made.map(({ wrapped }) => wrapped)],
  )
}

it('OPS-3 keys are rotated while requests run: broken off by kill -9 it goes on, no request fails, the old key is retired, and all opens by the new one alone', async () => {
  const { caseId } = await givenListed(world, { refuses: [] })
  await manyKeys(20_000)
  const everyKey = (await rows('SELECT 1 FROM data_keys')).length
  const wrong = randomBytes(32).toString('base64')
  const stranger = keys('rotate', { MASTER_KEY: wrong, MASTER_KEY_OLD: randomBytes(32).toString('base64') })
  expect(await stranger.ended).toMatchObject({ code: 1, said: expect.stringContaining('is not the key') })
  const alone = keys('rotate', { MASTER_KEY })
  expect(await alone.ended).toMatchObject({
    code: 1,
    said: expect.stringContaining('MASTER_KEY_OLD is missing'),
  })
  expect(await rows('SELECT key_id FROM deployment.key_checks')).toHaveLength(1)

  let using = true
  const statuses = new Set<number>()
  const used = (async () => {
    for (let n = 0; using; n++) {
      services.vault.forget()
      const answers = await Promise.all([
        world.as.coordinator(listCases, {}),
        world.as.coordinator(readCase, { params: { caseId: caseId ?? '' } }),
        ...(n % 5 === 0 ? [world.as.outreach(startReferral, { body: {} })] : []),
      ])
      for (const { status } of answers) statuses.add(status)
    }
  })()
  const broken = keys('rotate')
  await expect.poll(wrappedByNext, { timeout: 120_000, interval: 5 }).toBeGreaterThan(0)
  broken.child.kill('SIGKILL')
  await broken.ended
  const half = await wrappedByNext()
  expect([half > 0, half < everyKey]).toEqual([true, true])
  const done = await keys('rotate').ended
  expect(done).toMatchObject({ code: 0, said: expect.stringMatching(/^\d+ keys were wrapped anew/) })
  using = false
  await used
  expect([...statuses].sort()).toEqual([200, 201])

  // Within the minute a replica sees which key is in use.
  const { look } = openStanding({ error: () => undefined })
  expect(services.vault.wrapsBy).toBe(keyIdOf(testMasterKey))
  await look(services.pools.app, services)
  expect(services.vault.wrapsBy).toBe(keyIdOf(next))
  // However long all this took, for a replica that looks once a minute it was a moment ago.
  await rows(`UPDATE deployment.key_checks SET since = now() + interval '1 hour' WHERE key_id = $1`, [
    keyIdOf(next),
  ])
  expect(await keys('retire').ended).toMatchObject({
    code: 1,
    said: expect.stringContaining('run this again in'),
  })
  await rows(`UPDATE deployment.key_checks SET since = since - interval '2 hours'`)
  expect(await keys('retire').ended).toMatchObject({
    code: 0,
    said: expect.stringContaining(keyIdOf(testMasterKey)),
  })

  const opening = (...at: KeysAtHand) => openVault(services.pools.app, at)
  expect([await opening(testMasterKey), await opening(randomBytes(32))]).toEqual(['another', 'another'])
  const vault = await needVault(services.pools.app, [next])
  const sealed = await rows<{ id: string; wrapped: Buffer; identity: Buffer }>(
    'SELECT k.id, k.wrapped, c.identity FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id',
  )
  expect(
    sealed.map(({ id, wrapped, identity }) => vault.open({ id, wrapped }, 'identity', identity)),
  ).toHaveLength(sealed.length)
  expect(await wrappedByNext()).toBe((await rows('SELECT 1 FROM data_keys')).length)
  // What is derived is what it was: searches find, cookies and cursors hold, the record is one chain.
  expect(vault.derive('access tokens')).toEqual(services.vault.derive('access tokens'))
}, 600_000)
