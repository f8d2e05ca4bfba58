import { Refusal } from '@alongside/shared/problems'
import type { WebhookDelivery, WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'

const selectEndpoints = `SELECT id, version, description, address, types, stopped_for IS NULL AS enabled, stopped_for AS "stoppedFor",
    stopped_at AS "stoppedAt", failing_since AS "failingSince",
    CASE WHEN previous_secret_until > app.moment() THEN previous_secret_until END AS "previousSecretUntil", created_at AS "createdAt"
  FROM webhook_endpoints WHERE partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND removed_at IS NULL`

/** The actor's agency's, oldest first. */
export async function readEndpoints(tx: Tx): Promise<WebhookEndpoint[]> {
  const { rows } = await tx.$client.query<WebhookEndpoint>({
    name: 'read-endpoints',
    text: `${selectEndpoints} ORDER BY created_at, id`,
  })
  return rows
}

/** Of one agency's who add an endpoint, one after the other: each counts those that the one before added. */
export const holdEndpoints = (tx: Tx): Promise<unknown> =>
  tx.$client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('webhook endpoints of ' || app.grants_to(), 0))`,
  )

/** @throws Refusal not_found */
export async function readEndpoint(tx: Tx, id: string, lock = false): Promise<WebhookEndpoint> {
  if (lock) await hold(tx, 'webhook_endpoints', id)
  const { rows } = await tx.$client.query<WebhookEndpoint>({
    name: 'read-endpoint',
    text: `${selectEndpoints} AND id = $1`,
    values: [id],
  })
  const [endpoint] = rows
  if (!endpoint) throw new Refusal('not_found')
  return endpoint
}

export type NewEndpoint = Pick<WebhookEndpoint, 'id' | 'description' | 'address' | 'types'> & {
  agencyId: string
  accountId: string
  secret: Buffer
  now: string
}

export async function writeEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<void> {
  const { id, agencyId, address, description, types, secret, now, accountId } = endpoint
  await tx.$client.query({
    name: 'write-endpoint',
    text: `INSERT INTO webhook_endpoints (id, agency_id, address, description, types, secret, created_at, created_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, agencyId, address, description, types, secret, now, accountId],
  })
}

/** What is turned on again begins anew: it is not stopped for what it failed before. */
export async function saveEndpoint(
  tx: Tx,
  { id, address, description, types, enabled, stoppedFor, stoppedAt, failingSince }: WebhookEndpoint,
  now: string,
): Promise<void> {
  const stopped = enabled
    ? [null, null, failingSince]
    : [stoppedFor ?? 'by_hand', stoppedAt ?? now, failingSince]
  await tx.$client.query({
    name: 'save-endpoint',
    text: `UPDATE webhook_endpoints SET address = $2, description = $3, types = $4, stopped_for = $5, stopped_at = $6,
        failing_since = CASE WHEN stopped_for IS NOT NULL AND $5::text IS NULL THEN NULL ELSE $7::timestamptz END, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, address, description, types, ...stopped],
  })
}

export async function removeEndpoint(tx: Tx, id: string, now: string): Promise<void> {
  await tx.$client.query({
    name: 'remove-endpoint',
    text: `UPDATE webhook_endpoints SET removed_at = $2, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now],
  })
}

export async function replaceSecret(tx: Tx, id: string, secret: Buffer, until: string): Promise<void> {
  await tx.$client.query({
    name: 'replace-secret',
    text: `UPDATE webhook_endpoints SET previous_secret = secret, previous_secret_until = $3, secret = $2, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, secret, until],
  })
}

/** Deliveries with their attempts, newest first. `after`: where the page before ended. */
export async function readDeliveries(
  tx: Tx,
  { endpointId, after, limit }: { endpointId: string; after: Position | null; limit: number },
): Promise<WebhookDelivery[]> {
  const { rows } = await tx.$client.query<WebhookDelivery>({
    name: `read-deliveries ${after ? 'after' : ''}`,
    text: `${selectDeliveries} AND d.endpoint_id = $1 ${after ? 'AND (d.created_at, d.id) < ($3, $4)' : ''}
      ORDER BY d.created_at DESC, d.id DESC LIMIT $2`,
    values: [endpointId, limit, ...(after ?? [])],
  })
  return rows
}

// What an event was is said as long as it may be heard of: the policy in 41_events.sql hides it after.
const selectDeliveries = `SELECT d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId",
    CASE WHEN d.event_id IS NULL THEN 'webhook.test' ELSE e.type END AS type, d.state, d.replay, d.created_at AS "createdAt",
    d.next_at AS "nextAttemptAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('at', to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', a.status, 'ms', a.ms, 'error', a.error)
        ORDER BY a.at, a.id), '[]') FROM webhook_attempts a WHERE a.partnership_id = d.partnership_id AND a.delivery_id = d.id) AS attempts
  FROM webhook_deliveries d LEFT JOIN agency_events e ON e.partnership_id = d.partnership_id AND e.id = d.event_id
  WHERE d.partnership_id = app.partnership_id() AND d.agency_id = app.grants_to() AND (d.event_id IS NULL OR e.id IS NOT NULL)`

/** @throws Refusal not_found */
export async function readDelivery(tx: Tx, id: string): Promise<WebhookDelivery> {
  const { rows } = await tx.$client.query<WebhookDelivery>({
    name: 'read-delivery',
    text: `${selectDeliveries} AND d.id = $1`,
    values: [id],
  })
  const [delivery] = rows
  if (!delivery) throw new Refusal('not_found')
  return delivery
}

/** One event, or a test, to be sent to the endpoint at once. */
export async function writeDelivery(
  tx: Tx,
  {
    id,
    endpointId,
    eventId,
    replay,
    now,
  }: { id: string; endpointId: string; eventId: string | null; replay: boolean; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'write-delivery',
    text: `INSERT INTO webhook_deliveries (id, endpoint_id, agency_id, event_id, replay, position, next_at, created_at)
      SELECT $1, $2, app.grants_to(), $3, $4,
        coalesce((SELECT position FROM agency_events WHERE partnership_id = app.partnership_id() AND id = $3), 0), $5, $5`,
    values: [id, endpointId, eventId, replay, now],
  })
}

/** Everything that the agency was told since then and may still hear of, of the types that the endpoint wishes. Gives how much. */
export async function writeReplay(tx: Tx, endpointId: string, since: string, now: string): Promise<number> {
  const { rowCount } = await tx.$client.query({
    name: 'write-replay',
    text: `INSERT INTO webhook_deliveries (id, endpoint_id, agency_id, event_id, replay, position, next_at, created_at)
      SELECT gen_random_uuid(), w.id, w.agency_id, e.id, true, e.position, $3, $3
      FROM webhook_endpoints w JOIN agency_events e ON e.partnership_id = w.partnership_id AND e.agency_id = w.agency_id
      WHERE w.partnership_id = app.partnership_id() AND w.id = $1 AND e.told_at >= $2
        AND (w.types = '{}' OR e.type = ANY (w.types))`,
    values: [endpointId, since, now],
  })
  return rowCount ?? 0
}
