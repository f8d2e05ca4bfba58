import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'

/** For whoever operates it: is the process alive, may it be sent requests, which build is it. */
export const healthRoutes =
  (version: string): FastifyPluginAsync =>
  async (app) => {
    const quiet = { schema: { hide: true }, logLevel: 'warn' } as const
    app.get('/livez', quiet, async () => ({ status: 'alive' }))
    app.get('/readyz', quiet, async () => {
      if (app.services.standing.whyUnlike()) throw new Refusal('schema.unlike')
      await app.services.pools.app.query('SELECT 1').catch(() => {
        throw new Refusal('service.unavailable')
      })
      return { status: 'ready' }
    })
    app.get('/version', quiet, async () => ({ version }))
  }
