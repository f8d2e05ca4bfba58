import { Refusal } from '@alongside/shared/problems'
import helmet from '@fastify/helmet'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { pressing } from './documents/press.ts'
import { clocks, domainRoutes } from './domains.ts'
import { authentication } from './http/authenticate.ts'
import { compression } from './http/compression.ts'
import { docs } from './http/docs.ts'
import { guideRoutes } from './http/guides.ts'
import { healthRoutes } from './http/health.ts'
import { limits } from './http/limits.ts'
import { methodsAt } from './http/methods.ts'
import { metrics } from './http/metrics.ts'
import { notices } from './http/notice.ts'
import { pageRoutes } from './http/pages.ts'
import { sendProblem } from './http/problems.ts'
import { isPage, sendShell, spaRoutes } from './http/spa.ts'
import { stopping } from './http/stopping.ts'
import { strain } from './http/strain.ts'
import { streaming } from './http/stream.ts'
import { newId } from './ids.ts'
import { logRequest } from './log.ts'
import type { Services } from './services.ts'
import { networksOf } from './settings.ts'
import { oauthRoutes } from './systems/oauth-routes.ts'

/** Bytes: a form with room to spare. What may carry many texts at once says so in its contract (`largest`). */
const bodyLimit = 256 * 1024
const bearsId = /^[\w-]{1,64}$/
export const version = '0.1.0'
const isAskedFor = (method: string) => method === 'GET' || method === 'HEAD'

/** The whole API, the docs and the SPA on given services; nothing here reads the environment or the wall clock. */
export async function buildApp(services: Services, log: Logger): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // Ours says the same as a problem, below.
    return503OnClosing: false,
    trustProxy: networksOf(services.config.TRUSTED_PROXIES),
    routerOptions: { caseSensitive: true, maxParamLength: 200 },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && bearsId.test(given) ? given : newId()
    },
    frameworkErrors: (error, request, reply) =>
      void sendProblem(request as FastifyRequest, reply as FastifyReply, error),
  })
  // Fastify reads text too, which no operation takes: 415 rather than a text for a body.
  app.removeContentTypeParser('text/plain')
  app.decorate('services', services)
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply))
  app.setErrorHandler((error, request, reply) => void sendProblem(request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    if (isAskedFor(request.method) && isPage(request.url, request.headers.accept))
      return sendShell(request, reply)
    const allowed = methodsAt(app, request.url)
    if (allowed) return sendProblem(request, reply.header('allow', allowed), new Refusal('request.method'))
    return sendProblem(request, reply, new Refusal('not_found'))
  })

  await app.register(stopping)
  await app.register(strain)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: services.config.PUBLIC_URL.startsWith('https:'),
  })
  await app.register(notices)
  await app.register(authentication)
  await app.register(limits)
  await app.register(compression)
  await app.register(streaming)
  await app.register(metrics(version, clocks))
  await app.register(pressing)
  await app.register(docs([...domainRoutes, oauthRoutes]))

  for (const routes of domainRoutes) await app.register(routes)
  for (const routes of [oauthRoutes, healthRoutes(version), pageRoutes, guideRoutes, spaRoutes])
    await app.register(routes)
  await app.ready()
  return app
}
