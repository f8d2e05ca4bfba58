import { beforeEach, expect, it } from 'vitest'
import { givenSystems } from '../../test/given-systems.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'

// API-2: whatever is sent to OAuth's endpoints, it is answered as RFC 6749 has it (5.2): its own errors, in its own
// characters, never a fault of ours, and nothing by which an unknown client differs from a wrong secret.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const given = givenSystems(world)
const made = await given.connected({ scopes: ['flags:read', 'actions:read'] })
// Used once, so that a refusal after the secret was found right changes nothing any more.
const { body: first } = await given.token(made)
beforeEach(() => world.rows('DELETE FROM sign_in_delays'))

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
const own = { authorization: basic(made.clientId, made.secret) }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const grant = 'grant_type=client_credentials'
const inBody = `client_id=${made.clientId}&client_secret=${made.secret}`

async function sent(url: string, payload: string | Buffer, headers: Record<string, string>) {
  const response = await world.app.inject({ method: 'POST', url, payload, headers })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}
/** RFC 6749, 5.2: the characters that may stand in a description. */
const allowed = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/

async function refused(payload: string | Buffer, headers: Record<string, string>, url = '/oauth/token') {
  const before = await standing(world, 'systems', 'system_secrets', 'sessions')
  const answer = await sent(url, payload, headers)
  expect(await standing(world, 'systems', 'system_secrets', 'sessions')).toEqual(before)
  expect(Object.keys(answer.body).sort()).toEqual(['error', 'error_description'])
  expect(answer.body.error_description).toMatch(allowed)
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
  expect(answer.headers['content-type']).toMatch(/^application\/json/)
  expect('www-authenticate' in answer.headers).toBe(answer.status === 401)
  return [answer.status, answer.body.error]
}

it.each([
  ['a parameter twice', `${grant}&${grant}`, { ...form, ...own }],
  ['a parameter twice that nobody knows', `${grant}&x=1&x=2`, { ...form, ...own }],
  ['a scope twice', `${grant}&scope=flags%3Aread&scope=flags%3Aread`, { ...form, ...own }],
  ['a client_id twice', `${grant}&client_id=${made.clientId}&${inBody}`, form],
  ['credentials in two ways', `${grant}&${inBody}`, { ...form, ...own }],
  [
    'credentials beside another kind of authorization',
    `${grant}&${inBody}`,
    { ...form, authorization: 'Bearer x' },
  ],
  ['another client_id than that of the credentials', `${grant}&client_id=someone`, { ...form, ...own }],
  ['no grant', 'scope=flags%3Aread', { ...form, ...own }],
  ['a grant without a value', 'grant_type=', { ...form, ...own }],
  ['nothing', '', { ...form, ...own }],
  ['no media type', grant, own],
  ['plain text', grant, { 'content-type': 'text/plain', ...own }],
  ['JSON', '{"grant_type":"client_credentials"}', { 'content-type': 'application/json', ...own }],
  ['JSON that is none', '{', { 'content-type': 'application/json', ...own }],
  ['a file', 'x', { 'content-type': 'multipart/form-data; boundary=x', ...own }],
  [
    'a media type that begins like a form',
    grant,
    { 'content-type': 'application/x-www-form-urlencoded-too', ...own },
  ],
  ['another charset', grant, { 'content-type': `${form['content-type']}; charset=utf-16`, ...own }],
  ['no charset that there is', grant, { 'content-type': `${form['content-type']}; charset=`, ...own }],
])('API-2 %s is no request', async (_, payload, headers) => {
  expect(await refused(payload, headers)).toEqual([400, 'invalid_request'])
  if (!payload.includes('grant_type') && payload !== '') return
  for (const url of ['/oauth/introspect', '/oauth/revoke'])
    expect(await refused(payload.replaceAll('grant_type', 'hint'), headers, url)).toEqual([
      400,
      'invalid_request',
    ])
})

it.each([
  ['a form', 'x=1&'.repeat(5000), form['content-type']],
  ['JSON', JSON.stringify({ x: 'x'.repeat(20_000_000) }), 'application/json'],
])('API-2 a huge body is refused in OAuth’s words, unread: %s', async (_, payload, type) => {
  for (const url of ['/oauth/token', '/oauth/introspect', '/oauth/revoke'])
    expect(await refused(payload, { 'content-type': type, ...own }, url)).toEqual([400, 'invalid_request'])
})

