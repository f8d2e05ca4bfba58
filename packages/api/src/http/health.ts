import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'

/** Milliseconds that this machine's clock may be off the database's. Beyond, something is wrong with one of the two. */
const skewed = 30_000

/** For whoever operates it: is the process alive, may it be sent requests, which build is it. */
export const healthRoutes =
  (version: string): FastifyPluginAsync =>
  async (app) => {
    const quiet = { schema: { hide: true }, logLevel: 'warn' } as const
    app.get('/livez', quiet, async () => ({ status: 'alive' }))
    app.get('/readyz', quiet, async () => {
      const { standing, pools } = app.services
      if (standing.whyUnlike()) throw new Refusal('schema.unlike')
      if (Math.abs(standing.clockOffMs()) > skewed) throw new Refusal('clock.skewed')
      if (app.isDraining() || app.strain.lasts()) throw new Refusal('service.unavailable')
      await pools.app.query('SELECT 1')
      return { status: 'ready' }
    })
    app.get('/version', quiet, async () => ({ version }))
  }
