import { type MeetingAttendance, staysAtMost } from '@alongside/shared/attendance/contract'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../db/pool.ts'
import { attendances } from '../db/tables/attendance.ts'
import { newId } from '../ids.ts'

export interface Place {
  meetingId: string
  accountId: string
  agencyId: string
}

interface StandingStay {
  id: string
  from: string
  until: string | null
}

const latest = (whose: string) => `SELECT id, from_at AS "from", until_at AS until FROM attendances
  WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND ${whose} AND struck_at IS NULL
  ORDER BY until_at IS NULL DESC, from_at DESC, id DESC LIMIT 1`

/** Somebody's latest stay in the room that counts, held: it is to change. */
export async function holdLatestStay(
  tx: Tx,
  { meetingId, accountId, agencyId }: Place,
): Promise<StandingStay | null> {
  await tx.$client.query({
    name: 'hold-stays',
    text: `SELECT FROM attendances WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND account_id = $2 AND agency_id = $3
      ORDER BY id FOR UPDATE`,
    values: [meetingId, accountId, agencyId],
  })
  const { rows } = await tx.$client.query<StandingStay>({
    name: 'latest-stay',
    text: latest('account_id = $2 AND agency_id = $3'),
    values: [meetingId, accountId, agencyId],
  })
  return rows[0] ?? null
}

/** The reader's own latest stay, to be shown. */
export async function readOwnStay(tx: Tx, meetingId: string): Promise<Meeting['inRoom']> {
  const { rows } = await tx.$client.query<StandingStay>({
    name: 'own-stay',
    text: latest('account_id = app.account_id() AND agency_id = app.agency_id()'),
    values: [meetingId],
  })
  return rows[0] ? { from: rows[0].from, until: rows[0].until } : null
}

/** MTG-6: in the room since then. Who is there already stays so. `recordedBy`: who said so, where it was not her own device. */
export async function comeIn(
  tx: Tx,
  place: Place & { invited: boolean; from: string; recordedBy: string | null },
): Promise<void> {
  const { from: fromAt, ...whose } = place
  await tx
    .insert(attendances)
    .values({ id: newId(), fromAt, ...whose })
    .onConflictDoNothing()
}

/** MTG-5: who agreed aloud, on the phone, is in an emergency meeting as it opens. */
export async function bringInByPhone(tx: Tx, meetingId: string, now: string): Promise<void> {
  await tx.$client.query({
    name: 'bring-in-by-phone',
    text: `INSERT INTO attendances (id, meeting_id, account_id, agency_id, invited, from_at, recorded_by)
      SELECT gen_random_uuid(), s.meeting_id, s.account_id, s.agency_id, false, $2, s.agreed_aloud_to FROM meeting_signatures s
      WHERE s.partnership_id = app.partnership_id() AND s.meeting_id = $1 AND s.agreed_aloud_to IS NOT NULL
      ON CONFLICT DO NOTHING`,
    values: [meetingId, now],
  })
}

export const putRight = (
  tx: Tx,
  id: string,
  stay: Partial<Pick<typeof attendances.$inferInsert, 'fromAt' | 'untilAt' | 'recordedBy'>>,
) => tx.update(attendances).set(stay).where(eq(attendances.id, id))

export const strike = (tx: Tx, { meetingId, accountId, agencyId }: Place, now: string) =>
  tx
    .update(attendances)
    .set({ struckAt: now })
    .where(
      and(
        eq(attendances.meetingId, meetingId),
        eq(attendances.accountId, accountId),
        eq(attendances.agencyId, agencyId),
        isNull(attendances.struckAt),
      ),
    )

type Stay = MeetingAttendance['agencies'][number]['signed'][number]['stays'][number]

/** When each person was in the room, oldest first, by `placeKey`. */
export async function readStays(tx: Tx, meetingId: string): Promise<Map<string, Stay[]>> {
  const { rows } = await tx.$client.query<Omit<Place, 'meetingId'> & Stay>({
    name: 'stays-of-meeting',
    text: `SELECT s."accountId", s."agencyId", s."from", s.until, s."byChair" FROM (
        SELECT account_id AS "accountId", agency_id AS "agencyId", from_at AS "from", until_at AS until,
          recorded_by IS NOT NULL AS "byChair", id FROM attendances
        WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND struck_at IS NULL
        ORDER BY from_at DESC, id DESC LIMIT ${staysAtMost}) s ORDER BY s."from", s.id`,
    values: [meetingId],
  })
  const stays = new Map<string, Stay[]>()
  for (const { from, until, byChair, ...place } of rows) {
    const hers = stays.get(placeKey(place)) ?? []
    stays.set(placeKey(place), [...hers, { from, until, byChair }])
  }
  return stays
}

export const placeKey = ({ accountId, agencyId }: Omit<Place, 'meetingId'>) => `${accountId} ${agencyId}`
