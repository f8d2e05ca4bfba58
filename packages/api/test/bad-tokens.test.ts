import { createHmac } from 'node:crypto'
import { readSession } from '@alongside/shared/sessions/contract'
import { describe, expect, it } from 'vitest'
import { newId } from '../src/ids.ts'
import { actorFor } from './token-of.ts'
import { openEastmarsh } from './world.ts'

// A token that opens nothing, in every way that one can be bad, is answered alike.

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)

describe('every way that a token can be bad is the one 401', async () => {
  const claims = {
    ...(await actorFor(world, 'outreach@alongside.example')),
    until: Date.parse(now) / 1000 + 600,
  }
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
