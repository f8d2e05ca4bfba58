import Fastify from 'fastify'
import fp from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { kindOf } from '../log.ts'
import { type FigureName, figures, readFigures } from './figures.ts'
import { isStream } from './stream.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a refusal by its code. */
    refused: (code: string) => void
  }
}

/** Prometheus metrics on METRICS_PORT, which is never published: routes and numbers, nothing of anyone or of which partnership. */
export const metrics = (version: string, clocks: readonly { name: string }[]) =>
  fp(async (app) => {
    const { config, pools, standing, vault, tallies, clock, log } = app.services
    const registry = new Registry()
    const registers = [registry]
    const refusals = new Counter({
      name: 'refused_total',
      help: 'Requests that were refused, by why',
      labelNames: ['code'],
      registers,
    })
    app.decorate('refused', (code) => refusals.inc({ code }))
    const { HOST: host, METRICS_PORT: port } = config
    if (!port) return
    collectDefaultMetrics({ register: registry })
    const seconds = new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    })
    app.addHook('onResponse', async (request, reply) => {
      // A stream's answer began at once and goes on for hours.
      if (isStream(reply)) return
      const route = request.routeOptions.url ?? 'unknown'
      seconds.observe({ route, method: request.method, status: reply.statusCode }, reply.elapsedTime / 1000)
    })

    /** Of this process. */
    const own = (name: string, help: string, value: () => number) =>
      new Gauge({
        ...{ name, help, registers },
        collect() {
          this.set(value())
        },
      })
    own('streams_open', 'Meetings followed live', () => app.streams.count())
    own('unreadable_records', 'Records that this replica could not open since it began', () =>
      vault.unreadable.count(),
    )
    own(
      'clock_offset_seconds',
      'How far the clock of this machine is before the database’s',
      () => standing.clockOffMs() / 1000,
    )
    own('pdf_queue', 'Documents that are to be printed, the one that is being printed among them', () =>
      app.press.waits(),
    )
    const began = clock()
    new Gauge({
      name: 'clock_last_run_seconds',
      help: 'Since this replica, where it runs jobs, last looked through all that is due by this clock and nothing failed, or since it began',
      labelNames: ['clock'],
      registers,
      collect() {
        if (!config.JOBS) return
        for (const { name } of clocks) {
          const since = Date.parse(tallies.lastRun(name) ?? began)
          this.set({ clock: name }, Math.max(0, (Date.parse(clock()) - since) / 1000))
        }
      },
    })
    new Counter({
      name: 'sign_in_tries_total',
      help: 'Tries at proving who one is: opened, wrong, or delayed and not looked at',
      labelNames: ['result'],
      registers,
      collect() {
        this.reset()
        for (const [result, count] of Object.entries(tallies.signIns)) this.inc({ result }, count)
      },
    })
    new Counter({
      name: 'sign_in_delay_seconds_total',
      help: 'Seconds that whoever tried too often was told to wait, all together',
      registers,
      collect() {
        this.reset()
        this.inc(tallies.delaySeconds)
      },
    })
    own('schema_unlike', '1 where the schema is not this build’s', () => (standing.whyUnlike() ? 1 : 0))
    own('drill', '1 where the database is a copy in which nothing is live', () =>
      standing.mode().drill ? 1 : 0,
    )
    new Gauge({ name: 'build_info', help: 'Which build this is', labelNames: ['version'], registers }).set(
      { version },
      1,
    )
    new Gauge({
      name: 'database_connections',
      help: 'By pool; waiting: requests that wait for one',
      labelNames: ['pool', 'state'],
      registers,
      collect() {
        for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
          this.set({ pool, state: 'open' }, totalCount)
          this.set({ pool, state: 'idle' }, idleCount)
          this.set({ pool, state: 'waiting' }, waitingCount)
        }
      },
    })

    const answers = new Gauge({
      name: 'database_answers',
      help: '0 where the database does not say how it fares; the figures that it gives are missing then',
      registers,
    })
    const gauges = (Object.keys(figures) as FigureName[]).map((name) => {
      const { help, by }: { help: string; by?: string } = figures[name]
      const gauge = new Gauge<string>({ name, help, labelNames: by ? [by] : [], registers })
      return { name, by, gauge }
    })
    async function askDatabase(): Promise<void> {
      const read = await readFigures(pools.jobs, clock()).catch((error: unknown) => {
        log.warn({ code: kindOf(error) }, 'figures not read')
        return null
      })
      answers.set(read ? 1 : 0)
      for (const { name, by, gauge } of gauges) {
        gauge.reset()
        if (!read && !by) gauge.set(Number.NaN)
        for (const { of, value } of read?.filter((figure) => figure.name === name) ?? [])
          gauge.set(by ? { [by]: of } : {}, value)
      }
    }

    const server = Fastify()
    server.get('/metrics', async (_, reply) => {
      await askDatabase()
      return reply.type(registry.contentType).send(await registry.metrics())
    })
    app.addHook('onReady', async () => void (await server.listen({ host, port })))
    app.addHook('onClose', () => server.close())
  })
