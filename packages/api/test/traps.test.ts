import { createHmac } from 'node:crypto'
import type { Socket } from 'node:net'
import { listCases, recordVoice, searchCases } from '@alongside/shared/cases/contract'
import { listMeetings } from '@alongside/shared/meetings/contract'
import { operations } from '@alongside/shared/operations'
import { addMember, listMembers, readPartnership } from '@alongside/shared/partnerships/contract'
import { listReferrals, startReferral } from '@alongside/shared/referrals/contract'
import { readSession } from '@alongside/shared/sessions/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import type { PoolClient } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { openPool, RolledBack, withTransaction } from '../src/db/pool.ts'
import { done } from '../src/demo/found.ts'
import { asRefusal } from '../src/http/problems.ts'
import { newId } from '../src/ids.ts'
import { openSession } from '../src/sessions/queries.ts'
import { openTestPool } from './database.ts'
import { openEastmarsh } from './world.ts'

// Each trap that was reproduced on this stack has a test here that fails without its remedy. Of the two that are not here,
// contexts that revert to '' are in row-level-security.test.ts, and deadlines across clock changes in shared/src/calendar.test.ts.

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)
const owner = openTestPool(world.database.ownerUrl, 2)

it('from nobody no body is read: what is not even JSON is 401 wherever a session is needed', async () => {
  const broken = { payload: '{"answers":', headers: { 'content-type': 'application/json' } }
  const guarded = operations.filter(({ kind, permission }) => kind === 'command' && permission !== 'anyone')
  expect(guarded.length).toBeGreaterThan(80)
  for (const { method, path } of guarded) {
    const url = path.replaceAll(/:\w+/g, newId)
    expect([path, (await world.app.inject({ method, url, ...broken })).statusCode]).toEqual([path, 401])
  }
})

it('API-5 a value that is none of a closed list is told the list', async () => {
  const asked = await world.as.coordinator(listReferrals, { query: { box: 'of_nobody' as 'to_answer' } })
  expect(asked).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
  expect(JSON.stringify(asked.body)).toContain('is one of: ')
  expect(JSON.stringify(asked.body)).toContain('to_answer')
})

