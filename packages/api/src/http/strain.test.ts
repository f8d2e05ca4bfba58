import { startReferral } from '@alongside/shared/referrals/contract'
import { signIn } from '@alongside/shared/sessions/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { databaseClock } from '../db/clock.ts'
import { openStanding } from '../db/standing.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, app, clock, log, rows } = world

const ready = async () => {
  const answer = await app.inject('/readyz')
  return [answer.statusCode, answer.json<{ code?: string }>().code]
}
const later = (seconds: number) =>
  clock.set(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString())
const said = (from: number, message: string) =>
  log
    .slice(from)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === message)

const signingIn = () =>
  world.anyone(signIn, { body: { email: emailOf('outreach'), password: 'not hers, that is' } })

it('OPS-5 a disk that is full is answered with a problem, stands in the log with its cause, and after five seconds of it the replica is sent no more requests', async () => {
  await rows(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'could not extend file: Marnie' USING ERRCODE = 'disk_full'; END $$`)
  await rows(
    'CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON sign_in_delays EXECUTE FUNCTION full_disk()',
  )
  const from = log.length
  const refused = await signingIn()
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5'])
  expect(await ready()).toEqual([200, undefined])
  const [line, ...more] = said(from, 'the database could not do it')
  expect(more).toEqual([])
  expect(line).toMatchObject({ level: 50, sqlstate: '53100', cause: 'disk_full' })
  expect(line?.reqId).toBe(refused.headers['x-request-id'])
  expect(log.slice(from).join('')).not.toContain('Marnie')

  later(5)
  // Reading went well meanwhile, which says nothing of writing.
  await done(as.outreach, listNotifications)
  expect((await signingIn()).status).toBe(503)
  expect(await ready()).toEqual([503, 'service.unavailable'])
  // A while later it is tried again; the first request that meets the same is enough.
  later(15)
  expect(await ready()).toEqual([200, undefined])
  expect((await signingIn()).status).toBe(503)
  expect(await ready()).toEqual([503, 'service.unavailable'])

  await rows('DROP TRIGGER full_disk ON sign_in_delays')
  await done(as.outreach, startReferral, { body: { answers: {} } })
  expect(await ready()).toEqual([200, undefined])
})

it('OPS-5 what is locked is answered with a problem, and one thing that is locked takes no replica away while others go well', async () => {
  const login = decodeURIComponent(new URL(world.database.appUrl).username)
  await world.services.pools.app.query('SELECT 1')
  const holder = await world.owner.connect()
  await world.rows(`ALTER ROLE "${login}" IN DATABASE "${world.database.name}" SET lock_timeout = '20ms'`)
  await world.rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND datname = $2`,
    [login, world.database.name],
  )
  await holder.query('BEGIN; LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE')
  const from = log.length
  const meets = async () => (await as.outreach(listNotifications)).status
  await expect.poll(meets).toBe(503)
  expect(said(from, 'the database could not do it').at(-1)).toMatchObject({
    sqlstate: '55P03',
    cause: 'lock_timeout',
  })
  later(6)
  expect(await meets()).toBe(503)
  expect(await ready()).toEqual([503, 'service.unavailable'])
  await holder.query('ROLLBACK')
  holder.release()
  expect(await meets()).toBe(200)
  expect(await ready()).toEqual([200, undefined])
})

it('ACC-2 OPS-5 a replica whose clock is twenty minutes slow lets people in by the database’s, and is sent no requests: it says why', async () => {
  const { services } = world
  const warned: object[] = []
  const slow = () => new Date(Date.now() - 20 * 60_000).toISOString()
  const { now, offMs, follow } = databaseClock(slow, { warn: (what) => void warned.push(what) })
  const before = { clock: services.clock, standing: services.standing }
  const stop = await follow(services.pools.app)
  Object.assign(services, { clock: now, standing: openStanding(services.log, offMs).standing })
  expect(await ready()).toEqual([503, 'clock.skewed'])
  expect(warned).toHaveLength(1)
  const caller = await world.signIn(emailOf('outreach'))
  expect((await caller(listNotifications)).status).toBe(200)
  stop()
  Object.assign(services, before)
  expect(await ready()).toEqual([200, undefined])
})
