import { listCases } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { addMember } from '@alongside/shared/partnerships/contract'
import {
  acceptInvitation,
  readSession,
  refreshSession,
  type Session,
  signIn,
  signOut,
  signOutEverywhere,
  switchMembership,
} from '@alongside/shared/sessions/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { hashPassword, passwordFits } from './passwords.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const password = 'a few words that are long'
const email = 'outreach@alongside.example'
await world.rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])

beforeEach(async () => {
  world.clock.set(opening)
  await world.rows('DELETE FROM sign_in_delays')
})

const at = (milliseconds: number) => new Date(Date.parse(opening) + milliseconds).toISOString()
const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes

interface Sent {
  body?: object
  headers?: Record<string, string>
}

/** A browser: it keeps cookies, and says where a request comes from. */
function browser() {
  const jar = new Map<string, string>()
  const send = async ({ method, path: url }: Contract, { body, headers = {} }: Sent = {}) => {
    const response = await world.app.inject({
      method,
      url,
      ...(body && { payload: body }),
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    })
    for (const { name, value } of response.cookies) {
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return {
      status: response.statusCode,
      body: response.json() as Session & { code?: string; instance?: string },
      response,
    }
  }
  const enter = async (as = email) => {
    const entered = await send(signIn, { body: { email: as, password } })
    if (entered.status !== 201) throw new Error(`${as}: ${entered.status} ${entered.response.body}`)
    return entered
  }
  return { jar, send, enter }
}

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
      standing: 'in force',
    })
    expect((await send(readSession)).body).toMatchObject({ email })
    expect((await send(listCases)).status).toBe(200)
    expect((await recorded('session.opened')).length).toBeGreaterThan(0)
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
    const { response } = await browser().enter()
    expect(response.cookies.map(({ name }) => name).sort()).toEqual(['__Host-alongside', refreshCookie])
    for (const { name, value, ...attributes } of response.cookies)
      expect({ name, ...attributes }).toEqual({
        name,
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
    await enter()
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
    const { date: _d, 'x-request-id': _r, ...headers } = tried.response.headers
    const { date: _e, 'x-request-id': _s, ...others } = known.response.headers
    expect(headers).toEqual(others)
    expect(tried.response.cookies).toEqual([])
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

describe('guessing', () => {
  const wrong = { email, password: 'no' }

  it('waits longer each time, twice as long, up to a quarter of an hour; and never locks anyone out', async () => {
    const waits: number[] = []
    let failed = 0
    let now = Date.parse(opening)
    while (failed < 16) {
      const tried = await attempt(wrong)
      if (tried.status === 401) failed += 1
      else {
        waits.push(Number(tried.response.headers['retry-after']))
        now += (waits.at(-1) ?? 0) * seconds
        world.clock.set(new Date(now).toISOString())
      }
    }
    // Each wait was a refusal with Retry-After: anything else would be no number.
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16])
    expect(Math.max(...waits)).toBe(900)
    world.clock.set(new Date(now + 900 * seconds).toISOString())
    expect((await browser().send(signIn, { body: { email, password } })).status).toBe(201)
    expect((await attempt(wrong)).status).toBe(401)
  })

  it('is refused while it waits even with the right password, and for addresses that nobody has just the same', async () => {
    for (const address of [email, 'nobody@alongside.example']) {
      for (let round = 0; round < 4; round++) await attempt({ email: address, password: 'no' })
      expect((await attempt({ email: address, password })).body.code).toBe('request.too_many')
    }
    // Another person at the same desk signs in.
    expect((await browser().enter('police@alongside.example')).status).toBe(201)
  })
})

