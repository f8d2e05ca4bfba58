import { Readable } from 'node:stream'
import { eventStream } from '@alongside/shared/addresses'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { asRefusal } from './problems.ts'

/** Streams that one session may have open on one replica: browsers have six connections to a host, for everything. */
const mostOfOneSession = 4
/** Milliseconds in which signals gather: one press of a button may write several rows. */
const gathering = 80
/** Bytes that may wait for a slow reader before it is cut off; it connects again and looks anew. */
const mostWaiting = 256 * 1024

/** Milliseconds after which the first holder connects again when this replica goes, and by how much the next is later: not all at once. */
const soonestAgain = 500
const apart = 20

/** Server-sent events on their way out (HTML, section 9.2). */
export type OpenStream = Readable

/** The data of the next event, null when there is none. Both throw when the holder may follow no longer. */
interface Source {
  /** Puts the opening on record. */
  first: () => Promise<unknown>
  next: () => Promise<unknown>
}

interface Streams {
  /** @throws Refusal request.too_many · whatever `source.first` throws */
  open: (sessionId: string, topic: string, source: Source) => Promise<OpenStream>
  count: () => number
}

declare module 'fastify' {
  interface FastifyInstance {
    streams: Streams
  }
}

/** The streams of this replica. They end as it shuts down, so that nobody waits for them; their holders connect elsewhere. */
export const streaming = fp(async (app) => {
  const { signals, config } = app.services
  const open = new Map<OpenStream, string>()
  const opening = new Map<string, number>()
  const countOf = (sessionId: string) =>
    (opening.get(sessionId) ?? 0) + [...open.values()].filter((each) => each === sessionId).length

  app.decorate('streams', {
    count: () => open.size,
    open: async (sessionId, topic, source) => {
      if (countOf(sessionId) >= mostOfOneSession)
        throw new Refusal('request.too_many', [], { retryAfterSeconds: 60 })
      opening.set(sessionId, (opening.get(sessionId) ?? 0) + 1)
      try {
        const stream = await follow(
          source,
          config.HEARTBEAT_MS,
          (wake) => signals.hear(topic, wake),
          (error) =>
            app.log.error(
              { code: (error as { code?: string }).code, type: (error as Error).name },
              'stream ended',
            ),
        )
        open.set(stream, sessionId)
        stream.once('close', () => open.delete(stream))
        return stream
      } finally {
        const left = (opening.get(sessionId) ?? 1) - 1
        if (left > 0) opening.set(sessionId, left)
        else opening.delete(sessionId)
      }
    },
  } satisfies Streams)
  app.addHook('preClose', async () => {
    let pause = soonestAgain
    for (const stream of open.keys()) {
      stream.push(`retry: ${pause}\n\n`)
      stream.push(null)
      pause += apart
    }
  })
})

async function follow(
  { first, next }: Source,
  beat: number,
  hear: (wake: () => void) => Promise<() => void>,
  onError: (error: unknown) => void,
): Promise<OpenStream> {
  const stream = new Readable({ read: () => undefined })
  let looking = false
  let again = false
  let gathered: NodeJS.Timeout | undefined

  const send = (words: string) => {
    if (stream.destroyed || stream.readableEnded) return
    stream.push(words)
    if (stream.readableLength > mostWaiting) stream.destroy()
  }
  /** One look at a time; what is signalled meanwhile is looked at next. */
  async function look(alive: boolean) {
    if (looking) {
      again = true
      return
    }
    looking = true
    try {
      const news = await next()
      if (news !== null) send(event('news', news))
      else if (alive) send(': still here\n\n')
    } catch (error) {
      const { code } = asRefusal(error)
      // The database is away: the next beat, or being able to listen again, looks again.
      if (code !== 'service.unavailable') {
        if (code === 'internal') onError(error)
        send(event('over', { code }))
        stop()
        stream.push(null)
      }
    }
    looking = false
    if (again && !stream.destroyed) {
      again = false
      void look(false)
    }
  }
  const wake = () => {
    gathered ??= setTimeout(() => {
      gathered = undefined
      void look(false)
    }, gathering)
  }
  // Listening comes before the first look: what changes between the two is not missed.
  const stopListening = await hear(wake)
  const beating = setInterval(() => void look(true), beat)
  const stop = () => {
    clearInterval(beating)
    clearTimeout(gathered)
    stopListening()
  }
  stream.once('close', stop)
  try {
    send(event('news', await first()))
  } catch (error) {
    stream.destroy()
    throw error
  }
  return stream
}

const event = (name: 'news' | 'over', data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** `x-accel-buffering`: a proxy that gathers an answer before it passes it on would hold back the news. */
export const sendStream = (response: FastifyReply, stream: OpenStream): FastifyReply =>
  response
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .type(eventStream)
    .send(stream)

export const isStream = (response: FastifyReply): boolean =>
  String(response.getHeader('content-type')).startsWith(eventStream)
