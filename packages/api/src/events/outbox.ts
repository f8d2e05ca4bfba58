import type { DomainEvent } from '@alongside/shared/events'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

/** Writes an event into the outbox: what a clock has done, or what a request causes on another file than its own. The rest of a request's are written with its audit (http/trace.ts). */
export async function emit(tx: Tx, { type, data }: DomainEvent, now: string): Promise<void> {
  await tx.$client.query({
    name: 'emit-event',
    text: `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, app.partnership_id(), $2, $3, $4)`,
    values: [newId(), type, JSON.stringify(data), now],
  })
}
