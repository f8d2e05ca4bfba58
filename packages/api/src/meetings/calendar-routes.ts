import type { WorkingCalendar } from '@alongside/shared/calendar'
import * as contract from '@alongside/shared/meetings/contract'
import {
  exceptionFaults,
  missedByMoving,
  placeFaults,
  whyNotConfirm,
  whyNotMoveTo,
} from '@alongside/shared/meetings/moving'
import { type MeetingPlan, planOf, whyNotInMeeting } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { meetingMoves, meetings } from '../db/tables/meetings.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { holdCalendar } from './calendar.ts'
import { lockMeeting, type MeetingHead, readMeeting } from './queries.ts'
import { answerMeeting, readReplies } from './replies.ts'

/** MTG-1, MTG-2: who can come, and the coordinator's word on when and where. */
export const calendarRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.replyToMeeting, async ({ tx, actor, params, body, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    const refusal = whyNotInMeeting('settle', meeting.state)
    if (refusal) throw new Refusal(refusal)
    await answerMeeting(tx, actor, meeting, body, now)
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [],
    }
  })

  query(contract.listMeetingReplies, async ({ tx, params, now }) => ({
    reply: await readReplies(tx, params.meetingId, now),
  }))

  command(contract.confirmMeeting, async ({ tx, params, body, version, now }) => {
    const meeting = await meetingToSettle(tx, params.meetingId, version)
    const refusal = whyNotConfirm(meeting, now)
    if (refusal) throw new Refusal(refusal)
    const lacking = placeFaults({ ...meeting, ...body })
    if (lacking.length > 0) throw new Refusal('meeting.place_missing', lacking)
    await tx
      .update(meetings)
      .set({ ...body, confirmedAt: now, version: sql`${meetings.version} + 1` })
      .where(eq(meetings.id, meeting.id))
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.confirmed', data: { meetingId: meeting.id } }],
    }
  })

  command(contract.moveMeeting, async ({ tx, actor, params, body, version, now }) => {
    await holdCalendar(tx)
    const meeting = await meetingToSettle(tx, params.meetingId, version)
    const refusal = whyNotInMeeting('settle', meeting.state)
    if (refusal) throw new Refusal(refusal)
    const { date, time, mode, venue, reason, exception } = body
    const calendar = calendarOf(await readPartnership(tx, now))
    const planned = planOf(calendar, Temporal.PlainDate.from(date), time)
    await mustBeFree(tx, calendar, meeting.id, planned, now)
    const missed = exceptionFaults(missedByMoving(planned, meeting, now))
    if (missed.length > 0 && !exception) throw new Refusal('meeting.deadlines_missed', missed)
    // What was confirmed was another date or place.
    await tx
      .update(meetings)
      .set({ ...planned, mode, venue, confirmedAt: null, version: sql`${meetings.version} + 1` })
      .where(eq(meetings.id, meeting.id))
    await tx.insert(meetingMoves).values({
      id: newId(),
      meetingId: meeting.id,
      fromStartsAt: meeting.startsAt,
      toStartsAt: planned.startsAt,
      reason,
      exception: missed.length > 0 ? exception : null,
      accountId: actor.accountId,
      at: now,
    })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.moved', data: { meetingId: meeting.id } }],
    }
  })
}

/** The meeting, held, at the version that its coordinator read. */
async function meetingToSettle(tx: Tx, meetingId: string, version: number): Promise<MeetingHead> {
  const meeting = await lockMeeting(tx, meetingId)
  if (!meeting.coordinates) throw new Refusal('access.not_permitted')
  sameVersion(version, meeting.version)
  return meeting
}

/** @throws Refusal meeting.date_unsuitable */
async function mustBeFree(
  tx: Tx,
  calendar: WorkingCalendar,
  meetingId: string,
  planned: MeetingPlan,
  now: string,
): Promise<void> {
  const { rows } = await tx.$client.query<{ date: string }>(
    'SELECT date FROM meetings WHERE partnership_id = app.partnership_id() AND id <> $1 AND date = $2',
    [meetingId, planned.date],
  )
  const taken = rows.map(({ date }) => date)
  const fault = whyNotMoveTo(calendar, planned, taken, now)
  if (fault) throw new Refusal('meeting.date_unsuitable', [fault])
}
