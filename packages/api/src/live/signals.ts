import { Client } from 'pg'

/** What triggers notify on (db/schema/09_live.sql): the payload is «partnership meeting», two ids. */
const channel = 'meetings'
const soonest = 100 // milliseconds before the first attempt to listen again
const latest = 5_000

export interface Signals {
  /**
   * Calls `heard` whenever that topic is signalled, and after every gap in listening, for signals may have been missed.
   * Resolves once it listens, or once the first attempt has failed. Gives back how to stop.
   */
  hear: (topic: string, heard: () => void) => Promise<() => void>
  close: () => Promise<void>
}

/**
 * One connection for each replica that listens, made with the first who wants to hear and made again when it is lost.
 * `onLost` hears why.
 */
export function openSignals(url: string, onLost: (error: Error) => void): Signals {
  const hearers = new Map<string, Set<() => void>>()
  let listening: Client | null = null
  let attempt: Promise<void> | null = null
  let failures = 0
  let waiting: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 3_000 })
    let over = false
    const lose = (error?: Error) => {
      if (over) return
      over = true
      if (listening === client) listening = null
      client.end().catch(() => undefined)
      if (closed) return
      if (error) onLost(error)
      failures += 1
      waiting ??= setTimeout(tryAgain, Math.min(latest, soonest * 2 ** failures)).unref()
    }
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ payload = '' }) => {
      for (const heard of hearers.get(payload) ?? []) heard()
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      return lose(error as Error)
    }
    if (closed) {
      await client.end()
      return
    }
    listening = client
    const missed = failures > 0
    failures = 0
    if (missed) for (const topic of hearers.values()) for (const heard of topic) heard()
  }

  function tryAgain() {
    waiting = undefined
    void listen()
  }

  function listen(): Promise<void> {
    if (listening || closed || waiting) return Promise.resolve()
    attempt ??= connect().finally(() => {
      attempt = null
    })
    return attempt
  }

  return {
    hear: async (topic, heard) => {
      const topics = hearers.get(topic) ?? new Set()
      hearers.set(topic, topics.add(heard))
      await listen()
      return () => {
        topics.delete(heard)
        if (topics.size === 0 && hearers.get(topic) === topics) hearers.delete(topic)
      }
    },
    close: async () => {
      closed = true
      clearTimeout(waiting)
      await attempt
      await listening?.end()
    },
  }
}
