import * as client from 'openid-client'
import { beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'

const port = await freePort()
const issuer = `http://127.0.0.1:${port}`
const world = await openEastmarsh('2026-03-02T09:00:00Z', { PUBLIC_URL: issuer })
const given = givenSystems(world)
await world.app.listen({ port, host: '127.0.0.1' })
beforeEach(() => world.rows('DELETE FROM sign_in_delays'))

describe('API-2 OAuth 2.0 as a client library speaks it', () => {
  it.each([client.ClientSecretBasic, client.ClientSecretPost])(
    'openid-client discovers, gets, introspects and revokes a token (%o)',
    async (authentication) => {
      const { clientId, secret } = await given.connected({ scopes: ['flags:read', 'actions:read'] })
      const server = await client.discovery(new URL(issuer), clientId, secret, authentication(secret), {
        algorithm: 'oauth2',
        execute: [client.allowInsecureRequests],
      })
      const tokens = await client.clientCredentialsGrant(server, { scope: 'flags:read' })
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'flags:read' })
      const flags = await client.fetchProtectedResource(
        server,
        tokens.access_token,
        new URL('/v1/flags', issuer),
        'GET',
      )
      expect(flags.status).toBe(200)
      const now = Date.parse(world.clock.now()) / 1000
      expect(await client.tokenIntrospection(server, tokens.access_token)).toMatchObject({
        active: true,
        scope: 'flags:read',
        client_id: clientId,
        iat: now,
        exp: now + 900,
      })
      await client.tokenRevocation(server, tokens.access_token)
      expect(await client.tokenIntrospection(server, tokens.access_token)).toEqual({ active: false })
      await expect(
        client.fetchProtectedResource(server, tokens.access_token, new URL('/v1/flags', issuer), 'GET'),
      ).rejects.toMatchObject({ code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE' })
    },
  )

  it('another system’s token is none of its business, and a person’s neither', async () => {
    const [one, other] = [await given.calling(), await given.calling({ by: 'drugs' })]
    const ask = (path: string, token: string) => given.form(path, { token }, one)
    expect(await ask('/oauth/introspect', other.accessToken)).toMatchObject({
      status: 200,
      body: { active: false },
    })
    expect(await ask('/oauth/revoke', other.accessToken)).toMatchObject({ status: 200 })
    const still = await given.form('/oauth/introspect', { token: other.accessToken }, other)
    expect(still.body).toMatchObject({ active: true })
    expect((await ask('/oauth/introspect', 'no.such.token')).body).toEqual({ active: false })
  })
})

describe('API-2 what OAuth refuses, it refuses in OAuth’s words, and changes nothing', () => {
  const grant = 'grant_type=client_credentials'
  const refused = async (fields: string, basic?: { clientId: string; secret: string }) => {
    const before = await standing(world, 'systems', 'system_secrets', 'sessions')
    const { status, body, challenge } = await given.form('/oauth/token', fields, basic)
    expect(await standing(world, 'systems', 'system_secrets', 'sessions')).toEqual(before)
    return [status, body.error, ...(challenge ? ['challenged'] : [])]
  }

  it('a request that is not as RFC 6749 has it', async () => {
    const made = await given.connected({ scopes: ['flags:read'] })
    // Used once, so that a refusal after the secret was found right changes nothing any more.
    await given.token(made)
    expect(await refused('scope=flags%3Aread', made)).toEqual([400, 'invalid_request'])
    expect(await refused(`${grant}&${grant}`, made)).toEqual([400, 'invalid_request'])
    expect(await refused(`${grant}&client_secret=${made.secret}`, made)).toEqual([400, 'invalid_request'])
    expect(await refused('grant_type=password', made)).toEqual([400, 'unsupported_grant_type'])
    expect(await refused(`${grant}&scope=referrals%3Aread`, made)).toEqual([400, 'invalid_scope'])
    expect(await refused(`${grant}&scope=flags%3Aread+everything`, made)).toEqual([400, 'invalid_scope'])
  })

  it('credentials that are missing, wrong or of nobody: the same answer', async () => {
    const made = await given.connected()
    const nobody = { clientId: '01995b1c-7d00-7000-8000-000000000001', secret: made.secret }
    expect(await refused(grant)).toEqual([401, 'invalid_client', 'challenged'])
    expect(await refused(grant, nobody)).toEqual([401, 'invalid_client', 'challenged'])
    expect(await refused(grant, { ...nobody, clientId: 'someone' })).toEqual([
      401,
      'invalid_client',
      'challenged',
    ])
    const { status, body } = await given.token({ ...made, secret: 'x' })
    expect([status, body]).toEqual([401, (await given.token(nobody)).body])
    const other = await given.connected({ by: 'drugs' })
    expect((await given.token({ clientId: made.clientId, secret: other.secret })).status).toBe(401)
    expect((await given.token({ clientId: '%00', secret: '%' })).status).toBe(401)
  })

  it('JSON instead of a form, and a form where JSON is taken', async () => {
    const json = await world.app.inject({ method: 'POST', url: '/oauth/token', payload: { grant_type: 'x' } })
    expect([json.statusCode, json.json().error]).toEqual([400, 'invalid_request'])
    const form = await world.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a',
    })
    expect([form.statusCode, form.json().code]).toEqual([415, 'request.media_type'])
  })

  it('ACC-7 a refused secret is on the system’s record', async () => {
    const made = await given.connected()
    await given.token({ ...made, secret: 'wrong' })
    const [line] = await world.rows(
      `SELECT e.action FROM audit_events e JOIN memberships m ON m.account_id = e.account_id JOIN systems s ON s.membership_id = m.id
        WHERE s.id = $1`,
      [made.clientId],
    )
    expect(line).toEqual({ action: 'system.token_refused' })
  })
})

