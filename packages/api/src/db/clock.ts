import type { Pool } from 'pg'

/** Milliseconds that this machine's clock may be off before it is said. */
const worthSaying = 2_000
const measuredEvery = 30_000

/**
 * The database's clock, as this process follows it: deadlines and access are the same on every replica, however wrong the
 * clock of one of them is. Its own clock is read, and put right by how far it was off when it was last compared.
 */
export function databaseClock(own: () => string, log: { warn: (what: object, message: string) => void }) {
  const ownTime = () => Date.parse(own())
  let offset = 0

  /** Compares once. Between sending and hearing the database's time lies somewhere: no less is put right than that. */
  async function compare(pool: Pool): Promise<void> {
    const client = await pool.connect()
    try {
      const sent = ownTime()
      const { rows } = await client.query<{ time: number }>(
        'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS time',
      )
      const heard = ownTime()
      const off = Math.round((rows[0]?.time ?? heard) - (sent + heard) / 2)
      if (Math.abs(off - offset) > (heard - sent) / 2 + 1) offset = off
    } finally {
      client.release()
    }
    if (Math.abs(offset) > worthSaying)
      log.warn({ offByMs: -offset }, 'the clock of this machine is wrong; the database’s is used')
  }

  return {
    /** As `Standing` says. */
    offMs: () => -offset,
    now: () => new Date(ownTime() + offset).toISOString(),
    /** Compares now and every thirty seconds. A comparison that the database does not answer is left out. */
    follow: async (pool: Pool): Promise<() => void> => {
      await compare(pool)
      const timer = setInterval(() => void compare(pool).catch(() => undefined), measuredEvery).unref()
      return () => clearInterval(timer)
    },
  }
}
