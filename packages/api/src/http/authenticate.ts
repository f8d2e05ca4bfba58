import { roles } from '@alongside/shared/access'
import { Refusal } from '@alongside/shared/problems'
import { Choice, Closed, Id, Nullable, ScopeSchema } from '@alongside/shared/scalars'
import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Actor } from './actor.ts'
import { within } from './addresses.ts'

/** Minutes that an access token is good for; what it claims is confirmed in every transaction all the same. */
const accessMinutes = 10
/** Those of a copy have another name: who is signed in here and there is not mixed up. */
const cookieNames = ({ services }: FastifyInstance) => {
  const name = services.standing.mode().drill ? '__Host-alongside-drill' : '__Host-alongside'
  return { access: name, refresh: `${name}-refresh`, device: `${name}-device` }
}
const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

interface Claims extends Actor {
  /** Epoch seconds by the product's clock, not the library's: tests stop it. */
  until: number
}
/** A token that an earlier build signed, or somebody with the key, claims what it likes. */
const claimed = Compile(
  Closed({
    sessionId: Id,
    accountId: Id,
    role: Choice(roles),
    membershipId: Nullable(Id),
    partnershipId: Nullable(Id),
    agencyId: Nullable(Id),
    limits: Type.Optional(Closed({ scopes: Type.Array(ScopeSchema), addresses: Type.Array(Type.String()) })),
    until: Type.Number(),
  }),
)

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Claims
  }
}

export const authentication = fp(async (app: FastifyInstance) => {
  await app.register(cookie)
  await app.register(jwt, {
    secret: app.services.vault.derive('access tokens'),
    sign: { algorithm: 'HS256', noTimestamp: true },
    verify: { algorithms: ['HS256'], cache: 10_000 },
  })
})

/** The actor of the access token in the cookie or the Authorization header. @throws Refusal session.required, one for every way a token can be bad */
export function actorOf(request: FastifyRequest): Actor {
  let actor = actors.get(request)
  if (!actor) actors.set(request, (actor = claimedActor(request)))
  return actor
}

/** A request is asked more than once who sent it; its token is verified once. */
const actors = new WeakMap<FastifyRequest, Actor>()

function claimedActor(request: FastifyRequest): Actor {
  const bearer = request.headers.authorization?.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/)?.[1]
  const token = bearer ?? request.cookies[cookieNames(request.server).access]
  if (!token) throw new Refusal('session.required')
  const claims = claimsOf(request.server, token)
  if (!claims || !(claims.until > Date.parse(request.server.services.clock()) / 1000))
    throw new Refusal('session.required')
  if (claims.limits?.addresses.length && !within(request.ip, claims.limits.addresses))
    throw new Refusal('session.required')
  if (!bearer) refuseCrossSite(request)
  return claims
}

/** Cookies travel by themselves: a write that carries them must come from our own pages. */
export function refuseCrossSite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new Refusal('request.cross_site')
    return
  }
  const { origin, host } = request.headers
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host))
    throw new Refusal('request.cross_site')
}

/** `until`: epoch seconds by the product's clock. */
export function accessToken(app: FastifyInstance, actor: Actor, until: number): string {
  const { sessionId, accountId, role, membershipId, partnershipId, agencyId, limits } = actor
  return app.jwt.sign({
    sessionId,
    accountId,
    role,
    membershipId,
    partnershipId,
    agencyId,
    ...(limits && { limits }),
    until,
  })
}

/** What a token of ours claims, whoever shows it; null for one that is not ours. Says nothing of whether its session goes on. */
export function claimsOf(app: FastifyInstance, token: string): Claims | null {
  try {
    const claims = app.jwt.verify<Claims>(token)
    return claimed.Check(claims) ? claims : null
  } catch {
    return null
  }
}

export function setSessionCookies(reply: FastifyReply, actor: Actor, refreshToken: string | null): void {
  const until = Math.floor(Date.parse(reply.server.services.clock()) / 1000) + accessMinutes * 60
  const { access, refresh } = cookieNames(reply.server)
  reply.setCookie(access, accessToken(reply.server, actor, until), cookieOptions)
  if (refreshToken !== null) reply.setCookie(refresh, refreshToken, cookieOptions)
}

export const refreshTokenOf = (request: FastifyRequest): string | undefined =>
  request.cookies[cookieNames(request.server).refresh]

/** IDN-2: by which a browser is known again, whoever is signed in. Opens nothing. Seconds: a year after the last sign-in it is forgotten. */
const deviceAge = 365 * 86_400
const deviceSecret = /^[\w-]{43}$/

export function deviceSecretOf({ cookies, server }: FastifyRequest): string | undefined {
  const secret = cookies[cookieNames(server).device]
  return secret && deviceSecret.test(secret) ? secret : undefined
}

export const setDeviceCookie = (reply: FastifyReply, secret: string) =>
  reply.setCookie(cookieNames(reply.server).device, secret, { ...cookieOptions, maxAge: deviceAge })

/** Whether there are cookies of a session, good or not: enough to say which page to begin with, and for nothing else. */
export function comesBySession({ cookies, server }: FastifyRequest): boolean {
  const { access, refresh } = cookieNames(server)
  return cookies[access] !== undefined || cookies[refresh] !== undefined
}

export function clearSessionCookies(reply: FastifyReply): void {
  const { access, refresh } = cookieNames(reply.server)
  reply.clearCookie(access, cookieOptions).clearCookie(refresh, cookieOptions)
}
