import { inPartnership } from '../db/context.ts'
import { withTransaction } from '../db/pool.ts'
import { hearing } from '../domains.ts'
import { fanOut } from '../events/fan-out.ts'
import { failureOf } from '../log.ts'
import type { Heard, Waiting } from '../notices/hearing.ts'
import type { Services } from '../services.ts'

/**
 * Milliseconds for which an event that could not be carried twice stands aside, and those behind it go on: four times as long each
 * time. The first time it is tried again at once: most often it only met another change.
 */
const firstPause = 10_000
/** It is tried again for good: what somebody is to be told about a person in danger is never given up. */
const longestPause = 15 * 60_000

const nextTry = (tries: number, now: string): string =>
  tries === 1
    ? now
    : new Date(Date.parse(now) + Math.min(firstPause * 4 ** (tries - 2), longestPause)).toISOString()

/** One relay at a time, of all replicas: agencies are told in the order in which relays commit (41_events.sql). */
const oneRelay = `SELECT pg_advisory_xact_lock(hashtextextended('outbox relay', 0))`

/** Events that are carried in one transaction: few enough that nobody waits long for what it holds. */
const batch = 20

/**
 * Carries what waits in the outbox to those whom it concerns: each event once, in order, by whichever replica is quicker. Returns how many.
 * Where one of a batch cannot be carried, all of that batch is undone, and each of them goes by itself.
 */
export async function relayOutbox(services: Services): Promise<number> {
  if (!(await services.standing.isLive())) return 0
  for (let relayed = 0, alone = 0; ; ) {
    let taken: Tried[] = []
    try {
      const carried = await relayNext(services, alone > 0 ? 1 : batch, (next) => (taken = next))
      if (carried === 0) return relayed
      relayed += carried
      alone = Math.max(alone - 1, 0)
    } catch (error) {
      const [event] = taken
      if (!event) throw error
      if (taken.length === 1) await setAside(services, event, error)
      alone = taken.length === 1 ? Math.max(alone - 1, 0) : taken.length
    }
  }
}

/** An event that waits, and how often it could not be carried so far. */
type Tried = Waiting & { tries: number }

async function setAside({ pools, log, clock }: Services, event: Tried, error: unknown): Promise<void> {
  const { id, partnership_id: partnershipId, type } = event
  const tries = event.tries + 1
  const nextTryAt = nextTry(tries, clock())
  log.error({ id, partnershipId, type, tries, nextTryAt, ...failureOf(error) }, 'event not carried')
  await pools.jobs.query(
    'UPDATE outbox_events SET (tries, next_try_at) = ($2, $3) WHERE id = $1 AND relayed_at IS NULL',
    [id, tries, nextTryAt],
  )
}

/** Carries the next `most`, or none of them, and returns how many. */
function relayNext(services: Services, most: number, take: (events: Tried[]) => void): Promise<number> {
  return withTransaction(services.pools.jobs, { text: oneRelay }, async (tx) => {
    const { rows: events } = await tx.$client.query<Tried>({
      name: 'next-events',
      text: `SELECT id, partnership_id, type, data, at, tries FROM outbox_events
        WHERE relayed_at IS NULL AND (next_try_at IS NULL OR next_try_at <= $1) ORDER BY tries, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      values: [services.clock(), most],
    })
    if (events.length === 0) return 0
    take(events)
    const now = services.clock()
    for (const [partnershipId, ofOne] of Map.groupBy(events, (event) => event.partnership_id)) {
      await Promise.all([
        tx.$client.query('SET CONSTRAINTS ALL DEFERRED'),
        tx.$client.query(inPartnership(partnershipId, now)),
      ])
      for (const event of ofOne) {
        // Each is for events of its own type, which is what it is looked up by.
        const hear = hearing[event.type] as (heard: Heard) => Promise<unknown>
        await hear({ tx, services, event, now })
      }
      await fanOut(tx, ofOne, now)
      // What stands at the end of a transaction stands at the end of what is done in each partnership, in its own context.
      await tx.$client.query('SET CONSTRAINTS ALL IMMEDIATE')
    }
    await tx.$client.query({
      name: 'relayed',
      text: 'UPDATE outbox_events SET relayed_at = $2 WHERE id = ANY ($1)',
      values: [events.map(({ id }) => id), now],
    })
    return events.length
  })
}
