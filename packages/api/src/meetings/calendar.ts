import { addWorkingDays, localDay, type WorkingCalendar, workingCalendar } from '@alongside/shared/calendar'
import {
  type MeetingPlan,
  meetingDates,
  plannedMeetingStates,
  planOf,
} from '@alongside/shared/meetings/rules'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import { eq, sql } from 'drizzle-orm'
import { inTurn } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { meetingMoves, meetings } from '../db/tables/meetings.ts'
import { newId } from '../ids.ts'

interface HeldMeeting {
  id: string
  date: string
  /** The month that it is the meeting of, `YYYY-MM`, wherever it was moved to; null outside of the monthly rhythm. */
  month: string | null
  startsAt: string
  /** Not begun, nothing on its agenda, and nobody has settled its date by hand: the rule may still move it. */
  movable: boolean
}

/**
 * MTG-1: plans what the next twelve months lack by the partnership's rule, one meeting a calendar month; without a rule,
 * nothing. For the context's partnership; as often as one likes, also by several at once. Gives the ids that it planned.
 */
export const holdTwelveMonths = (tx: Tx, now: string): Promise<string[]> => plan(tx, now, null)

/**
 * After a change of the rule: as `holdTwelveMonths`, and coming meetings with an empty agenda move to the new rule's
 * date, time and place in their month, under the id that they were announced by. What the coordinator moved or confirmed
 * stays where it is. `accountId`: who changed the rule. Gives the ids planned or moved.
 */
export const moveToRule = (tx: Tx, accountId: string, now: string): Promise<string[]> =>
  plan(tx, now, accountId)

async function plan(tx: Tx, now: string, mover: string | null): Promise<string[]> {
  const { rule, calendar } = await readRule(tx)
  if (!rule) return []
  const today = localDay(calendar, now)
  const held = await meetingsSince(tx, `${monthOf(today)}-01`, now)
  const inMonth = new Map(held.map((meeting) => [meeting.month, meeting]))
  const alreadyMet = (date: string) => (inMonth.get(monthOf(date))?.date ?? today) < today
  const dates = new Map(held.map(({ id, date }) => [id, date]))

  const changed: string[] = []
  const plans = meetingDates(calendar, rule, now, 13).filter(({ date }) => !alreadyMet(date))
  for (const byRule of plans.slice(0, 12)) {
    const standing = inMonth.get(monthOf(byRule.date))
    if (standing && !(mover && standing.movable)) continue
    if (standing) dates.delete(standing.id)
    const planned = onFreeDay(calendar, byRule, rule.time, new Set(dates.values()))
    const id =
      standing && mover
        ? await move(tx, standing, planned, rule, mover, now)
        : await add(tx, monthOf(byRule.date), planned, rule)
    dates.set(id ?? standing?.id ?? '', planned.date)
    if (id) changed.push(id)
  }
  return changed
}

const monthOf = (date: string) => date.slice(0, 7)

/** Never two on one date: where another meeting has been moved to the rule's day, the next working day that is free. */
function onFreeDay(
  calendar: WorkingCalendar,
  byRule: MeetingPlan,
  time: string,
  taken: ReadonlySet<string>,
): MeetingPlan {
  if (!taken.has(byRule.date)) return byRule
  let day = Temporal.PlainDate.from(byRule.date)
  while (taken.has(day.toString())) day = addWorkingDays(calendar, day, 1)
  return planOf(calendar, day, time)
}

async function readRule(tx: Tx) {
  await holdCalendar(tx)
  const { rows } = await tx.$client.query<{ rule: MeetingRule | null; timeZone: string; holidays: string[] }>(
    `SELECT p.meeting_rule AS rule, p.time_zone AS "timeZone",
        ARRAY(SELECT h.date::text FROM bank_holidays h WHERE h.division = p.division) AS holidays
      FROM partnerships p WHERE p.id = app.partnership_id()`,
  )
  const [row] = rows
  if (!row) throw new Error('no partnership in the context')
  return { rule: row.rule, calendar: workingCalendar(row.timeZone, row.holidays) }
}

/** One at a time until the transaction ends: two that plan the same month, or move to the same day, would both find it free. */
export const holdCalendar = (tx: Tx) => inTurn(tx, 'meetings')

/** Meetings of this month and later, and those that were moved from it. */
async function meetingsSince(tx: Tx, date: string, now: string): Promise<HeldMeeting[]> {
  const { rows } = await tx.$client.query<HeldMeeting>(
    `SELECT m.id, m.date, to_char(m.for_month, 'YYYY-MM') AS month, m.starts_at AS "startsAt",
        m.state = ANY ($3) AND m.starts_at > $2 AND m.confirmed_at IS NULL
          AND NOT EXISTS (SELECT FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id)
          AND NOT EXISTS (SELECT FROM meeting_moves v WHERE v.partnership_id = m.partnership_id AND v.meeting_id = m.id
            AND v.reason IS NOT NULL) AS movable
      FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.kind = 'monthly'
        AND (m.date >= $1 OR m.for_month >= $1) ORDER BY m.date`,
    [date, now, plannedMeetingStates],
  )
  return rows
}

async function add(
  tx: Tx,
  month: string,
  planned: MeetingPlan,
  { mode, venue }: MeetingRule,
): Promise<string> {
  const id = newId()
  await tx.insert(meetings).values({ id, ...planned, forMonth: `${month}-01`, mode, venue })
  return id
}

async function move(
  tx: Tx,
  { id, startsAt }: HeldMeeting,
  planned: MeetingPlan,
  { mode, venue }: MeetingRule,
  accountId: string,
  now: string,
): Promise<string | null> {
  const { rowCount } = await tx
    .update(meetings)
    .set({ ...planned, mode, venue, version: sql`${meetings.version} + 1` })
    .where(
      sql`${eq(meetings.id, id)} AND (${meetings.startsAt}, ${meetings.mode}, ${meetings.venue}) <> (${planned.startsAt}::timestamptz, ${mode}, ${venue})`,
    )
  if (!rowCount) return null
  await tx.insert(meetingMoves).values({
    id: newId(),
    meetingId: id,
    fromStartsAt: startsAt,
    toStartsAt: planned.startsAt,
    accountId,
    at: now,
  })
  return id
}
