import fp from 'fastify-plugin'
import type { Trouble } from '../db/trouble.ts'

/** Milliseconds of nothing but trouble after which a replica is sent no more requests. */
const borne = 5_000
/** Milliseconds without a request that met it, after which the next one may find out whether it is over. */
const rested = 15_000

/** How requests of this replica fare with the database. */
interface Strain {
  met: (trouble: Trouble) => void
  /** Whether it has lasted: since then nothing went well that the same would have kept from it. */
  lasts: () => boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    strain: Strain
  }
}

/** Where there is no room, or no right, to write, reading goes on. */
const hindersWritingAlone = ({ cause }: Trouble) => cause === 'disk_full' || cause === 'read_only'

export const strain = fp(async (app) => {
  const { clock } = app.services
  const now = () => Date.parse(clock())
  let held: { trouble: Trouble; since: number; last: number } | null = null
  app.decorate('strain', {
    met: (trouble) => {
      held = { trouble, since: held?.since ?? now(), last: now() }
    },
    lasts: () => held !== null && now() - held.since >= borne && now() - held.last < rested,
  } satisfies Strain)
  app.addHook('onResponse', async ({ url, method }, { statusCode }) => {
    if (!held || statusCode >= 300 || !url.startsWith('/v1/')) return
    if (method === 'GET' && hindersWritingAlone(held.trouble)) return
    held = null
  })
})
