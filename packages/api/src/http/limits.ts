import { isSystem } from '@alongside/shared/access'
import { Refusal } from '@alongside/shared/problems'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { actorOf } from './authenticate.ts'

/** Overload is answered with 503 while health still answers; one caller's flood with 429. */
export const limits = fp(async (app) => {
  const { REQUESTS_PER_MINUTE: perMinute, OVERLOAD_MS } = app.services.config
  await app.register(underPressure, {
    maxEventLoopDelay: OVERLOAD_MS,
    exposeStatusRoute: false,
    pressureHandler: (request, _reply, _type, value) => {
      // A sample without a tick, as right after the start, tells nothing; a loop that was held up shows in the next one.
      if (value === Number.POSITIVE_INFINITY) return
      if (!/^\/(livez|readyz|version)/.test(request.url)) throw new Refusal('service.unavailable')
    },
  })
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: callerOf,
    addHeadersOnExceeding: { 'x-ratelimit-limit': false },
    addHeaders: { 'x-ratelimit-limit': false, 'retry-after': false },
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal('request.too_many', [], { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  app.addHook('onSend', async (_, reply) => {
    reply.header('ratelimit-policy', `"default";q=${perMinute};w=60`)
    // The plugin says it in headers of its own; this is how draft-ietf-httpapi-ratelimit-headers has it.
    const remaining = reply.getHeader('x-ratelimit-remaining')
    const reset = reply.getHeader('x-ratelimit-reset')
    if (remaining !== undefined)
      reply.header('ratelimit', `"default";r=${String(remaining)};t=${String(reset)}`)
    reply.removeHeader('x-ratelimit-remaining').removeHeader('x-ratelimit-reset')
  })
})

/**
 * The session, where its token is a good one: what anyone may write into a header would be a fresh allowance each time.
 * A system is one caller, however many tokens it asks for.
 */
function callerOf(request: FastifyRequest): string {
  try {
    const { role, accountId, sessionId } = actorOf(request)
    return isSystem(role) ? accountId : sessionId
  } catch {
    return request.ip
  }
}
