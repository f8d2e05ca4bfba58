import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { migrations, numberOf } from '../db/migration-files.ts'

/** Milliseconds that this machine's clock may be off the database's. Beyond, something is wrong with one of the two. */
const skewed = 30_000

/** Days for which what is asked now may be believed. */
const goodForDays = 30

/** For whoever operates it: is the process alive, may it be sent requests, which build is it. */
export const healthRoutes =
  (version: string): FastifyPluginAsync =>
  async (app) => {
    const { COMMIT, PUBLIC_URL, SECURITY_CONTACT } = app.services.config
    const schema = Math.max(...migrations().map(numberOf))
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
    app.get('/version', quiet, async () => ({ version, commit: COMMIT || null, schema }))
    // RFC 9116, where there is somebody to write to.
    if (SECURITY_CONTACT)
      app.get('/.well-known/security.txt', quiet, async (_, reply) => {
        const expires = new Date(Date.parse(app.services.clock()) + goodForDays * 86_400_000).toISOString()
        const lines = [
          `Contact: ${SECURITY_CONTACT}`,
          `Expires: ${expires}`,
          'Preferred-Languages: en',
          `Canonical: ${PUBLIC_URL}/.well-known/security.txt`,
        ]
        return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
      })
  }
