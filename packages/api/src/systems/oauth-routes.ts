import { scopes as allScopes, type Permission } from '@alongside/shared/access'
import { Refusal } from '@alongside/shared/problems'
import formbody from '@fastify/formbody'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { atMoment, type Connection } from '../db/pool.ts'
import type { Actor } from '../http/actor.ts'
import { within } from '../http/addresses.ts'
import { accessToken, claimsOf } from '../http/authenticate.ts'
import { guarded } from '../sessions/delays.ts'
import { endSessions, recordSessionEvent } from '../sessions/queries.ts'
import { introspectionDocs, metadataDocs, revocationDocs, tokenDocs } from './oauth-docs.ts'
import {
  liveSession,
  openSystemSession,
  type SystemInForce,
  systemBySecret,
  systemTried,
  tokenSeconds,
} from './tokens.ts'

/** The errors of RFC 6749, 5.2, which OAuth clients read instead of problem details. */
type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'

class Refused extends Error {
  readonly code: OAuthError
  readonly retryAfterSeconds: number | undefined
  constructor(code: OAuthError, description: string, retryAfterSeconds?: number) {
    super(description)
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * API-2: OAuth 2.0 for agencies' own systems: client credentials (RFC 6749), revocation (7009), introspection (7662),
 * metadata (8414). In the forms that those prescribe, not in ours, so that any client library can talk to it.
 */
export const oauthRoutes: FastifyPluginAsync = async (app) => {
  const { services } = app
  const at = <T>(work: (identity: Connection, now: string) => Promise<T>) =>
    atMoment(services.pools.identity, services.clock, work)
  // In a scope of its own: no other operation takes a form.
  await app.register(formbody, { bodyLimit: 8 * 1024 })
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refused) return refuse(reply, error)
    // Asked too much, or guessed too often: in OAuth's words too.
    if (error instanceof Refusal && error.code === 'request.too_many')
      return refuse(
        reply,
        new Refused('temporarily_unavailable', 'Come back later', Number(error.extra.retryAfterSeconds)),
      )
    // What Fastify cannot read (another media type, too much, half a request) is for OAuth clients too.
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (!(error instanceof Refusal) && status >= 400 && status < 500)
      return refuse(reply, new Refused('invalid_request', asForm))
    throw error
  })

  app.get('/.well-known/oauth-authorization-server', { schema: metadataDocs, ...unvalidated }, async () => {
    const issuer = services.config.PUBLIC_URL
    return {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      scopes_supported: allScopes,
      token_endpoint_auth_methods_supported: authMethods,
      revocation_endpoint_auth_methods_supported: authMethods,
      introspection_endpoint_auth_methods_supported: authMethods,
      service_documentation: `${issuer}/guides/first-referral`,
    }
  })

  app.post('/oauth/token', { schema: tokenDocs, ...unvalidated }, async (request, reply) => {
    const form = formOf(request)
    const system = await systemOf(request, form)
    if (form.grant_type !== 'client_credentials')
      throw form.grant_type === undefined
        ? new Refused('invalid_request', 'grant_type is missing')
        : new Refused('unsupported_grant_type', 'Only client_credentials is known here')
    const scopes = scopesAsked(form.scope, system.scopes)
    const { systemId: _, scopes: __, addresses, expiresAt: ___, ...place } = system
    return at(async (db, now) => {
      const { sessionId, until } = await openSystemSession(db, system, now)
      const actor: Actor = { ...place, sessionId, role: 'machine_client', limits: { scopes, addresses } }
      await recordSessionEvent(db, 'system.token_given', actor, request, now)
      return unkept(reply).send({
        access_token: accessToken(app, actor, until),
        token_type: 'Bearer',
        expires_in: Math.min(tokenSeconds, until - Math.floor(Date.parse(now) / 1000)),
        scope: scopes.join(' '),
      })
    })
  })

  app.post('/oauth/revoke', { schema: revocationDocs, ...unvalidated }, async (request, reply) => {
    const claims = await ownToken(request)
    if (claims)
      await at(async (db, now) => {
        await endSessions(db, { accountId: claims.accountId, only: claims.sessionId }, now)
        await recordSessionEvent(db, 'system.token_revoked', claims, request, now)
      })
    // The same answer for every token: what is good for nothing is good for nothing (RFC 7009, 2.2).
    return unkept(reply).send({})
  })

  app.post('/oauth/introspect', { schema: introspectionDocs, ...unvalidated }, async (request, reply) => {
    const claims = await ownToken(request)
    const live = claims && (await at((db, now) => liveSession(db, claims.sessionId, now)))
    if (!claims?.limits || !live) return unkept(reply).send({ active: false })
    return unkept(reply).send({
      active: true,
      scope: claims.limits.scopes.join(' '),
      client_id: claims.clientId,
      sub: claims.clientId,
      token_type: 'Bearer',
      iat: live.since,
      exp: claims.until,
    })
  })

  /** The claims of the token asked about, if it is one of the system's own that asks. */
  async function ownToken(request: FastifyRequest) {
    const form = formOf(request)
    const system = await systemOf(request, form)
    if (form.token === undefined) throw new Refused('invalid_request', 'token is missing')
    const claims = claimsOf(app, form.token)
    return claims?.accountId === system.accountId ? { ...claims, clientId: system.systemId } : null
  }

  /** Guesses wait as those of people do. Of what nobody has the answer is the same, and so is the work. */
  async function systemOf(request: FastifyRequest, form: Form): Promise<SystemInForce> {
    const { id, secret } = credentialsOf(request, form)
    const found = await guarded(
      services,
      { account: `system ${id.toLowerCase()}`, from: request.ip },
      async () => {
        const system = await at((db, now) => systemBySecret(db, id, secret, now))
        // OPS-4: to a copy that was restored people are let in by name, and no system is.
        if (services.standing.mode().drill) return null
        return system && (system.addresses.length === 0 || within(request.ip, system.addresses))
          ? system
          : null
      },
    )
    if (found) return found
    await at(async (db, now) => {
      const tried = await systemTried(db, id)
      await recordSessionEvent(db, 'system.token_refused', { ...tried, role: 'machine_client' }, request, now)
    })
    throw new Refused(
      'invalid_client',
      'Unknown, ended, called from elsewhere, or the agreements of its agency are not in force',
    )
  }
}

