import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Milliseconds for which requests that are running may go on once no new ones are taken. */
const longestRequest = 10_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Says to whoever sends requests here that they are to go elsewhere; those that come are answered all the same. */
    drain: () => void
    isDraining: () => boolean
  }
}

export const stopping = fp(async (app) => {
  let draining = false
  let closing = false
  app.decorate('drain', () => {
    draining = true
  })
  app.decorate('isDraining', () => draining)
  app.addHook('preClose', async () => {
    draining = closing = true
  })
  app.addHook('onRequest', async () => {
    if (closing) throw new Refusal('service.unavailable')
  })
  // Whoever holds a connection open asks over another the next time, and is not cut off as it asks.
  app.addHook('onSend', async (request, reply) => {
    if (draining && request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
  })
})

/**
 * Stops taking requests: for `drainMs` a proxy has the time to notice, then no connection is taken any more and those that
 * run are finished, or cut off after ten seconds.
 */
export async function stopServing(
  app: FastifyInstance,
  drainMs: number,
  mostMs = longestRequest,
): Promise<void> {
  app.drain()
  await delay(drainMs)
  const cut = setTimeout(() => app.server.closeAllConnections(), mostMs)
  await app.close()
  clearTimeout(cut)
}
