import { Refusal } from '@alongside/shared/problems'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { pressing } from './documents/press.ts'
import { domainRoutes } from './domains.ts'
import { authentication } from './http/authenticate.ts'
import { guideRoutes } from './http/guides.ts'
import { healthRoutes } from './http/health.ts'
import { limits } from './http/limits.ts'
import { methodsAt } from './http/methods.ts'
import { metrics } from './http/metrics.ts'
import { notices } from './http/notice.ts'
import { finished, openapi } from './http/openapi.ts'
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
const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="32"><text y="24" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="#fff">Alongside</text></svg>`

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
  await app.register(streaming)
  await app.register(metrics(version))
  await app.register(pressing)
  await app.register(swagger, {
    openapi: structuredClone(openapi) as never,
    transformObject: (document) =>
      'openapiObject' in document
        ? (finished(document.openapiObject as never) as never)
        : document.swaggerObject,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json.$id === 'string' ? json.$id : `def-${i}`,
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    theme: { title: 'Alongside API' },
    logo: { type: 'image/svg+xml', content: Buffer.from(logo), href: '/', target: '_self' },
    uiConfig: { docExpansion: 'list', filter: true, tryItOutEnabled: true, persistAuthorization: false },
    initOAuth: { clientId: services.config.DOCS_CLIENT_ID },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())

  for (const routes of domainRoutes) await app.register(routes)
  for (const routes of [oauthRoutes, healthRoutes(version), pageRoutes, guideRoutes, spaRoutes])
    await app.register(routes)
  await app.ready()
  return app
}