it.each([
  'password',
  'authorization_code',
  'CLIENT_CREDENTIALS',
  'client_credentials ',
  '\u0000',
  '__proto__',
  'x'.repeat(4000),
])('API-2 a grant that is not known: %j', async (unknown) => {
  const payload = new URLSearchParams({ grant_type: unknown }).toString()
  expect(await refused(payload, { ...form, ...own })).toEqual([400, 'unsupported_grant_type'])
})

it.each([
  ' ',
  '  ',
  'flags:read\tactions:read',
  'flags:read everything',
  'FLAGS:READ',
  '\u0000',
  'cases:read',
  'constructor',
])('API-2 a scope that it was not given: %j', async (scope) => {
  const payload = `${grant}&${new URLSearchParams({ scope }).toString()}`
  expect(await refused(payload, { ...form, ...own })).toEqual([400, 'invalid_scope'])
})

it('API-2 a scope without a value is none, as is one that is left out; one named twice is one', async () => {
  const scopeOf = async (payload: string) =>
    (await sent('/oauth/token', payload, { ...form, ...own })).body.scope
  expect(await scopeOf(`${grant}&scope=`)).toBe(await scopeOf(grant))
  expect(await scopeOf(`${grant}&scope=flags%3Aread+flags%3Aread`)).toBe('flags:read')
})

it.each([
  'application/x-www-form-urlencoded; charset=UTF-8',
  'application/x-www-form-urlencoded;charset="utf-8"',
  'Application/X-WWW-Form-URLencoded',
])('API-2 a form is a form however its type is written: %s', async (type) => {
  const { status } = await sent('/oauth/token', grant, { 'content-type': type, ...own })
  expect(status).toBe(200)
})

const nobody = '01995b1c-7d00-7000-8000-000000000001'
it.each([
  ['an id that nobody has', nobody, made.secret],
  ['the id in capitals, with another secret', made.clientId.toUpperCase(), 'wrong'],
  ['no id', '', made.secret],
  ['no secret', made.clientId, ''],
  ['what is no id', 'someone', made.secret],
  ['a NUL', '\u0000', '\u0000'],
  ['what cannot be decoded', '%', '%E0%A4%A'],
  ['half a character', '%ED%A0%80', '%ED%A0%80'],
  ['two colons', `${made.clientId}:x`, made.secret],
  ['a quotation mark', "' OR 1=1 --", "' OR 1=1 --"],
  ['a long id', 'x'.repeat(3000), 'x'.repeat(3000)],
])(
  'API-2 what is not the credentials of a system is answered as a wrong secret is: %s',
  async (_, id, secret) => {
    const same = ({ status, headers, body }: Awaited<ReturnType<typeof sent>>) => {
      const { date: __, 'x-request-id': ___, ratelimit: ____, ...rest } = headers
      return { status, body, headers: rest }
    }
    for (const url of ['/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
      await world.rows('DELETE FROM sign_in_delays')
      const payload = `${grant}&token=x`
      const wrong = await sent(url, payload, { ...form, authorization: basic(made.clientId, 'wrong') })
      const answer = await sent(url, payload, { ...form, authorization: basic(id, secret) })
      expect(same(answer)).toEqual(same(wrong))
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client'])
    }
  },
)

it('API-2 no credentials, half of them, or an authorization of another kind is a client that is not known', async () => {
  for (const [payload, headers] of [
    [grant, form],
    [`${grant}&client_id=${made.clientId}`, form],
    [`${grant}&client_secret=${made.secret}`, form],
    [`${grant}&client_id=&client_secret=`, form],
    [grant, { ...form, authorization: 'Basic' }],
    [grant, { ...form, authorization: 'Basic !' }],
    [grant, { ...form, authorization: `Bearer ${String(first.access_token)}` }],
    [grant, { ...form, authorization: 'Digest x' }],
  ] as const)
    expect(await refused(payload, headers)).toEqual([401, 'invalid_client'])
})

it.each([
  '',
  '.',
  '..',
  '\u0000',
  '%ED%A0%80',
  'x'.repeat(7000),
  'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
  '{}',
  '\ud800',
])('API-2 what is no token is good for nothing, and that is all that is said: %j', async (token) => {
  const payload = new URLSearchParams({ token }).toString()
  const asked = await sent('/oauth/introspect', payload, { ...form, ...own })
  const ended = await sent('/oauth/revoke', payload, { ...form, ...own })
  expect([asked.status, asked.body.active ?? asked.body.error]).toEqual(
    token === '' ? [400, 'invalid_request'] : [200, false],
  )
  expect(ended.status).toBe(token === '' ? 400 : 200)
})
