import { existsSync } from 'node:fs'
import { signIn } from '@alongside/shared/sessions/contract'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { openTestPool } from '../../test/database.ts'
import { openWebhooks } from '../../test/given-webhooks.ts'
import { openStanding } from '../db/standing.ts'
import { hashPassword } from '../sessions/passwords.ts'
import { beginDrill, namePeople, promote } from './drill.ts'

// A copy has no consequences outside, says so on every page, and mixes nobody's sign-in up with the real one.

const { world, receiver, endpoint, happens, meetingsIn } = await openWebhooks()
const { rows, app, services } = world
const { standing, look } = openStanding(services.log)
const looking = openTestPool(world.database.appUrl, 1)
const owner = new Client(world.database.ownerUrl)
await owner.connect()
afterAll(() => owner.end())

const page = async () => (await app.inject({ url: '/problems', headers: { accept: 'text/html' } })).body
const email = 'outreach@alongside.example'
const password = 'a password for drills'

it('OPS-4 nothing is carried, sent or reminded of in a copy, and all of it once it is promoted', async () => {
  const there = await receiver()
  await endpoint('housing', there)
  await beginDrill(owner, '2026-03-02T02:00:00Z', [])
  services.standing = standing
  await look(looking)
  const meetingId = await happens()
  const mails = services.mailer.caught().length
  await world.runJobs()
  expect(there.received).toEqual([])
  expect(services.mailer.caught()).toHaveLength(mails)
  expect(await rows('SELECT FROM outbox_events WHERE relayed_at IS NULL')).not.toEqual([])

  expect(
    await promote(owner, 'another', { mail: null, webhooks: null }).catch((error: Error) => error.message),
  ).toMatch(/is called/)
  await world.runJobs()
  expect(there.received).toEqual([])
  await promote(owner, owner.database ?? '', { mail: 'send', webhooks: 'send' })
  await world.runJobs()
  expect(meetingsIn(there)).toEqual([meetingId])
})

it('OPS-4 every page of a copy says of when it is, and for two weeks after it was promoted what is missing', async () => {
  await beginDrill(owner, '2026-11-29T02:00:00Z', [])
  await look(looking)
  expect(await page()).toContain('>Copy of 29 November, 02:00: nothing here is live<')
  expect((await app.inject('/docs')).body).toContain('Copy of 29 November, 02:00: nothing here is live')
  expect((await app.inject('/notice.css')).statusCode).toBe(200)
  await promote(owner, owner.database ?? '', { mail: 'drop', webhooks: 'drop' })
  await rows(`UPDATE deployment.mode SET since = '2026-11-30T09:00:00Z'`)
  await look(looking)
  world.clock.set('2026-12-13T09:00:00Z')
  expect(await page()).toContain('restored from a copy of 29 November, 02:00')
  world.clock.set('2026-12-15T09:00:00Z')
  expect(await page()).not.toContain('restored')
})

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url))
it.skipIf(!built)(
  'OPS-4 so does each page of the web application (skipped where it is not built)',
  async () => {
    await beginDrill(owner, '2026-11-29T02:00:00Z', [])
    await look(looking)
    const { body, headers } = await app.inject({ url: '/cases', headers: { accept: 'text/html' } })
    expect(body).toMatch(/nothing here is live<\/p>[^]*<h1 class="govuk-heading-l">Sign in</)
    expect(headers['cache-control']).toBe('no-cache')
    await promote(owner, owner.database ?? '', { mail: 'drop', webhooks: 'drop' })
    await look(looking)
  },
)

it('OPS-4 a copy signs nobody in but who was named for it, and its cookies have another name', async () => {
  await rows('UPDATE accounts SET password_hash = $1 WHERE email = $2', [await hashPassword(password), email])
  const enter = () =>
    app.inject({
      method: signIn.method,
      url: signIn.path,
      payload: { email, password },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  const real = await enter()
  const cookies = Object.fromEntries(real.cookies.map(({ name, value }) => [name, value]))
  const names = ['', '-device', '-refresh']
  expect(Object.keys(cookies).sort()).toEqual(names.map((name) => `__Host-alongside${name}`))
  expect((await app.inject({ url: '/v1/session', cookies })).statusCode).toBe(200)

  await beginDrill(owner, '2026-11-29T02:00:00Z', ['somebody-else@example.org'])
  await look(looking)
  expect((await app.inject({ url: '/v1/session', cookies })).statusCode).toBe(401)
  // Whoever was not named is refused as by a wrong password, with the right one.
  const unnamed = await enter()
  expect([unnamed.json().code, unnamed.cookies]).toEqual(['session.wrong_credentials', []])
  await namePeople(owner, [email.toUpperCase()])
  expect((await enter()).cookies.map(({ name }) => name).sort()).toEqual(
    names.map((name) => `__Host-alongside-drill${name}`),
  )
  expect(await rows('SELECT FROM sessions WHERE ended_at IS NULL')).toHaveLength(1)
})
