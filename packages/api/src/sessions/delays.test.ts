import { readSession, signIn } from '@alongside/shared/sessions/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { openPool } from '../db/pool.ts'
import { guarded } from './delays.ts'
import { hashPassword } from './passwords.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const password = 'a few words that are long'
const email = 'outreach@alongside.example'
const browser = browserOf(world, password)
await world.rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])

beforeEach(async () => {
  world.clock.set(opening)
  await world.rows('DELETE FROM sign_in_delays')
})

const wrong = { email, password: 'no' }
const attempt = (body: object) => browser().send(signIn, { body })
let now = Date.parse(opening)
const at = (seconds: number) => {
  now = Date.parse(opening) + seconds * 1000
  world.clock.set(new Date(now).toISOString())
}
/** As somebody at that place would, with a password that is no argon2 to compute: 69 people over 90 days are soon through. */
const tries = (account: string, from: string, right = false) =>
  guarded(world.services, { account, from }, async () => (right ? true : null)).then(
    (found) => (found ? 'right' : 'wrong'),
    (refused: { code: string }) => refused.code,
  )

describe('IDN-2 guessing', () => {
  it('waits longer each time, twice as long, up to a quarter of an hour; and never locks anyone out', async () => {
    at(0)
    const waits: number[] = []
    let failed = 0
    while (failed < 16) {
      const tried = await attempt(wrong)
      if (tried.status === 401) failed += 1
      else {
        waits.push(Number(tried.response.headers['retry-after']))
        at((now - Date.parse(opening)) / 1000 + (waits.at(-1) ?? 0))
      }
    }
    // Each wait was a refusal with Retry-After: anything else would be no number.
    expect(waits.slice(0, 5)).toEqual([2, 4, 8, 16, 32])
    expect(Math.max(...waits)).toBeLessThanOrEqual(900)
    at((now - Date.parse(opening)) / 1000 + 900)
    expect((await attempt({ email, password })).status).toBe(201)
    expect((await attempt(wrong)).status).toBe(401)
  })

  it('gains nothing by sixty at once: as many are looked at as one after the other, on every replica together', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => attempt(wrong)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(55)
  })

  it('gains nothing by replicas either: of sixty counted over eight connections at once five may go on', async () => {
    const key = Buffer.from('somebody from somewhere')
    const pool = openPool(world.database.identityUrl, 8, () => undefined)
    const counted = await Promise.all(
      Array.from({ length: 60 }, async () => {
        const values = [[key], [5], [900], [900], [null], opening]
        const { rows } = await pool.query<{ until: string | null }>(
          'SELECT app.count_try($1, $2, $3, $4, $5, $6) AS until',
          values,
        )
        return rows[0]?.until
      }),
    )
    await pool.end()
    expect(counted.filter((until) => until === null)).toHaveLength(5)
  })

  it('is not forgotten where what is looked up fails, so that whoever can make it fail gains nothing', async () => {
    const account = 'fails@alongside.example'
    for (let round = 0; round < 4; round++) await tries(account, '198.51.100.7')
    const failing = guarded(world.services, { account, from: '198.51.100.7' }, async () => {
      throw new Error('the database is away')
    })
    await expect(failing).rejects.toThrow('away')
    expect(await tries(account, '198.51.100.7')).toBe('wrong')
    expect(await tries(account, '198.51.100.7', true)).toBe('request.too_many')
  })

  it('wears off: half of it in a quarter of an hour', async () => {
    for (let round = 0; round < 5; round++) await attempt(wrong)
    expect((await attempt(wrong)).status).toBe(429)
    at(3)
    expect((await attempt(wrong)).status).toBe(401)
    expect(Number((await attempt(wrong)).response.headers['retry-after'])).toBe(4)
    at(3 + 15 * 60)
    for (let round = 0; round < 2; round++) expect((await attempt(wrong)).status).toBe(401)
    expect((await attempt(wrong)).status).toBe(429)
  })

  it('is refused while it waits even with the right password, and for addresses that nobody has just the same', async () => {
    for (const address of [email, 'nobody@alongside.example']) {
      for (let round = 0; round < 5; round++) await attempt({ email: address, password: 'no' })
      expect((await attempt({ email: address, password })).body.code).toBe('request.too_many')
    }
    // Another person at the same desk signs in.
    expect((await browser().enter('police@alongside.example')).status).toBe(201)
  })

  it('at her account, from wherever, holds up no browser in which she was signed in before', async () => {
    const hers = browser()
    await hers.enter(email)
    for (let place = 0; place < 40; place++) await tries(email, `198.51.100.${place}`)
    expect(await tries(email, '203.0.113.9', true)).toBe('request.too_many')
    expect((await hers.send(signIn, { body: { email, password } })).status).toBe(201)
    expect((await hers.send(readSession)).status).toBe(200)
    // Nor does her cookie open anything, or wait less for who guesses with it.
    for (let round = 0; round < 5; round++)
      expect((await hers.send(signIn, { body: wrong })).status).toBe(401)
    expect((await hers.send(signIn, { body: { email, password } })).status).toBe(429)
    // To another’s account it is nobody’s.
    const other = { email: 'police@alongside.example', password: 'no' }
    for (let round = 0; round < 5; round++)
      expect((await hers.send(signIn, { body: other })).status).toBe(401)
    expect((await browser().send(signIn, { body: { ...other, password } })).status).toBe(429)
  })
})

