import { type WorkingCalendar, workingCalendar } from '@alongside/shared/calendar'
import type { OnCallEntry, OnCallGap, OnCallList, SavedEntry } from '@alongside/shared/oncall/contract'
import { answersAt, checkAgainOn, gapsOnDaysOff } from '@alongside/shared/oncall/rules'
import { placeInForce } from '../access/visibility.ts'
import { inTurn } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'

interface ListRow extends Omit<OnCallList, 'entries' | 'checkAgainOn'> {
  timeZone: string
  entries: Omit<OnCallEntry, 'answersNow'>[]
}

/** Every agency's list, or one's alone, as it is at that instant. An entry whose member has left that place answers no more. */
export async function readLists(tx: Tx, now: string, agencyId: string | null = null): Promise<OnCallList[]> {
  const { rows } = await tx.$client.query<ListRow>({
    name: 'on-call-lists',
    text: `SELECT y.id AS "agencyId", y.name AS "agencyName", p.time_zone AS "timeZone", coalesce(l.version, 0) AS version, l.checked_at AS "checkedAt",
        a.name AS "checkedBy",
        (SELECT coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'telephone', e.telephone, 'days', e.days,
            'from', e.from_time, 'until', e.until_time, 'membershipId', e.membership_id, 'accountId', m.account_id)
            ORDER BY e.position), '[]')
          FROM on_call e LEFT JOIN memberships m ON m.partnership_id = e.partnership_id AND m.id = e.membership_id
            AND m.agency_id = e.agency_id AND ${placeInForce('app.moment()')}
          WHERE e.partnership_id = y.partnership_id AND e.agency_id = y.id AND e.ended_at IS NULL) AS entries
      FROM agencies y
      JOIN partnerships p ON p.id = y.partnership_id
      LEFT JOIN on_call_lists l ON l.partnership_id = y.partnership_id AND l.agency_id = y.id
      LEFT JOIN accounts a ON a.id = l.checked_by
      WHERE y.partnership_id = app.partnership_id() AND ($1::uuid IS NULL OR y.id = $1) ORDER BY y.name, y.id`,
    values: [agencyId],
  })
  return rows.map(({ timeZone, ...list }) => {
    // By the clock alone: who is on call answers on a bank holiday too.
    const calendar = workingCalendar(timeZone, [])
    return {
      ...list,
      checkAgainOn: list.checkedAt && checkAgainOn(calendar, list.checkedAt),
      entries: list.entries.map((entry) => ({ ...entry, answersNow: answers(calendar, entry, now) })),
    }
  })
}

/** MTG-5: weekends and bank holidays of the coming week that nobody of the agency's list has; nothing where there is no list. */
export async function readGaps(
  tx: Tx,
  { agencyId }: { agencyId: string },
  now: string,
): Promise<OnCallGap[]> {
  const entries = (await readLists(tx, now, agencyId)).flatMap((list) => list.entries)
  if (entries.length === 0) return []
  const calendar = calendarOf(await readPartnership(tx, now))
  const instant = (local: Temporal.PlainDateTime) =>
    local.toZonedDateTime(calendar.timeZone).toInstant().toString()
  return gapsOnDaysOff(calendar, entries.filter(hasSomebody), now).map(({ from, until }) => ({
    from: instant(from),
    until: until && instant(until),
  }))
}

/** Whose member has left answers no more. */
const hasSomebody = ({ membershipId, accountId }: Pick<OnCallEntry, 'membershipId' | 'accountId'>): boolean =>
  membershipId === null || accountId !== null

const answers = (calendar: WorkingCalendar, entry: Omit<OnCallEntry, 'answersNow'>, now: string): boolean =>
  hasSomebody(entry) && answersAt(calendar, entry, now)

