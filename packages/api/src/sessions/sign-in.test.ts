import { listCases } from '@alongside/shared/cases/contract'
import { checkSession, readSession, refreshSession, signIn } from '@alongside/shared/sessions/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { newId } from '../ids.ts'
import { hashPassword, passwordFits } from './passwords.ts'

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

const refreshCookie = '__Host-alongside-refresh'
const attempt = (body: object) => browser().send(signIn, { body })
const recorded = (action: string) =>
  world.rows<{ account_id: string | null; partnership_id: string | null; subject_id: string | null }>(
    'SELECT account_id, partnership_id, subject_id FROM audit_events WHERE action = $1',
    [action],
  )

describe('the door', () => {
  it('opens with address and password, in any case of letters, and tells who one is', async () => {
    const { send, enter } = browser()
    expect((await enter('Outreach@Alongside.example')).body).toMatchObject({
      email,
      name: 'Jo Mbeki',
      role: 'practitioner',
      standing: 'in_force',
    })
    expect((await send(readSession)).body).toMatchObject({ email })
    expect((await send(listCases)).status).toBe(200)
    expect((await recorded('session.opened')).length).toBeGreaterThan(0)
  })

  it('REF-12 gives the account a secret for its devices: the same each time, another for another, and on record nowhere', async () => {
    const secretOf = async (who: string) => {
      const { send, enter } = browser()
      await enter(who)
      return (await send(readSession)).body.deviceSecret
    }
    const [mine, again, theirs] = [
      await secretOf(email),
      await secretOf(email),
      await secretOf('police@alongside.example'),
    ]
    expect(Buffer.from(mine, 'base64')).toHaveLength(32)
    expect([again === mine, theirs === mine]).toEqual([true, false])
    const kept = await Promise.all(
      ['accounts', 'sessions', 'audit_events'].map((table) => world.rows(`SELECT * FROM ${table}`)),
    )
    expect(JSON.stringify([kept, world.log])).not.toContain(mine)
  })

  it('keeps passwords as argon2id, at OWASP’s floor or above', async () => {
    const [row] = await world.rows<{ password_hash: string }>(
      'SELECT password_hash FROM accounts WHERE email = $1',
      [email],
    )
    expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword(password)).not.toBe(row!.password_hash)
    expect(row!.password_hash).not.toContain(password)
  })

  it('sets cookies that no script reads, no other site sends and no other host takes', async () => {
    const { response } = await browser().enter(email)
    const device = '__Host-alongside-device'
    expect(response.cookies.map(({ name }) => name).sort()).toEqual([
      '__Host-alongside',
      device,
      refreshCookie,
    ])
    for (const { name, value, ...attributes } of response.cookies)
      expect({ name, ...attributes }).toEqual({
        name,
        // IDN-2: a browser is known again for a year; it is signed in for as long as it is open.
        ...(name === device && { maxAge: 365 * 86_400 }),
        path: '/',
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
      })
    for (const { value } of response.cookies) expect(response.body).not.toContain(value)
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it('keeps no token: the database holds its hash alone', async () => {
    const { jar, enter } = browser()
    await enter(email)
    const held = await world.rows('SELECT * FROM sessions')
    expect(JSON.stringify(held)).not.toContain(jar.get(refreshCookie))
  })

  it.each([
    ['a wrong password', { email, password: 'a few words that are wrong' }],
    ['an address that nobody has', { email: 'nobody@alongside.example', password }],
    ['an account without a password yet', { email: 'invited@alongside.example', password }],
    ['a disabled account', { email: 'disabled@alongside.example', password }],
    ['an account that has no place any more', { email: 'left@alongside.example', password }],
  ])('answers alike to %s, and works as hard', async (_, body) => {
    await world.rows(
      `INSERT INTO accounts (id, email, name, password_hash, disabled_at, created_at) VALUES
      ($1, 'invited@alongside.example', 'Invited', NULL, NULL, $4), ($2, 'disabled@alongside.example', 'Disabled', $5, $4, $4), ($3, 'left@alongside.example', 'Left', $5, NULL, $4)
      ON CONFLICT (email) DO NOTHING`,
      [newId(), newId(), newId(), opening, await hashPassword(password)],
    )
    const [known, tried] = [
      await attempt({ email: 'police@alongside.example', password: 'no' }),
      await attempt(body),
    ]
    expect(tried.status).toBe(401)
    expect({ ...tried.body, instance: null }).toEqual({ ...known.body, instance: null })
    // One request after the other: fewer are left.
    const { date: _d, 'x-request-id': _r, ratelimit: _l, ...headers } = tried.response.headers
    const { date: _e, 'x-request-id': _s, ratelimit: _m, ...others } = known.response.headers
    expect(headers).toEqual(others)
    expect(tried.response.cookies).toEqual([])
  })

  it('GST-1 thanks whoever came by an invitation that is over, with the right password alone, wherever her session turns out to be over', async () => {
    const visitor = 'visitor@alongside.example'
    const [id, membershipId] = [newId(), newId()]
    await world.rows(
      `INSERT INTO accounts (id, email, name, password_hash, created_at) VALUES ($1, $2, 'Visitor', $3, $4)`,
      [id, visitor, await hashPassword(password), opening],
    )
    await world.rows(
      `INSERT INTO memberships (partnership_id, id, account_id, agency_id, role, started_at) VALUES ($1, $2, $3, $4, 'guest', $5)`,
      [world.partnershipId, membershipId, id, world.agencies.housing, opening],
    )
    const { send, enter } = browser()
    await enter(visitor)
    await world.rows('UPDATE memberships SET ended_at = $2 WHERE id = $1', [membershipId, world.clock.now()])
    const thanked = { status: 403, body: { code: 'session.visit_over' } }
    expect(await send(checkSession)).toMatchObject(thanked)
    expect(await send(readSession)).toMatchObject({ status: 401, body: { code: 'session.required' } })
    expect(await send(refreshSession)).toMatchObject(thanked)
    expect(await attempt({ email: visitor, password })).toMatchObject(thanked)
    expect(await attempt({ email: visitor, password: 'not hers at all' })).toMatchObject({ status: 401 })
  })

  it('compares a password also where there is none to compare with', async () => {
    expect(await passwordFits(null, 'nobody has this password')).toBe(false)
    // The stand-in costs what a real one costs: the same hash with the same parameters, not an early return.
    const took = async (stored: string | null) => {
      const began = process.cpuUsage()
      for (let round = 0; round < 6; round++) await passwordFits(stored, 'no')
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    const stored = await hashPassword(password)
    const [unknown, real] = [await took(null), await took(stored)]
    expect(unknown).toBeGreaterThan(real / 3)
    expect(unknown).toBeLessThan(real * 3)
  })

  it('records a failure without the address that was tried', async () => {
    await world.rows(`DELETE FROM sign_in_delays`)
    const before = (await recorded('session.failed')).length
    await attempt({ email: 'someone.private@alongside.example', password: 'no' })
    const after = await recorded('session.failed')
    expect(after).toHaveLength(before + 1)
    const kept = await world.rows(
      `SELECT e::text AS event FROM audit_events e WHERE action = 'session.failed' UNION ALL SELECT d::text FROM sign_in_delays d`,
    )
    expect(JSON.stringify(kept)).not.toContain('someone.private')
    expect(world.log.join('\n')).not.toContain('someone.private')
  })
})
