import { Refusal } from '@alongside/shared/problems'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fp from 'fastify-plugin'

/** Overload is answered with 503 while health still answers; one caller's flood with 429. */
export const limits = fp(async (app) => {
  const { REQUESTS_PER_MINUTE: perMinute } = app.services.config
  await app.register(underPressure, {
    maxEventLoopDelay: 2_000,
    exposeStatusRoute: false,
    pressureHandler: (request) => {
      if (!/^\/(livez|readyz|version)/.test(request.url)) throw new Refusal('service.unavailable')
    },
  })
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) =>
      request.headers.authorization ?? request.cookies['__Host-alongside'] ?? request.ip,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': false,
    },
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal('request.too_many', [], { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  app.addHook('onSend', async (_, reply) => {
    reply.header('ratelimit-policy', `"default";q=${perMinute};w=60`)
  })
})