/** Who of which agency answers at that instant. */
export async function whoAnswers(
  tx: Tx,
  now: string,
): Promise<(OnCallEntry & Pick<OnCallList, 'agencyId' | 'agencyName'>)[]> {
  const lists = await readLists(tx, now)
  return lists.flatMap(({ agencyId, agencyName, entries }) =>
    entries.filter(({ answersNow }) => answersNow).map((entry) => ({ ...entry, agencyId, agencyName })),
  )
}

/** ACC-8: of these lists whom one may ring about a referral: nobody whom she refuses in person, as far as the asker may know of that. */
export async function withoutRefused(
  tx: Tx,
  referralId: string,
  lists: readonly OnCallList[],
): Promise<OnCallList[]> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'refused-on-call',
    text: `SELECT a AS id FROM unnest($2::uuid[]) a WHERE app.shuts_out_of('referral', $1, a)`,
    values: [referralId, lists.flatMap(({ entries }) => entries.flatMap(({ accountId }) => accountId ?? []))],
  })
  const refused = new Set(rows.map(({ id }) => id))
  return lists.map((list) => ({
    ...list,
    entries: list.entries.filter(({ accountId }) => !accountId || !refused.has(accountId)),
  }))
}

/** Whether that member's own name stands on call of that agency, now. */
export async function isOnCall(
  tx: Tx,
  { accountId, agencyId }: { accountId: string; agencyId: string },
  now: string,
): Promise<boolean> {
  const answering = await whoAnswers(tx, now)
  return answering.some((entry) => entry.agencyId === agencyId && entry.accountId === accountId)
}

/** The version of an agency's own list, held against a second change; 0 where there is none. */
export async function heldVersion(tx: Tx, agencyId: string): Promise<number> {
  await inTurn(tx, 'on call', agencyId)
  const { rows } = await tx.$client.query<{ version: number }>({
    name: 'on-call-version',
    text: 'SELECT version FROM on_call_lists WHERE partnership_id = app.partnership_id() AND agency_id = $1',
    values: [agencyId],
  })
  return rows[0]?.version ?? 0
}

/** Places in an agency that entries name and that nobody holds there, by the entry's place in the list. */
export async function unknownPlaces(
  tx: Tx,
  agencyId: string,
  entries: readonly SavedEntry[],
): Promise<number[]> {
  const named = entries.flatMap(({ membershipId }) => membershipId ?? [])
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'places-on-call',
    text: `SELECT m.id FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.agency_id = $1
      AND m.id = ANY ($2::uuid[]) AND ${placeInForce('app.moment()')}`,
    values: [agencyId, named],
  })
  const held = new Set(rows.map(({ id }) => id))
  return entries.flatMap(({ membershipId }, at) => (membershipId && !held.has(membershipId) ? [at] : []))
}

interface Checked {
  agencyId: string
  accountId: string
  now: string
}

/** The list is right, says who keeps it: its next version. */
export async function writeCheck(tx: Tx, { agencyId, accountId, now }: Checked): Promise<void> {
  await tx.$client.query({
    name: 'write-on-call-check',
    text: `INSERT INTO on_call_lists AS l (agency_id, checked_at, checked_by) VALUES ($1, $2, $3)
      ON CONFLICT (partnership_id, agency_id) DO UPDATE SET version = l.version + 1, checked_at = $2, checked_by = $3`,
    values: [agencyId, now, accountId],
  })
}

export async function replaceEntries(
  tx: Tx,
  agencyId: string,
  entries: readonly SavedEntry[],
  now: string,
): Promise<void> {
  await tx.$client.query({
    name: 'end-on-call',
    text: `UPDATE on_call SET ended_at = $2 WHERE partnership_id = app.partnership_id() AND agency_id = $1 AND ended_at IS NULL`,
    values: [agencyId, now],
  })
  for (const [position, { name, telephone, days, from, until, membershipId = null }] of entries.entries())
    await tx.$client.query({
      name: 'write-on-call',
      text: `INSERT INTO on_call (id, agency_id, position, name, telephone, days, from_time, until_time, membership_id, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: [newId(), agencyId, position, name, telephone, days.toSorted(), from, until, membershipId, now],
    })
}
