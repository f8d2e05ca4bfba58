import type { AnyIds } from '@alongside/shared/events'
import type { ToldType } from '@alongside/shared/events/catalogue'
import { type Standing, type Telling, tellings } from '@alongside/shared/events/telling'
import { grantInForce, openToSystems } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Waiting } from '../notices/hearing.ts'

/**
 * Writes an event into the feed of each agency that may hear of it, and a delivery for each endpoint that wishes it
 * (API-3). In the relay's transaction: what it was killed over is told by the next one, once.
 */
export async function fanOut(tx: Tx, event: Waiting, now: string): Promise<void> {
  const caseId = await caseOf(tx, event)
  const told = tellings(event, caseId, await standingsOf(tx, event, caseId, now))
  if (told.length === 0) return
  const written = await writeTellings(tx, told, event.at, now)
  await writeDeliveries(tx, written, now)
}

/** What the event hangs on. Of an emergency meeting it is the meeting that says so. */
async function caseOf(tx: Tx, event: Waiting): Promise<string | null> {
  const data: AnyIds = event.data
  if (data.caseId) return data.caseId
  if (!data.meetingId) return null
  const { rows } = await tx.$client.query<{ case_id: string | null }>({
    name: 'case-of-meeting',
    text: 'SELECT case_id FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [data.meetingId],
  })
  return rows[0]?.case_id ?? null
}

/** The last instant that Postgres knows before `$2`. A grant that ends, or begins, as something happens was, or was not, in force then. */
const justBefore = `$2::timestamptz - interval '1 microsecond'`

/** Every agency that may read at all, and how it stands to the subject. */
async function standingsOf(
  tx: Tx,
  { type, data, at }: Waiting,
  caseId: string | null,
  now: string,
): Promise<Standing[]> {
  const { referralId = null, sharingChangeId = null }: AnyIds = data
  const { rows } = await tx.$client.query<Standing>({
    name: 'standings-to-event',
    text: `SELECT y.id AS "agencyId",
        coalesce(bool_or(${grantInForce(justBefore)} OR (g.from_at < $2 AND g.consent_id = $3)), false) AS before,
        coalesce(bool_or(${grantInForce('$2')}), false) AS after,
        $1::uuid IS NOT NULL AND app.hears_of($1, y.id) AS now,
        EXISTS (SELECT FROM referrals r WHERE r.partnership_id = y.partnership_id AND r.id = $4 AND (r.agency_id = y.id
          OR EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id
            AND p.agency_id = y.id))) AS "ofReferral",
        EXISTS (SELECT FROM referrals r WHERE r.partnership_id = y.partnership_id AND r.id = $4 AND r.agency_id = y.id
          AND app.hears_of_own(r.case_id, y.id)) AS "madeIt",
        EXISTS (SELECT FROM sharing_sides s WHERE s.partnership_id = y.partnership_id AND s.change_id = $6 AND s.agency_id = y.id
          AND s.side IN ('lost', 'gained') AND s.reach = 'agency') AS "ofChange"
      FROM agencies y LEFT JOIN sharing_grants g ON g.partnership_id = y.partnership_id AND g.case_id = $1 AND g.agency_id = y.id
        AND ${openToSystems()}
      WHERE y.partnership_id = app.partnership_id() AND y.standing_until > $5
      GROUP BY y.partnership_id, y.id ORDER BY y.id`,
    values: [
      caseId,
      at,
      // The clock looks a little after the consent ended.
      type === 'consent.lapsed' ? data.consentId : null,
      referralId,
      now,
      sharingChangeId,
    ],
  })
  return rows
}

interface Written {
  id: string
  agency_id: string
  position: number
  type: ToldType
}

async function writeTellings(tx: Tx, told: readonly Telling[], at: string, now: string): Promise<Written[]> {
  const { rows } = await tx.$client.query<Written>({
    name: 'tell-agencies',
    text: `INSERT INTO agency_events (agency_id, position, id, type, data, while_seen, own_record, at, told_at)
      SELECT t."agencyId", coalesce((SELECT max(e.position) FROM agency_events e
            WHERE e.partnership_id = app.partnership_id() AND e.agency_id = t."agencyId"), 0)
          + row_number() OVER (PARTITION BY t."agencyId" ORDER BY t.id),
        t.id, t.type, t.data, t."whileSeen", t."ownRecord", $2, $3
      FROM jsonb_to_recordset($1::jsonb) AS t("agencyId" uuid, id uuid, type text, data jsonb, "whileSeen" uuid, "ownRecord" boolean)
      RETURNING id, agency_id, position, type`,
    values: [JSON.stringify(told.map((telling) => ({ id: newId(), ...telling }))), at, now],
  })
  return rows
}

async function writeDeliveries(tx: Tx, written: readonly Written[], now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; agency_id: string; types: string[] }>({
    name: 'endpoints-that-wish',
    text: `SELECT id, agency_id, types FROM webhook_endpoints
      WHERE partnership_id = app.partnership_id() AND agency_id = ANY ($1) AND stopped_for IS NULL AND removed_at IS NULL`,
    values: [[...new Set(written.map(({ agency_id }) => agency_id))]],
  })
  const deliveries = rows.flatMap((endpoint) =>
    written
      .filter((event) => event.agency_id === endpoint.agency_id)
      .filter(({ type }) => endpoint.types.length === 0 || endpoint.types.includes(type))
      .map(({ id: eventId, agency_id: agencyId, position }) => ({
        id: newId(),
        endpointId: endpoint.id,
        agencyId,
        eventId,
        position,
      })),
  )
  if (deliveries.length === 0) return
  await tx.$client.query({
    name: 'await-deliveries',
    text: `INSERT INTO webhook_deliveries (id, endpoint_id, agency_id, event_id, position, next_at, created_at)
      SELECT d.id, d."endpointId", d."agencyId", d."eventId", d.position, $2, $2
      FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, "endpointId" uuid, "agencyId" uuid, "eventId" uuid, position bigint)`,
    values: [JSON.stringify(deliveries), now],
  })
}
