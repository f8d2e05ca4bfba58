import type { AnyIds } from '@alongside/shared/events'
import { passedOnAs, type ToldType } from '@alongside/shared/events/catalogue'
import { type Standing, type Telling, tellings } from '@alongside/shared/events/telling'
import { grantInForce, openToSystems } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Waiting } from '../notices/hearing.ts'

/**
 * Writes events of one partnership into the feed of each agency that may hear of them, in their order, and a delivery for each endpoint that
 * wishes it (API-3). In the relay's transaction: what it was killed over is told by the next one, once.
 */
export async function fanOut(tx: Tx, events: readonly Waiting[], now: string): Promise<void> {
  const passedOn = events.filter(({ type }) => passedOnAs(type))
  if (passedOn.length === 0) return
  const cases = await casesOf(tx, passedOn)
  const standings = await standingsOf(tx, passedOn, cases, now)
  const told = passedOn.flatMap((event) => {
    const agencies = standings.filter(({ eventId }) => eventId === event.id)
    return tellings(event, cases.get(event.id) ?? null, agencies).map((telling) => ({
      ...telling,
      at: event.at,
    }))
  })
  if (told.length === 0) return
  const written = await writeTellings(tx, told, now)
  await writeDeliveries(tx, written, now)
}

/** What each event hangs on. Of an emergency meeting it is the meeting that says so. */
async function casesOf(tx: Tx, events: readonly Waiting[]): Promise<Map<string, string>> {
  const asked = events.map(({ id, data }) => ({ id, ids: data as AnyIds }))
  const meetings = asked.flatMap(({ ids }) => (!ids.caseId && ids.meetingId) || [])
  const ofMeeting = new Map<string, string>()
  if (meetings.length > 0) {
    const { rows } = await tx.$client.query<{ id: string; case_id: string | null }>({
      name: 'cases-of-meetings',
      text: 'SELECT id, case_id FROM meetings WHERE partnership_id = app.partnership_id() AND id = ANY ($1)',
      values: [meetings],
    })
    for (const { id, case_id } of rows) if (case_id) ofMeeting.set(id, case_id)
  }
  return new Map(
    asked.flatMap(({ id, ids }) => {
      const caseId = ids.caseId ?? ofMeeting.get(ids.meetingId ?? '')
      return caseId ? [[id, caseId] as const] : []
    }),
  )
}

/** The last instant that Postgres knows before `e.at`. A grant that ends, or begins, as something happens was, or was not, in force then. */
const justBefore = `(e.at - interval '1 microsecond')`

/** Every agency that may read at all, and how it stands to the subject of each event. */
async function standingsOf(
  tx: Tx,
  events: readonly Waiting[],
  cases: ReadonlyMap<string, string>,
  now: string,
): Promise<(Standing & { eventId: string })[]> {
  const asked = events.map((event) => {
    const { referralId = null, sharingChangeId = null }: AnyIds = event.data
    // The clock looks a little after the consent ended.
    const consentId =
      event.type === 'consent.lapsed' ? (event as Waiting<'consent.lapsed'>).data.consentId : null
    return {
      id: event.id,
      at: event.at,
      caseId: cases.get(event.id) ?? null,
      consentId,
      referralId,
      sharingChangeId,
    }
  })
  const { rows } = await tx.$client.query<Standing & { eventId: string }>({
    name: 'standings-to-events',
    text: `SELECT e.id AS "eventId", y.id AS "agencyId",
        coalesce(bool_or(${grantInForce(justBefore)} OR (g.from_at < e.at AND g.consent_id = e."consentId")), false) AS before,
        coalesce(bool_or(${grantInForce('e.at')}), false) AS after,
        e."caseId" IS NOT NULL AND app.hears_of(e."caseId", y.id) AS now,
        EXISTS (SELECT FROM referrals r WHERE r.partnership_id = y.partnership_id AND r.id = e."referralId" AND (r.agency_id = y.id
          OR EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id
            AND p.agency_id = y.id))) AS "ofReferral",
        EXISTS (SELECT FROM referrals r WHERE r.partnership_id = y.partnership_id AND r.id = e."referralId" AND r.agency_id = y.id
          AND app.hears_of_own(r.case_id, y.id)) AS "madeIt",
        EXISTS (SELECT FROM sharing_sides s WHERE s.partnership_id = y.partnership_id AND s.change_id = e."sharingChangeId" AND s.agency_id = y.id
          AND s.side IN ('lost', 'gained') AND s.reach = 'agency') AS "ofChange"
      FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, at timestamptz, "caseId" uuid, "consentId" uuid, "referralId" uuid, "sharingChangeId" uuid)
      CROSS JOIN agencies y
      LEFT JOIN sharing_grants g ON g.partnership_id = y.partnership_id AND g.case_id = e."caseId" AND g.agency_id = y.id
        AND ${openToSystems()}
      WHERE y.partnership_id = app.partnership_id() AND y.standing_until > $2
      GROUP BY e.id, e.at, e."caseId", e."referralId", e."sharingChangeId", y.partnership_id, y.id ORDER BY e.id, y.id`,
    values: [JSON.stringify(asked), now],
  })
  return rows
}

interface Written {
  id: string
  agency_id: string
  position: number
  type: ToldType
}

async function writeTellings(
  tx: Tx,
  told: readonly (Telling & { at: string })[],
  now: string,
): Promise<Written[]> {
  const { rows } = await tx.$client.query<Written>({
    name: 'tell-agencies',
    text: `INSERT INTO agency_events (agency_id, position, id, type, data, while_seen, own_record, at, told_at)
      SELECT t."agencyId", coalesce((SELECT max(e.position) FROM agency_events e
            WHERE e.partnership_id = app.partnership_id() AND e.agency_id = t."agencyId"), 0)
          + row_number() OVER (PARTITION BY t."agencyId" ORDER BY t.id),
        t.id, t.type, t.data, t."whileSeen", t."ownRecord", t.at, $2
      FROM jsonb_to_recordset($1::jsonb) AS t("agencyId" uuid, id uuid, type text, data jsonb, "whileSeen" uuid, "ownRecord" boolean, at timestamptz)
      RETURNING id, agency_id, position, type`,
    values: [JSON.stringify(told.map((telling) => ({ id: newId(), ...telling }))), now],
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
