import { listCases } from '@alongside/shared/cases/contract'
import { addMember } from '@alongside/shared/partnerships/contract'
import {
  acceptInvitation,
  checkSession,
  readSession,
  refreshSession,
  signIn,
  signOut,
  signOutEverywhere,
  switchMembership,
} from '@alongside/shared/sessions/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
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

const at = (milliseconds: number) => new Date(Date.parse(opening) + milliseconds).toISOString()
const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes

const refreshCookie = '__Host-alongside-refresh'
const recorded = (action: string) =>
  world.rows<{ account_id: string | null; partnership_id: string | null; subject_id: string | null }>(
    'SELECT account_id, partnership_id, subject_id FROM audit_events WHERE action = $1',
    [action],
  )

describe('a session', () => {
  it('lives by its refresh token, which changes each time', async () => {
    const { jar, send, enter } = browser()
    await enter(email)
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
    await enter(email)
    world.clock.set(at(10 * minutes - seconds))
    expect((await send(readSession)).status).toBe(200)
    world.clock.set(at(10 * minutes))
    expect((await send(readSession)).body.code).toBe('session.required')
    expect((await send(refreshSession, { body: {} })).status).toBe(200)
    expect((await send(readSession)).status).toBe(200)
  })

  it('ends for both when a refresh token is used twice, and says so on record', async () => {
    const [mine, thief] = [browser(), browser()]
    await mine.enter(email)
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

  it.each([1, 2, 5])(
    'ends for both by a token that was spent %i refreshes ago, and says so on record; by a made-up one of nobody’s, nothing',
    async (ago) => {
      const [mine, thief] = [browser(), browser()]
      await mine.enter(email)
      thief.jar.set(refreshCookie, mine.jar.get(refreshCookie)!)
      for (let round = 1; round <= ago; round++) {
        world.clock.set(at(round * 9 * minutes))
        expect((await mine.send(refreshSession, { body: {} })).status).toBe(200)
      }
      world.clock.set(at((ago * 9 + 1) * minutes))
      const before = await recorded('session.refresh_reused')
      const stranger = browser()
      stranger.jar.set(refreshCookie, `${'A'.repeat(43)}.${'A'.repeat(43)}`)
      expect((await stranger.send(refreshSession, { body: {} })).status).toBe(401)
      expect(await recorded('session.refresh_reused')).toEqual(before)
      expect((await mine.send(readSession)).status).toBe(200)

      expect((await thief.send(refreshSession, { body: {} })).body.code).toBe('session.required')
      expect(await recorded('session.refresh_reused')).toHaveLength(before.length + 1)
      expect((await mine.send(readSession)).body.code).toBe('session.required')
      expect((await mine.send(refreshSession, { body: {} })).body.code).toBe('session.required')
      // What is over is not told again.
      expect(await recorded('session.refresh_reused')).toHaveLength(before.length + 1)
    },
  )

  it('bears two tabs that refresh at the same moment', async () => {
    const [tab, other] = [browser(), browser()]
    await tab.enter(email)
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
    await enter(email)
    world.clock.set(at(30 * minutes))
    expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it('ends twelve hours after signing in, however busy', async () => {
    const { send, enter } = browser()
    await enter(email)
    for (let past = 25 * minutes; past < 12 * hours; past += 25 * minutes) {
      world.clock.set(at(past))
      expect((await send(refreshSession, { body: {} })).status).toBe(200)
    }
    world.clock.set(at(12 * hours))
    expect((await send(readSession)).status).toBe(401)
    expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  })

  it('IDN-6 is looked at without being made longer: whoever looks away for half an hour signs in again', async () => {
    const { send, enter } = browser()
    const { body } = await enter(email)
    for (const past of [0, 11, 29]) {
      world.clock.set(at(past * minutes))
      const { status, body: standing, response } = await send(checkSession)
      expect([status, standing.expiresAt, response.cookies]).toEqual([200, body.expiresAt, []])
    }
    world.clock.set(at(30 * minutes))
    expect((await send(checkSession)).body.code).toBe('session.required')
  })

  it('IDN-6 is seen to be over wherever it was ended: from another device, with the place, with the account', async () => {
    const ends: (() => Promise<unknown>)[] = [
      async () => {
        const elsewhere = browser()
        await elsewhere.enter(email)
        await elsewhere.send(signOutEverywhere)
      },
      () => world.rows('UPDATE accounts SET disabled_at = $2 WHERE email = $1', [email, opening]),
      () =>
        world.rows(
          'UPDATE memberships SET ended_at = $2 WHERE account_id = (SELECT id FROM accounts WHERE email = $1) AND ended_at IS NULL',
          [email, opening],
        ),
    ]
    for (const end of ends) {
      const { send, enter } = browser()
      await enter(email)
      expect((await send(checkSession)).status).toBe(200)
      await end()
      expect((await send(checkSession)).body.code).toBe('session.required')
      await world.rows('UPDATE accounts SET disabled_at = NULL WHERE email = $1', [email])
      await world.rows('UPDATE memberships SET ended_at = NULL WHERE ended_at = $1', [opening])
    }
    expect((await browser().send(checkSession)).body.code).toBe('session.required')
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
    await here.enter(email)
    await there.enter(email)
    const kept = new Map(here.jar)
    expect((await here.send(signOut)).status).toBe(200)
    expect([...here.jar.keys()]).toEqual(['__Host-alongside-device'])
    for (const [name, value] of kept) here.jar.set(name, value)
    expect((await here.send(readSession)).status).toBe(401)
    expect((await here.send(refreshSession, { body: {} })).status).toBe(401)
    expect((await there.send(readSession)).status).toBe(200)
  })

  it('everywhere ends each of one’s sessions, and nobody else’s', async () => {
    const [here, there, colleague] = [browser(), browser(), browser()]
    await here.enter(email)
    await there.enter(email)
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
    for (const agency of ['housing', 'drugs'] as const) {
      await done(world.as[agency], addMember, {
        body: { email: second, name: 'Two Places', agencyId: world.agencies[agency], role: 'practitioner' },
      })
      await world.signIn(second)
    }
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
      await enter(email)
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
      await enter(email)
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
