import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import type { Services } from '../services.ts'
import { documented, finished, openapi } from './openapi.ts'

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="32"><text y="24" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="#fff">Alongside</text></svg>`

/** The application that is read and never asked: every operation, as it is routed, with its description. */
export async function describing(
  services: Services,
  routes: readonly FastifyPluginAsync[],
): Promise<FastifyInstance> {
  const app = Fastify()
  app.decorate('services', services)
  app.decorate('documented', documented)
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
  for (const each of routes) await app.register(each)
  await app.ready()
  return app
}