describe('API-2 guessing at a system’s secret', () => {
  const from = (host: number) => `198.51.100.${host}`
  const guess = (clientId: string, address = from(1), secret = 'wrong') =>
    given.token({ clientId, secret }, undefined, address)
  const statusesOf = async (tries: readonly (() => ReturnType<typeof guess>)[]) =>
    (await Promise.all(tries.map((each) => each()))).map(({ status }) => status).sort()
  const nobody = '01995b1c-7d00-7000-8000-000000000001'

  it.each(['a system', 'an id that nobody has', 'what is no id'])(
    'waits after five, also sixty at once, and is told in OAuth’s words: %s',
    async (who) => {
      const made = await given.connected()
      const clientId = { 'a system': made.clientId, 'an id that nobody has': nobody }[who] ?? 'someone'
      expect(await statusesOf(Array.from({ length: 60 }, () => () => guess(clientId)))).toEqual([
        ...Array<number>(5).fill(401),
        ...Array<number>(55).fill(429),
      ])
      const before = await standing(world, 'systems', 'system_secrets', 'sessions', 'sign_in_delays')
      const { status, body, headers } = await guess(clientId, from(1), made.secret)
      expect([status, body]).toEqual([
        429,
        { error: 'temporarily_unavailable', error_description: 'Come back later' },
      ])
      expect(headers).toMatchObject({ 'retry-after': '2', 'cache-control': 'no-store' })
      expect(await standing(world, 'systems', 'system_secrets', 'sessions', 'sign_in_delays')).toEqual(before)
    },
  )

  it('leaves the system itself to work, from its own address, and after a while from everywhere', async () => {
    const made = await given.connected()
    for (let round = 0; round < 5; round++) await guess(made.clientId)
    expect((await given.token(made, undefined, from(2))).status).toBe(200)
    world.clock.set('2026-03-02T09:00:02Z')
    expect((await given.token(made, undefined, from(1))).status).toBe(200)
    world.clock.set('2026-03-02T09:00:00Z')
  })

  it('slows an address that tries many systems, and a system that is tried from many addresses', async () => {
    const ids = Array.from({ length: 61 }, (_, at) => nobody.replace(/..$/, String(10 + at)))
    const spread = []
    for (const clientId of ids) spread.push((await guess(clientId)).status)
    expect(spread.indexOf(429)).toBe(60)
    const made = await given.connected()
    const gathered = []
    for (let host = 10; host < 41; host++) gathered.push((await guess(made.clientId, from(host))).status)
    expect(gathered.indexOf(429)).toBe(30)
  })

  it('is slowed by what asks of a token too, and not by tokens that are rightly asked for, many at once', async () => {
    const made = await given.connected()
    const asked = Array.from({ length: 20 }, () => () => given.token(made, undefined, from(3)))
    expect(await statusesOf(asked)).toEqual(Array<number>(20).fill(200))
    for (let round = 0; round < 5; round++)
      await given.form('/oauth/introspect', { token: 'x' }, { ...made, secret: 'wrong' }, from(3))
    expect((await given.token(made, undefined, from(3))).status).toBe(429)
  })
})
