import { createHash } from 'node:crypto'
import type { ToldType } from '@alongside/shared/events/catalogue'
import { nextAttempt, stateAfter, waitingDeliveryStates, whyStop } from '@alongside/shared/webhooks/rules'
import { transactionIn } from '../db/context.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'
import type { Outcome } from './outbound.ts'
import { openSecrets } from './secrets.ts'
import { signedHeaders } from './sign.ts'

/** How long beyond one delivery's time its endpoint is kept from other senders: who takes longer has died. */
const graceMs = 15_000

/** On `d`: as a constant, which the planner knows; the index of what is due holds no other state. */
const isWaiting = `d.state IN (${waitingDeliveryStates.map((state) => `'${state}'`).join(', ')})`

interface Endpoint {
  partnershipId: string
  endpointId: string
}

/**
 * Sends what is due. Each endpoint's deliveries go one after the other, and no endpoint waits for another: who answers
 * slowly holds up nobody. Safe on several replicas at once, and while another such pass is still waiting for somebody;
 * what was sent when a sender died is sent again by another. Of a copy nothing is sent.
 */
export async function deliverWebhooks(services: Services): Promise<void> {
  if (!(await services.standing.isLive())) return
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  const sending: Promise<void>[] = []
  const failures: unknown[] = []
  // Heard at once: one that fails while the next partnership is asked would end the process, unheard.
  const heard = (failure: unknown) => void failures.push(failure)
  for (const { id } of rows)
    for (const endpoint of await claim(services, id)) sending.push(deliverTo(services, endpoint).catch(heard))
  await Promise.all(sending)
  if (failures.length > 0) throw failures[0]
}

const busyUntil = (services: Services) =>
  new Date(Date.parse(services.clock()) + services.config.WEBHOOK_TIMEOUT_MS + graceMs).toISOString()

const claim = (services: Services, partnershipId: string): Promise<Endpoint[]> =>
  transactionIn(services, partnershipId, async (tx, now) => {
    const { rows } = await tx.$client.query<Endpoint>({
      name: 'claim-endpoints',
      text: `UPDATE webhook_endpoints SET busy_until = $2 WHERE partnership_id = app.partnership_id() AND id IN (
          SELECT e.id FROM webhook_endpoints e WHERE e.partnership_id = app.partnership_id() AND e.stopped_for IS NULL
            AND e.removed_at IS NULL AND (e.busy_until IS NULL OR e.busy_until <= $1) AND EXISTS (
              SELECT FROM webhook_deliveries d WHERE d.partnership_id = e.partnership_id AND d.endpoint_id = e.id
                AND ${isWaiting} AND d.next_at <= $1)
            FOR UPDATE SKIP LOCKED)
        RETURNING partnership_id AS "partnershipId", id AS "endpointId"`,
      values: [now, busyUntil(services)],
    })
    return rows
  })

async function deliverTo(services: Services, endpoint: Endpoint): Promise<void> {
  for (;;) {
    const due = await takeNext(services, endpoint)
    if (!due) return
    if (!due.hears) {
      await withhold(services, endpoint, due)
      continue
    }
    const at = services.clock()
    const body = JSON.stringify({ type: due.type, timestamp: due.at, data: due.data })
    const secrets = openSecrets(services.vault, { ...due, endpointId: endpoint.endpointId }, at)
    if (!secrets) return stopUnreadable(services, endpoint, due)
    const headers = signedHeaders(secrets, { id: due.messageId, at, body })
    const outcome = await services.outbound.post(due.address, headers, body)
    await record(services, endpoint, due, at, outcome)
  }
}

interface Due {
  id: string
  agencyId: string
  attempts: number
  failingSince: string | null
  address: string
  secret: Buffer
  previousSecret: Buffer | null
  previousSecretUntil: string | null
  messageId: string
  type: ToldType
  at: string
  data: Record<string, string>
  /** A case may have closed to the agency since, and so may everything (ACC-3, ACC-5). */
  hears: boolean
}

/** The endpoint's next delivery, for which it is kept a little longer; null, and the endpoint free again, where none is due. */
const takeNext = (services: Services, { partnershipId, endpointId }: Endpoint): Promise<Due | null> =>
  transactionIn(services, partnershipId, async (tx, now) => {
    const { rows } = await tx.$client.query<Due>({
      name: 'next-delivery',
      text: `SELECT d.id, d.agency_id AS "agencyId", d.attempts, w.failing_since AS "failingSince", w.address, w.secret,
          w.previous_secret AS "previousSecret", w.previous_secret_until AS "previousSecretUntil",
          coalesce(e.id, d.id) AS "messageId", coalesce(e.type, 'webhook.test') AS type, coalesce(e.at, d.created_at) AS at,
          coalesce(e.data, '{}') AS data,
          y.standing_until > $2 AND (e.while_seen IS NULL OR app.hears_of(e.while_seen, d.agency_id)
            OR (e.own_record AND app.hears_of_own(e.while_seen, d.agency_id))) AS hears
        FROM webhook_deliveries d
        JOIN webhook_endpoints w ON w.partnership_id = d.partnership_id AND w.id = d.endpoint_id
        JOIN agencies y ON y.partnership_id = d.partnership_id AND y.id = d.agency_id
        LEFT JOIN agency_events e ON e.partnership_id = d.partnership_id AND e.id = d.event_id
        WHERE d.partnership_id = app.partnership_id() AND d.endpoint_id = $1 AND ${isWaiting} AND d.next_at <= $2
          AND w.stopped_for IS NULL AND w.removed_at IS NULL
        ORDER BY d.next_at, d.position, d.id LIMIT 1`,
      values: [endpointId, now],
    })
    const [due] = rows
    await tx.$client.query({
      name: 'keep-endpoint',
      text: 'UPDATE webhook_endpoints SET busy_until = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
      values: [endpointId, due ? busyUntil(services) : null],
    })
    return due ?? null
  })