describe('a session', () => {
  it('lives by its refresh token, which changes each time', async () => {
    const { jar, send, enter } = browser()
    await enter()
    const tokens = new Set([jar.get(refreshCookie)])
    for (let round = 1; round <= 3; round++) {
      world.clock.set(at(round * 9 * minutes))
      expect((await send(refreshSession, { body: {} })).status).toBe(200)
      tokens.add(jar.get(refreshCookie))
    }
    expect(tokens.size).toBe(4)
    expect((await send(listCases)).status).toBe(200)
  })

  it('needs a refresh after ten minutes', async () => {
    const { send, enter } = browser()
    await enter()
    world.clock.set(at(10 * minutes - seconds))
    expect((await send(readSession)).status).toBe(200)
    world.clock.set(at(10 * minutes))
    expect((await send(readSession)).body.code).toBe('session.required')
    expect((await send(refreshSession, { body: {} })).status).toBe(200)
    expect((await send(readSession)).status).toBe(200)
  })

  it('ends for both when a refresh token is used twice, and says so on record', async () => {
    const [mine, thief] = [browser(), browser()]
    await mine.enter()
    thief.jar.set(refreshCookie, mine.jar.get(refreshCookie)!)
    expect((await mine.send(refreshSession, { body: {} })).status).toBe(200)
    world.clock.set(at(11 * seconds))
    const before = (await recorded('session.refresh_reused')).length
    const stolen = await thief.send(refreshSession, { body: {} })
    expect(stolen.body.code).toBe('session.required')
    expect(thief.jar.size).toBe(0)
    expect(await recorded('session.refresh_reused')).toHaveLength(before + 1)
    expect((await mine.send(readSession)).body.code).toBe('session.required')
    expect((await mine.send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it('bears two tabs that refresh at the same moment', async () => {
    const [tab, other] = [browser(), browser()]
    await tab.enter()
    other.jar.set(refreshCookie, tab.jar.get(refreshCookie)!)
    const [one, two] = await Promise.all([
      tab.send(refreshSession, { body: {} }),
      other.send(refreshSession, { body: {} }),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    world.clock.set(at(10 * seconds))
    expect((await tab.send(readSession)).status).toBe(200)
    expect((await other.send(readSession)).status).toBe(200)
    expect(
      [one, two].filter(({ response }) => response.cookies.some(({ name }) => name === refreshCookie)),
    ).toHaveLength(1)
  })

  it('ends after half an hour without a refresh', async () => {
    const { send, enter } = browser()
    await enter()
    world.clock.set(at(30 * minutes))
    expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it('ends twelve hours after signing in, however busy', async () => {
    const { send, enter } = browser()
    await enter()
    for (let past = 25 * minutes; past < 12 * hours; past += 25 * minutes) {
      world.clock.set(at(past))
      expect((await send(refreshSession, { body: {} })).status).toBe(200)
    }
    world.clock.set(at(12 * hours))
    expect((await send(readSession)).status).toBe(401)
    expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it.each([
    ['none', ''],
    ['nonsense', 'nonsense'],
    ['a very long one', 'x'.repeat(5000)],
  ])('is not got with a refresh token that never was: %s', async (_, token) => {
    const { jar, send } = browser()
    if (token) jar.set(refreshCookie, token)
    expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it('is not refreshed for a disabled account, nor for someone whose last place ended', async () => {
    const { jar, send, enter } = browser()
    await enter('lettings@alongside.example')
    const undo = { accounts: 'disabled_at', memberships: 'ended_at' }
    for (const [table, column] of Object.entries(undo)) {
      const whose = table === 'accounts' ? 'id' : 'account_id'
      const set = (value: string | null) =>
        world.rows(
          `UPDATE ${table} SET ${column} = $1 WHERE ${whose} = (SELECT id FROM accounts WHERE email = 'lettings@alongside.example')`,
          [value],
        )
      const kept = new Map(jar)
      await set(opening)
      const refused = await send(refreshSession, { body: {} })
      expect({ table, status: refused.status, code: refused.body.code }).toEqual({
        table,
        status: 401,
        code: 'session.required',
      })
      await set(null)
      for (const [name, value] of kept) jar.set(name, value)
    }
    expect((await send(refreshSession, { body: {} })).status).toBe(200)
  })
})

describe('signing out', () => {
  it('ends this session and no other, and takes the cookies back', async () => {
    const [here, there] = [browser(), browser()]
    await here.enter()
    await there.enter()
    const kept = new Map(here.jar)
    expect((await here.send(signOut)).status).toBe(200)
    expect(here.jar.size).toBe(0)
    for (const [name, value] of kept) here.jar.set(name, value)
    expect((await here.send(readSession)).status).toBe(401)
    expect((await here.send(refreshSession, { body: {} })).status).toBe(401)
    expect((await there.send(readSession)).status).toBe(200)
  })

  it('everywhere ends each of one’s sessions, and nobody else’s', async () => {
    const [here, there, colleague] = [browser(), browser(), browser()]
    await here.enter()
    await there.enter()
    await colleague.enter('chair@alongside.example')
    expect((await here.send(signOutEverywhere)).status).toBe(200)
    expect((await there.send(readSession)).status).toBe(401)
    expect((await there.send(refreshSession, { body: {} })).status).toBe(401)
    expect((await colleague.send(readSession)).status).toBe(200)
  })
})

describe('ACC-4 several places', () => {
  const second = 'two.places@alongside.example'

  it('acts in one at a time, and moves only to one’s own', async () => {
    for (const agency of ['housing', 'drugs'] as const)
      await done(world.as.coordinator, addMember, {
        body: { email: second, name: 'Two Places', agencyId: world.agencies[agency], role: 'practitioner' },
      })
    await world.rows('UPDATE accounts SET password_hash = $1 WHERE email = $2', [
      await hashPassword(password),
      second,
    ])
    const { jar, send, enter } = browser()
    const { places, acting } = (await enter(second)).body
    expect(places.map(({ agencyName }) => agencyName).sort()).toEqual(['Harbour Homes', 'Turning Tide'])
    const other = places.find(({ membershipId }) => membershipId !== acting?.membershipId)!
    const before = new Map(jar)

    const moved = await send(switchMembership, { body: { membershipId: other.membershipId } })
    expect(moved.body.acting).toEqual(other)
    expect((await send(readSession)).body.acting).toEqual(other)
    const stale = browser()
    for (const [name, value] of before) stale.jar.set(name, value)
    expect((await stale.send(readSession)).body.code).toBe('session.required')

    const [foreign] = await world.rows<{ id: string }>(
      `SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = 'police@alongside.example'`,
    )
    expect((await send(switchMembership, { body: { membershipId: foreign!.id } })).body.code).toBe(
      'not_found',
    )
    expect((await send(switchMembership, { body: { membershipId: newId() } })).body.code).toBe('not_found')
    expect((await send(readSession)).body.acting).toEqual(other)
  })
})

describe('another site', () => {
  it.each([
    ['says that it is another', { 'sec-fetch-site': 'cross-site' }],
    ['is a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['names another origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['hides its origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])(
    'writes nothing with someone’s cookies: it %s',
    async (_, { 'sec-fetch-site': site, ...rest }: Record<string, string>) => {
      const { jar, enter } = browser()
      await enter()
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { cookie, ...(site && { 'sec-fetch-site': site }), ...rest }
      for (const { method, path: url } of [
        signOut,
        signOutEverywhere,
        refreshSession,
        signIn,
        acceptInvitation,
      ]) {
        const refused = await world.app.inject({
          method,
          url,
          headers,
          ...(method === 'POST' && { payload: {} }),
        })
        expect({ url, code: refused.json().code }).toEqual({ url, code: 'request.cross_site' })
      }
      expect((await world.app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(200)
    },
  )

  it('our own pages do, and tools that send no such header', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:3000', host: 'localhost:3000' },
      {},
    ]) {
      const { jar, enter } = browser()
      await enter()
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answered = await world.app.inject({
        method: 'DELETE',
        url: '/v1/session',
        headers: { ...headers, cookie } as Record<string, string>,
      })
      expect(answered.statusCode).toBe(200)
    }
  })
})

describe('an invitation', () => {
  it('comes by mail, works once, and lets its holder in', async () => {
    const invited = 'new.colleague@alongside.example'
    await done(world.as.coordinator, addMember, {
      body: { email: invited, name: 'New Colleague', agencyId: world.agencies.housing, role: 'practitioner' },
    })
    await world.runJobs()
    const mail = world.services.mailer.caught().find(({ to }) => to === invited)!
    const token = /[\w-]{30,}/.exec(mail.text.replaceAll(/https?:\/\/[^/]+/g, ''))![0]
    const accept = (body: object) => browser().send(acceptInvitation, { body })
    expect((await accept({ token: `${token}x`, password })).body.code).toBe('invitation.spent')
    expect((await accept({ token, password: 'short' })).body.code).toBe('request.invalid')
    expect((await accept({ token, password })).status).toBe(201)
    expect((await accept({ token, password: 'somebody else’s words' })).body.code).toBe('invitation.spent')
    expect((await browser().enter(invited)).body.name).toBe('New Colleague')
    expect(world.log.join('\n')).not.toContain(token)
  })
})