describe('a database that goes away in mid-transaction', () => {
  const lost: Error[] = []
  const pool = openPool(world.database.appUrl, 2, (error) => void lost.push(error))
  afterAll(() => pool.end())
  const alive = () =>
    withTransaction(
      pool,
      null,
      async (tx) => (await tx.$client.query<{ one: number }>('SELECT 1 AS one')).rows[0]!.one,
    )

  it('does not end the process, is told as 503, and the pool recovers', async () => {
    for (let round = 0; round < 4; round++) {
      const failure = await withTransaction(pool, null, async (tx) => {
        const { rows } = await tx.$client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
        await owner.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid])
        await tx.$client.query('SELECT 1')
      }).catch((error: unknown) => error)
      expect(asRefusal(failure).code).toBe('service.unavailable')
    }
    expect(lost.length).toBeGreaterThan(0)
    expect(await Promise.all([alive(), alive(), alive()])).toEqual([1, 1, 1])
  })

  it('is told to the caller of a request, who finds nothing saved and tries again', async () => {
    const blocker = await owner.connect()
    await blocker.query('BEGIN; LOCK TABLE data_keys IN ACCESS EXCLUSIVE MODE')
    const waiting = world.as.outreach(startReferral, { body: {}, key: 'a-retry-after-the-cut' })
    const pid = await waiter()
    await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid])
    await blocker.query('COMMIT')
    blocker.release()
    const cut = await waiting
    expect(cut).toMatchObject({ status: 503, body: { code: 'service.unavailable' } })
    expect(cut.headers['retry-after']).toMatch(/^\d+$/)
    expect(await world.rows('SELECT 1 FROM referrals')).toEqual([])
    expect((await world.as.outreach(startReferral, { body: {}, key: 'a-retry-after-the-cut' })).status).toBe(
      201,
    )
    expect(await world.rows('SELECT 1 FROM referrals')).toHaveLength(1)
  })

  it('does not use up the pool where BEGIN itself fails, however often', async () => {
    const cut = (client: PoolClient) =>
      void (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
    pool.on('acquire', cut)
    for (let round = 0; round < 6; round++) {
      const failure = await alive().catch((error: unknown) => error)
      expect(asRefusal(failure).code).toBe('service.unavailable')
    }
    pool.off('acquire', cut)
    expect(await Promise.all([alive(), alive(), alive()])).toEqual([1, 1, 1])
    expect(pool.waitingCount).toBe(0)
  })

  /** The backend that waits for the lock; asked until it is there. */
  async function waiter(): Promise<number> {
    for (;;) {
      const { rows } = await owner.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'alongside_app' AND datname = current_database()`,
      )
      if (rows[0]) return rows[0].pid
    }
  }
})

it('an error swallowed inside a transaction: the caller is told that nothing was saved', async () => {
  const pool = openPool(world.database.ownerUrl, 1, () => undefined)
  await pool.query('CREATE TABLE kept (id int PRIMARY KEY)')
  const failure = await withTransaction(pool, null, async (tx) => {
    await tx.$client.query('INSERT INTO kept VALUES (1)')
    await tx.$client.query('INSERT INTO kept VALUES (1)').catch(() => undefined)
    return 'saved'
  }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(RolledBack)
  expect(asRefusal(failure).code).toBe('service.unavailable')
  expect((await pool.query('SELECT * FROM kept')).rows).toEqual([])
  await pool.end()
  await world.rows('DROP TABLE kept')
})

describe('coercion', () => {
  it.each([
    'Infinity',
    '1e3',
    '1e1',
    '0x10',
    '-1',
    '0',
    '101',
    '10.0',
    ' 10',
    '+10',
    'NaN',
    '',
    'ten',
    '10,20',
  ])('limit=%j is refused', async (limit) => {
    for (const contract of [listReferrals, listCases, listMeetings])
      expect(await world.as.coordinator(contract, { query: { limit: limit as never } })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ pointer: '?limit', code: 'invalid' }] },
      })
  })

  it.each(['TRUE', '1', 'yes', '', 'null'])('unread=%j is refused', async (unread) => {
    expect(await world.as.outreach(listNotifications, { query: { unread: unread as never } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '?unread' }] },
    })
  })

  it('a parameter given twice, or one that is not known, is refused at its place', async () => {
    const headers = { authorization: await tokenOf('outreach@alongside.example') }
    const asked = async (search: string) =>
      (await world.app.inject({ url: `/v1/referrals?${search}`, headers })).json() as {
        errors: { pointer: string; code: string }[]
      }
    expect((await asked('limit=1&limit=2')).errors).toMatchObject([{ pointer: '?limit' }])
    expect((await asked('limt=1')).errors).toMatchObject([{ pointer: '?limt', code: 'unknown' }])
    expect((await asked('limit[]=1')).errors).toMatchObject([{ pointer: '?limit[]', code: 'unknown' }])
    expect((await asked('__proto__=1')).errors).toMatchObject([{ code: 'unknown' }])
  })

  it.each([
    ['null', null, ['']],
    ['a list', [], ['']],
    ['a text', '{}', ['']],
    ['a number', 0, ['']],
    [
      '"true" for true',
      { email: 'a@b.example', name: 'A', agencyId: newId(), role: 'chair', safeguardingLead: 'true' },
      ['/safeguardingLead'],
    ],
    [
      '"false" for false',
      { email: 'a@b.example', name: 'A', agencyId: newId(), role: 'chair', safeguardingLead: 'false' },
      ['/safeguardingLead'],
    ],
    ['null for a text', { email: 'a@b.example', name: null, agencyId: newId(), role: 'chair' }, ['/name']],
    ['a number for a text', { email: 'a@b.example', name: 7, agencyId: newId(), role: 'chair' }, ['/name']],
    [
      'a list of one for its one',
      { email: ['a@b.example'], name: 'A', agencyId: newId(), role: 'chair' },
      ['/email'],
    ],
    [
      'unknown keys, each named',
      {
        email: 'a@b.example',
        name: 'A',
        agencyId: newId(),
        role: 'chair',
        admin: true,
        partnershipId: newId(),
      },
      ['/admin', '/partnershipId'],
    ],
    [
      'everything wrong at once',
      { email: 'no', role: 'king', admin: 1 },
      ['/email', '/role', '/admin', '/name', '/agencyId'],
    ],
  ])('a body that holds %s is refused, and each place named', async (_, body, pointers) => {
    const before = (await done(world.as.coordinator, listMembers)).items.length
    const refused = await world.app.inject({
      method: 'POST',
      url: addMember.path,
      headers: {
        authorization: await tokenOf('coordinator@alongside.example'),
        'content-type': 'application/json',
      },
      payload: JSON.stringify(body),
    })
    const problem = refused.json() as { code: string; errors: { pointer: string }[] }
    expect({ status: refused.statusCode, code: problem.code }).toEqual({
      status: 400,
      code: 'request.invalid',
    })
    expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort())
    expect((await done(world.as.coordinator, listMembers)).items).toHaveLength(before)
  })

  it('a body null is not taken for none', async () => {
    for (const payload of ['null', '0', '""', 'false', '[]']) {
      const refused = await world.app.inject({
        method: 'POST',
        url: startReferral.path,
        headers: {
          authorization: await tokenOf('outreach@alongside.example'),
          'content-type': 'application/json',
        },
        payload,
      })
      expect({ payload, status: refused.statusCode }).toEqual({ payload, status: 400 })
    }
  })
})

/** A good token of that address's, as a header. */
async function tokenOf(email: string): Promise<string> {
  return `Bearer ${world.app.jwt.sign({ ...(await actorFor(email)), until: Date.parse(now) / 1000 + 600 })}`
}
async function actorFor(email: string) {
  const [account] = await world.rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
  return (await openSession(world.services.pools.identity, account!.id, now))!.actor
}

describe('every way that a token can be bad is the one 401', async () => {
  const claims = { ...(await actorFor('outreach@alongside.example')), until: Date.parse(now) / 1000 + 600 }
  const encoded = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const secret = world.services.vault.derive('access tokens')
  const signed = (
    header: object,
    payload: unknown = claims,
    key: Buffer | string = secret,
    hash = 'sha256',
  ) => {
    const text = `${encoded(header)}.${encoded(payload)}`
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
  }
  const good = signed({ alg: 'HS256', typ: 'JWT' })
  const [head = '', payload = '', signature = ''] = good.split('.')
  const jwk = { kty: 'oct', k: Buffer.from('mine').toString('base64url') }
  const tokens: Record<string, string> = {
    'alg none': `${encoded({ alg: 'none' })}.${payload}.`,
    'alg none, with a signature': `${encoded({ alg: 'none' })}.${payload}.${signature}`,
    'alg nOnE': `${encoded({ alg: 'nOnE' })}.${payload}.${signature}`,
    'no alg': signed({ typ: 'JWT' }),
    'alg null': signed({ alg: null }),
    'alg a list': signed({ alg: ['HS256'] }),
    'an alg that nobody knows': signed({ alg: 'XS256' }),
    'another alg of the same family': signed({ alg: 'HS512' }, claims, secret, 'sha512'),
    'an alg of another family': signed({ alg: 'RS256' }),
    EdDSA: signed({ alg: 'EdDSA' }),
    'its own key in jwk': signed({ alg: 'HS256', jwk }, claims, 'mine'),
    'a key’s address in jku': signed({ alg: 'HS256', jku: 'https://evil.example/keys' }, claims, 'mine'),
    'a kid that is a path': signed({ alg: 'HS256', kid: '../../dev/null' }, claims, ''),
    'a critical extension': signed({ alg: 'HS256', crit: ['x'], x: 1 }, claims, 'mine'),
    'another secret': signed({ alg: 'HS256' }, claims, 'another secret, also 32 bytes ..'),
    'an empty secret': signed({ alg: 'HS256' }, claims, ''),
    'another payload': `${head}.${encoded({ ...claims, role: 'coordinator' })}.${signature}`,
    'half a signature': good.slice(0, -20),
    'no signature': `${head}.${payload}.`,
    'two parts': `${head}.${payload}`,
    'four parts': `${good}.${signature}`,
    garbage: 'a.b.c',
    'no text': '..',
    'a header that is no JSON': `${encoded('{')}.${payload}.${signature}`,
    'a payload that is no object': signed({ alg: 'HS256' }, '"mine"'),
    'a payload null': signed({ alg: 'HS256' }, 'null'),
    'no time limit': signed({ alg: 'HS256' }, { ...claims, until: undefined }),
    'a time limit that is text': signed({ alg: 'HS256' }, { ...claims, until: 'for ever' }),
    expired: signed({ alg: 'HS256' }, { ...claims, until: Date.parse(now) / 1000 - 1 }),
    'expired this second': signed({ alg: 'HS256' }, { ...claims, until: Date.parse(now) / 1000 }),
    'a session that never was': signed({ alg: 'HS256' }, { ...claims, sessionId: newId() }),
    'a session id that is none': signed({ alg: 'HS256' }, { ...claims, sessionId: 'mine' }),
    'no claims': signed({ alg: 'HS256' }, { until: claims.until }),
    'a role that is none': signed({ alg: 'HS256' }, { ...claims, role: 'constructor' }),
    'another’s place': signed({ alg: 'HS256' }, { ...claims, membershipId: newId() }),
    'no place': signed({ alg: 'HS256' }, { ...claims, membershipId: null }),
    'very long': `${'a'.repeat(9000)}.${payload}.${signature}`,
  }
  const ask = async (headers: Record<string, string>) => {
    const answer = await world.app.inject({ url: readSession.path, headers })
    return {
      status: answer.statusCode,
      body: { ...(answer.json() as object), instance: null },
      type: answer.headers['content-type'],
      realm: answer.headers['www-authenticate'],
    }
  }

  const ofBadToken = 'Bearer realm="Alongside", error="invalid_token"'

  it('and a good one opens', async () => {
    expect((await ask({ authorization: `Bearer ${good}` })).status).toBe(200)
  })

  it.each(Object.entries(tokens))('%s', async (_, token) => {
    const none = await ask({})
    expect(none).toMatchObject({ status: 401, body: { code: 'session.required' } })
    // RFC 6750, 3.1: whoever sent a token is told that it is not good; in which way, nobody is.
    expect(await ask({ authorization: `Bearer ${token}` })).toEqual({ ...none, realm: ofBadToken })
    expect(await ask({ cookie: `__Host-alongside=${token}` })).toEqual(none)
  })

  it.each(['Basic YTpi', 'Bearer', 'Bearer ', 'bearer x', `Token ${good}`, `Bearer ${good} ${good}`])(
    'Authorization: %s',
    async (authorization) => {
      const none = await ask({})
      const realm = /^Bearer /i.test(authorization) ? ofBadToken : none.realm
      expect(await ask({ authorization })).toEqual({ ...none, realm })
    },
  )
})

it.each([
  ['NUL', 'a\u0000b'],
  ['a lone high surrogate', 'a\ud800'],
  ['a lone low surrogate', '\udc00b'],
  ['surrogates the wrong way round', '\udc00\ud800'],
])('%s in a text is refused at its place, in body, query and path', async (_, text) => {
  const authorization = await tokenOf('coordinator@alongside.example')
  const send = async (method: 'POST' | 'GET', url: string, body?: object) =>
    world.app.inject({
      method,
      url,
      headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { payload: JSON.stringify(body) }),
    })
  const inBody = await send('POST', startReferral.path, {
    answers: { person: { name: text }, herVoice: { words: text } },
  })
  expect(inBody.statusCode).toBe(400)
  expect((inBody.json() as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
    '/answers/person/name',
    '/answers/herVoice/words',
  ])
  const inKey = await send('POST', startReferral.path, { answers: { [text]: 1 } })
  expect(inKey.statusCode).toBe(400)
  expect(() => inKey.json()).not.toThrow()
  const inPath = await send(
    'POST',
    recordVoice.path.replace(':caseId', text.includes('\u0000') ? '%00' : '%ED%A0%80'),
    { words: 'a', given: 'in_writing' },
  )
  expect(inPath.statusCode).toBe(400)
  const inQuery = await send('GET', `/v1/cases?cursor=${text.includes('\u0000') ? 'a%00b' : '%ED%A0%80'}`)
  expect(inQuery.statusCode).toBe(400)
  const inSearch = await send('POST', searchCases.path, { q: text })
  expect(inSearch.statusCode).toBe(400)
  const whole = await send('POST', startReferral.path, {
    answers: { person: { name: '💐 Zoë' }, herVoice: { words: 'Not\tthe\npolice 💐' } },
  })
  expect(whole.statusCode).toBe(201)
})

describe('addresses that are not there', () => {
  const secret = 'marnie-secret-name'
  it.each([
    `/v1/${secret}`,
    `/${secret}?name=${secret}`,
    `/v1/cases/${secret}`,
    `/v1/cases/${'x'.repeat(300)}${secret}`,
    `/v1//cases/${secret}`,
    `/V1/cases/${secret}`,
    `/v1/cases/%${secret}`,
    `/v1/cases/%2e%2e%2f${secret}`,
  ])('are not echoed: %s', async (url) => {
    const headers = { authorization: await tokenOf('coordinator@alongside.example') }
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const answer = await world.app.inject({ method, url, headers })
      expect([400, 404, 405]).toContain(answer.statusCode)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.body).not.toContain(secret)
      expect(JSON.stringify(answer.headers)).not.toContain(secret)
    }
    expect(world.log.join('\n')).not.toContain(secret)
  })

  it('is not a question of method where there is nothing for any, nor where the method is right', async () => {
    const answer = await world.app.inject({ url: `/v1/cases/${'x'.repeat(300)}` })
    expect([400, 404]).toContain(answer.statusCode)
  })

  it.each([
    ['DELETE', '/v1/cases', 'GET, HEAD'],
    ['PATCH', `/v1/cases/${newId()}`, 'GET, HEAD'],
    ['OPTIONS', '/v1/session', 'GET, HEAD, DELETE'],
    ['TRACE', '/v1/session', 'GET, HEAD, DELETE'],
    ['PUT', `/v1/referrals/${newId()}`, 'GET, HEAD, PATCH, DELETE'],
    ['GET', '/v1/case-searches', 'POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['DELETE', '/openapi.json', 'GET, HEAD'],
  ])('%s %s: 405, and which methods there are', async (method, url, allowed) => {
    const answer = await world.app.inject({ method: method as 'GET', url })
    expect({ status: answer.statusCode, code: answer.json().code }).toEqual({
      status: 405,
      code: 'request.method',
    })
    expect(String(answer.headers.allow).split(', ').sort()).toEqual(allowed.split(', ').sort())
  })

  it('a partnership reads itself all the while', async () => {
    expect((await done(world.as.coordinator, readPartnership)).name).toBe('Eastmarsh Partnership')
  })
})