const settle = (tx: Tx, id: string, state: string, attempts: number, nextAt: string | null) =>
  tx.$client.query({
    name: 'settle-delivery',
    text: `UPDATE webhook_deliveries SET state = $2, attempts = $3, next_at = $4
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, state, attempts, nextAt],
  })

const withhold = (services: Services, { partnershipId }: Endpoint, { id, attempts }: Due): Promise<unknown> =>
  transactionIn(services, partnershipId, (tx) => settle(tx, id, 'withheld', attempts, null))

/** Puts the attempt into the log, and says what follows from it for the delivery and for its endpoint. */
const record = (
  services: Services,
  { partnershipId, endpointId }: Endpoint,
  { id, agencyId, attempts, failingSince }: Due,
  at: string,
  { status, error }: Outcome,
): Promise<void> =>
  transactionIn(services, partnershipId, async (tx, now) => {
    const attempt = attempts + 1
    const nextAt = error ? nextAttempt(attempt, now, chanceOf(id, attempt)) : null
    await settle(tx, id, stateAfter(!error, nextAt), attempt, nextAt)
    const since = error ? (failingSince ?? at) : null
    const stop = since ? whyStop(status, since, now) : null
    await tx.$client.query({
      name: 'record-attempt',
      text: `WITH attempt AS (INSERT INTO webhook_attempts (id, delivery_id, agency_id, at, status, ms, error)
          VALUES ($1, $2, $3, $4, $5, $6, $7))
        UPDATE webhook_endpoints SET failing_since = $9, stopped_for = coalesce($10, stopped_for),
          stopped_at = CASE WHEN $10::text IS NULL THEN stopped_at ELSE $11::timestamptz END,
          version = version + CASE WHEN $10::text IS NULL THEN 0 ELSE 1 END
        WHERE partnership_id = app.partnership_id() AND id = $8`,
      values: [
        ...[newId(), id, agencyId, at, status, msOf(error, at, now), error],
        ...[endpointId, since, stop, now],
      ],
    })
    if (stop) await tellStopped(services, tx, { endpointId, agencyId, occasion: `${id} ${attempt}` }, now)
  })

/** OPS-3: nobody can sign for it, and trying again mends nothing. It fails alone: what waits goes once it has a new secret and is turned on. */
const stopUnreadable = (
  services: Services,
  { partnershipId, endpointId }: Endpoint,
  { id, agencyId }: Due,
): Promise<void> =>
  transactionIn(services, partnershipId, async (tx, now) => {
    const { rowCount } = await tx.$client.query({
      name: 'stop-unreadable-endpoint',
      text: `UPDATE webhook_endpoints SET stopped_for = 'unreadable', stopped_at = $2, busy_until = NULL, version = version + 1
        WHERE partnership_id = app.partnership_id() AND id = $1 AND stopped_for IS NULL`,
      values: [endpointId, now],
    })
    // Stopped by hand meanwhile: who did it knows.
    if (rowCount) await tellStopped(services, tx, { endpointId, agencyId, occasion: `${id} unreadable` }, now)
  })

async function tellStopped(
  services: Services,
  tx: Tx,
  { endpointId, agencyId, occasion }: { endpointId: string; agencyId: string; occasion: string },
  now: string,
): Promise<void> {
  const leads = await placesOf(tx, 'leads', agencyId, now)
  await tell(
    tx,
    services,
    leads,
    { kind: 'webhook_stopped', subjectId: endpointId, reference: null, occasion },
    now,
  )
}

/** How long it took; not of a name that leads nowhere public, since a name inside is found in another time than none. */
const msOf = (error: Outcome['error'], at: string, now: string): number =>
  error === 'address_not_reached' ? 0 : Math.max(0, Date.parse(now) - Date.parse(at))

/** From 0 to 1, by chance and yet the same whoever asks: it spreads what failed together. */
const chanceOf = (deliveryId: string, attempt: number): number =>
  createHash('sha256').update(`${deliveryId} ${attempt}`).digest().readUInt32BE() / 0xffff_ffff
