import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** The same operations once more, described: whoever asks first for the docs has them made. */
    described: () => Promise<FastifyInstance>
  }
}

/** Of the describing application's answer these are its own; what else a connection needs, ours says. */
const own = ['content-type', 'content-security-policy', 'cache-control', 'etag', 'last-modified', 'location']

/**
 * The description and its pages. Nobody asks for them where people work: what they are made of took a fifth of the
 * process's memory and a third of its start, and is loaded when they are first asked for (`describing.ts`).
 */
export const docs = (routes: readonly FastifyPluginAsync[]) =>
  fp(async (app) => {
    const hidden = { schema: { hide: true } } as const
    let opened: Promise<FastifyInstance> | undefined
    app.decorate('described', () => {
      opened ??= import('./describing.ts').then(({ describing }) => describing(app.services, routes))
      return opened
    })
    app.addHook('onClose', async () => (await opened)?.close())
    app.get('/openapi.json', { ...hidden, config: { compressible: true } }, async () =>
      (await app.described()).swagger(),
    )
    for (const path of ['/docs', '/docs/*'])
      app.get(path, hidden, async ({ method, url, headers }, reply) => {
        const pages = await app.described()
        const answer = await pages.inject({ method: method as 'GET', url, headers })
        for (const name of own) {
          const value = answer.headers[name]
          if (value !== undefined) reply.header(name, value)
        }
        const isHtml = String(answer.headers['content-type']).startsWith('text/html')
        return reply.code(answer.statusCode).send(isHtml ? answer.payload : answer.rawPayload)
      })
  })