const authMethods = ['client_secret_basic', 'client_secret_post']
/** RFC 6749 says what is answered to what; Fastify's own words would not be understood. */
const unvalidated = { validatorCompiler: () => () => true, serializerCompiler: () => JSON.stringify } as const

type Form = Readonly<Record<string, string | undefined>>

const asForm = 'Send a form of 8 kB at most: application/x-www-form-urlencoded, in UTF-8'
/** RFC 6749, appendix B: in UTF-8, whether that is said or not. Media types are in capitals or not. */
const formType = /^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i

/** A parameter given twice is no parameter (RFC 6749, 3.2); one without a value is none. */
function formOf(request: FastifyRequest): Form {
  const { body, headers } = request
  if (!formType.test(headers['content-type'] ?? '') || typeof body !== 'object' || body === null)
    throw new Refused('invalid_request', asForm)
  if (Object.values(body).some((value) => typeof value !== 'string'))
    throw new Refused('invalid_request', 'A parameter is given more than once')
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))
}

/** By Basic authentication or in the form, and not by both (RFC 6749, 2.3). */
function credentialsOf(request: FastifyRequest, form: Form): { id: string; secret: string } {
  const { authorization } = request.headers
  if (authorization !== undefined && form.client_secret !== undefined)
    throw new Refused('invalid_request', 'Credentials are given in two ways')
  const basic = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (basic === undefined) {
    if (!form.client_id || !form.client_secret)
      throw new Refused('invalid_client', 'Send client_id and client_secret, or HTTP Basic authentication')
    return { id: form.client_id, secret: form.client_secret }
  }
  const [id = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':').map(decoded)
  if (form.client_id !== undefined && form.client_id !== id)
    throw new Refused('invalid_request', 'client_id is another than that of the credentials')
  return { id, secret: rest.join(':') }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return ''
  }
}

/** All that it was given, unless it asks for less. */
function scopesAsked(asked: string | undefined, given: readonly Permission[]): Permission[] {
  if (asked === undefined) return [...given]
  const words = [...new Set(asked.split(' ').filter((word) => word !== ''))]
  const known = given.filter((scope) => words.includes(scope))
  if (known.length < words.length || known.length === 0)
    throw new Refused('invalid_scope', `It was given: ${given.join(' ')}`)
  return known
}

const unkept = (reply: FastifyReply) => reply.header('cache-control', 'no-store').header('pragma', 'no-cache')

const statuses: Partial<Record<OAuthError, number>> = { invalid_client: 401, temporarily_unavailable: 429 }

function refuse(reply: FastifyReply, { code, message, retryAfterSeconds }: Refused) {
  if (code === 'invalid_client') reply.header('www-authenticate', 'Basic realm="Alongside", charset="UTF-8"')
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return unkept(reply)
    .status(statuses[code] ?? 400)
    .send({ error: code, error_description: message })
}
