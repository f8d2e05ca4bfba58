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

/** Carries what waits in the outbox to those whom it concerns: each event once, in order, by whichever replica is quicker. Returns how many. */
export async function relayOutbox(services: Services): Promise<number> {
  if (!(await services.standing.isLive())) return 0
  for (let relayed = 0; ; ) {
    let event: Tried | undefined
    try {
      event = await relayNext(services, (next) => (event = next))
      if (!event) return relayed
      relayed++
    } catch (error) {
      if (!event) throw error
      await setAside(services, event, error)
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

function relayNext(services: Services, taken: (event: Tried) => void): Promise<Tried | undefined> {
  return withTransaction(services.pools.jobs, { text: oneRelay }, async (tx) => {
    const { rows } = await tx.$client.query<Tried>({
      name: 'next-event',
      text: `SELECT id, partnership_id, type, data, at, tries FROM outbox_events
        WHERE relayed_at IS NULL AND (next_try_at IS NULL OR next_try_at <= $1) ORDER BY tries, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      values: [services.clock()],
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