describe('IDN-2 a place', () => {
  it('that tries many accounts is slowed, though it tries each but once', async () => {
    const answers: string[] = []
    for (let person = 0; person < 61; person++)
      answers.push(await tries(`somebody.${person}@alongside.example`, '198.51.100.7'))
    expect(answers.indexOf('request.too_many')).toBe(60)
  })

  it('where 69 people mistype over ninety days waits for nothing on the next', async () => {
    for (let day = 0; day < 90; day++) {
      at(day * 86_400)
      const person = `person.${day % 69}@alongside.example`
      expect(await tries(person, '198.51.100.7')).toBe('wrong')
      expect(await tries(person, '198.51.100.7', true)).toBe('right')
    }
    expect(await tries('person.12@alongside.example', '198.51.100.7', true)).toBe('right')
  })

  it('counts wrong ones only: an office may sign in as often as it likes', async () => {
    for (let person = 0; person < 100; person++)
      expect(await tries(`person.${person}@alongside.example`, '198.51.100.7', true)).toBe('right')
  })

  it('is one network of IPv6, and an address of IPv4 however it is written', async () => {
    for (let round = 0; round < 5; round++) await tries(email, `2001:db8:0:7::${round}`)
    expect(await tries(email, '2001:db8:0:7:ffff::1', true)).toBe('request.too_many')
    expect(await tries(email, '2001:db8:0:8::1', true)).toBe('right')
    for (let round = 0; round < 5; round++) await tries('a@alongside.example', '::ffff:198.51.100.9')
    expect(await tries('a@alongside.example', '198.51.100.9', true)).toBe('request.too_many')
  })

  it('whose look failed for another reason waits for nobody', async () => {
    const failing = () =>
      guarded(world.services, { account: email, from: '198.51.100.7' }, async () => {
        throw new Error('the database is away')
      })
    for (let round = 0; round < 10; round++) await expect(failing()).rejects.toThrow('away')
    expect(await tries(email, '198.51.100.7', true)).toBe('right')
  })
})

it('IDN-2 no wait outlives its row: whatever is tried, the longest is over after a quarter of an hour', async () => {
  at(0)
  for (let round = 0; round < 200; round++) {
    await tries(email, `198.51.100.${round % 3}`)
    if (round % 7 === 0) at((now - Date.parse(opening)) / 1000 + round)
  }
  const [longest] = await world.rows<{ seconds: number }>(
    'SELECT max(extract(epoch FROM not_before - $1::timestamptz))::float AS seconds FROM sign_in_delays',
    [world.clock.now()],
  )
  expect(longest!.seconds).toBeGreaterThan(0)
  expect(longest!.seconds).toBeLessThanOrEqual(900)
})
