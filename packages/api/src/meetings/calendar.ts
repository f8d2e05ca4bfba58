import { localDay, workingCalendar } from '@alongside/shared/calendar'
import { type MeetingPlan, meetingDates } from '@alongside/shared/meetings/rules'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../db/pool.ts'
import { meetings } from '../db/tables/meetings.ts'
import { newId } from '../ids.ts'

interface HeldMeeting {
  id: string
  date: string
  /** Not begun, and nothing on its agenda: the rule may still move it. */
  movable: boolean
}

/**
 * MTG-1: plans what the next twelve months lack by the partnership's rule, one meeting a calendar month; without a rule,
 * nothing. For the context's partnership; as often as one likes, also by several at once. Gives the ids that it planned.
 */
export const holdTwelveMonths = (tx: Tx, now: string): Promise<string[]> => plan(tx, now, false)

/**
 * After a change of the rule: as `holdTwelveMonths`, and coming meetings with an empty agenda move to the new rule's
 * date, time and place in their month, under the id that they were announced by. Gives the ids planned or moved.
 */
export const moveToRule = (tx: Tx, now: string): Promise<string[]> => plan(tx, now, true)

async function plan(tx: Tx, now: string, moving: boolean): Promise<string[]> {
  const { rule, calendar } = await readRule(tx)
  if (!rule) return []
  const today = localDay(calendar, now)
  const held = await meetingsSince(tx, `${monthOf(today)}-01`, now)
  const inMonth = new Map(held.map((meeting) => [monthOf(meeting.date), meeting]))
  const alreadyMet = (date: string) => (inMonth.get(monthOf(date))?.date ?? today) < today

  const changed: string[] = []
  const plans = meetingDates(calendar, rule, now, 13).filter(({ date }) => !alreadyMet(date))
  for (const planned of plans.slice(0, 12)) {
    const standing = inMonth.get(monthOf(planned.date))
    const id = standing
      ? moving && standing.movable && (await move(tx, standing.id, planned, rule))
      : await add(tx, planned, rule)
    if (id) changed.push(id)
  }
  return changed
}

const monthOf = (date: string) => date.slice(0, 7)

async function readRule(tx: Tx) {
  // One at a time: two that plan the same month at once would both find it empty.
  await tx.$client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('meetings of ' || app.partnership_id(), 0))`,
  )
  const { rows } = await tx.$client.query<{ rule: MeetingRule | null; timeZone: string; holidays: string[] }>(
    `SELECT p.meeting_rule AS rule, p.time_zone AS "timeZone",
        ARRAY(SELECT h.date::text FROM bank_holidays h WHERE h.division = p.division) AS holidays
      FROM partnerships p WHERE p.id = app.partnership_id()`,
  )
  const [row] = rows
  if (!row) throw new Error('no partnership in the context')
  return { rule: row.rule, calendar: workingCalendar(row.timeZone, row.holidays) }
}

async function meetingsSince(tx: Tx, date: string, now: string): Promise<HeldMeeting[]> {
  const { rows } = await tx.$client.query<HeldMeeting>(
    `SELECT m.id, m.date, m.state = 'planned' AND m.starts_at > $2 AND NOT EXISTS (SELECT FROM agenda_items i
        WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id) AS movable
      FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.kind = 'monthly' AND m.date >= $1 ORDER BY m.date`,
    [date, now],
  )
  return rows
}

async function add(tx: Tx, planned: MeetingPlan, { mode, venue }: MeetingRule): Promise<string> {
  const id = newId()
  await tx.insert(meetings).values({ id, ...planned, mode, venue })
  return id
}

async function move(
  tx: Tx,
  id: string,
  planned: MeetingPlan,
  { mode, venue }: MeetingRule,
): Promise<string | null> {
  const { rowCount } = await tx
    .update(meetings)
    .set({ ...planned, mode, venue, version: sql`${meetings.version} + 1` })
    .where(
      sql`${eq(meetings.id, id)} AND (${meetings.startsAt}, ${meetings.mode}, ${meetings.venue}) <> (${planned.startsAt}::timestamptz, ${mode}, ${venue})`,
    )
  return rowCount ? id : null
}
