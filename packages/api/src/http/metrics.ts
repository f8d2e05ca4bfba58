import Fastify from 'fastify'
import fp from 'fastify-plugin'
import type { Pool } from 'pg'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { isStream } from './stream.ts'

/** Prometheus metrics on METRICS_PORT, which is never published: route, method and status, nothing of anyone. */
export const metrics = fp(async (app) => {
  const { HOST: host, METRICS_PORT: port } = app.services.config
  if (!port) return
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  new Gauge({
    name: 'database_connections',
    help: 'Of the request pool',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = app.services.pools.app
      this.set({ state: 'open' }, totalCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  new Gauge({
    name: 'streams_open',
    help: 'Meetings followed live',
    registers: [registry],
    collect() {
      this.set(app.streams.count())
    },
  })
  new Gauge({
    name: 'events_not_carried',
    help: 'Events of the outbox that failed and stand aside, to be tried again',
    registers: [registry],
    async collect() {
      this.set(await notCarried(app.services.pools.jobs))
    },
  })
  new Gauge({
    name: 'unreadable_records',
    help: 'Records that this replica could not open since it began',
    registers: [registry],
    collect() {
      this.set(app.services.vault.unreadable.count())
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    // A stream's answer began at once and goes on for hours.
    if (isStream(reply)) return
    const labels = {
      route: request.routeOptions.url ?? 'unknown',
      method: request.method,
      status: reply.statusCode,
    }
    seconds.observe(labels, reply.elapsedTime / 1000)
  })
  const server = Fastify()
  server.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  app.addHook('onReady', async () => void (await server.listen({ host, port })))
  app.addHook('onClose', () => server.close())
})

/** NaN where the database does not answer: the other metrics are told all the same. */
const notCarried = (jobs: Pool): Promise<number> =>
  jobs
    .query<{ count: number }>(
      'SELECT count(*)::int FROM outbox_events WHERE relayed_at IS NULL AND tries > 0',
    )
    .then(({ rows }) => rows[0]?.count ?? 0)
    .catch(() => Number.NaN)
