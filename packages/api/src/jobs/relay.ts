import { inPartnership } from '../db/context.ts'
import { withTransaction } from '../db/pool.ts'
import { hearing } from '../domains.ts'
import { fanOut } from '../events/fan-out.ts'
import type { Heard, Waiting } from '../notices/hearing.ts'
import type { Services } from '../services.ts'

/** An event that cannot be carried stands aside after so many tries, for a person to look at; those behind it go on. */
const triesAtMost = 10

/** One relay at a time, of all replicas: agencies are told in the order in which relays commit (41_events.sql). */
const oneRelay = `SELECT pg_advisory_xact_lock(hashtextextended('outbox relay', 0))`

/** Carries what waits in the outbox to those whom it concerns: each event once, in order, by whichever replica is quicker. Returns how many. */
export async function relayOutbox(services: Services): Promise<number> {
  for (let relayed = 0; ; relayed++) {
    let event: Waiting | undefined
    try {
      event = await relayNext(services, (next) => (event = next))
    } catch (error) {
      if (!event) throw error
      await services.pools.jobs.query('UPDATE outbox_events SET tries = tries + 1 WHERE id = $1', [event.id])
    }
    if (!event) return relayed
  }
}

function relayNext(services: Services, taken: (event: Waiting) => void): Promise<Waiting | undefined> {
  return withTransaction(services.pools.jobs, { text: oneRelay }, async (tx) => {
    const { rows } = await tx.$client.query<Waiting>({
      name: 'next-event',
      text: `SELECT id, partnership_id, type, data, at FROM outbox_events WHERE relayed_at IS NULL AND tries < ${triesAtMost}
        ORDER BY tries, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    })
    const [event] = rows
    if (!event) return undefined
    taken(event)
    const now = services.clock()
    await tx.$client.query(inPartnership(event.partnership_id, now))
    // Each is for events of its own type, which is what it is looked up by.
    const hear = hearing[event.type] as (heard: Heard) => Promise<unknown>
    await hear({ tx, services, event, now })
    await fanOut(tx, event, now)
    await tx.$client.query({
      name: 'relayed',
      text: 'UPDATE outbox_events SET relayed_at = $2 WHERE id = $1',
      values: [event.id, now],
    })
    return event
  })
}
