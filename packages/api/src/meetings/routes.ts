import * as contract from '@alongside/shared/meetings/contract'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import {
  leftOpen,
  whyNotCloseMeeting,
  whyNotOpenMeeting,
  whyNotReopen,
  whyNotTakeBackOpening,
} from '@alongside/shared/room/rules'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { putOffUnchaired } from '../agenda/deputies.ts'
import { readAgenda } from '../agenda/queries.ts'
import { bringInByPhone } from '../attendance/presence.ts'
import type { Tx } from '../db/pool.ts'
import { meetings, meetingTurns } from '../db/tables/meetings.ts'
import { partnerships } from '../db/tables/partnerships.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { compileMinutes, dropDraft } from '../minutes/compile.ts'
import { moveToRule } from './calendar.ts'
import {
  localToday,
  lockMeeting,
  type MeetingHead,
  mustCoordinate,
  mustHaveSigned,
  readHead,
  readMeeting,
  readMeetings,
} from './queries.ts'
import { signAsMyself } from './signatures.ts'

/** MTG-1 to MTG-7: the calendar, and the meeting from opening to closing. */
export const meetingRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.setMeetingRule, async ({ tx, actor, body, now }) => {
    await mustCoordinate(tx)
    await tx.update(partnerships).set({ meetingRule: body }).where(eq(partnerships.id, actor.partnershipId))
    const changed = await moveToRule(tx, actor.accountId, now)
    const coming = await readMeetings(tx, { when: 'coming', limit: 24 })
    return {
      reply: { rule: body, meetings: coming },
      audit: { subjectId: actor.partnershipId },
      events: changed.map((meetingId) => ({ type: 'meeting.planned', data: { meetingId } })),
    }
  })

  query(contract.listMeetings, async ({ tx, query: { when, kind, limit = 50 } }) => ({
    reply: { items: await readMeetings(tx, { when, kind, limit }) },
    audit: {},
  }))

  query(contract.readMeeting, async ({ tx, params }) => {
    const meeting = await readMeeting(tx, params.meetingId)
    return {
      reply: meeting,
      audit: { subjectId: meeting.id, seen: meeting.agenda.map(({ caseId }) => caseId) },
    }
  })

  command(contract.signMeeting, async ({ tx, actor, params, now }) => {
    const today = await localToday(tx, now)
    const meeting = await readHead(tx, params.meetingId)
    await signAsMyself(tx, actor, meeting.id, today, now)
    return { reply: await readMeeting(tx, meeting.id), audit: { subjectId: meeting.id }, events: [] }
  })

  command(contract.openMeeting, async ({ tx, params, version, now }) => {
    const meeting = await meetingToRun(tx, params.meetingId, version)
    const refused = whyNotOpenMeeting(meeting, now)
    if (refused) throw new Refusal(refused)
    await moveMeeting(tx, meeting.id, { state: 'open', openedAt: now })
    await bringInByPhone(tx, meeting.id, now)
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.opened', data: { meetingId: meeting.id } }],
    }
  })

  command(contract.takeBackOpening, async ({ tx, actor, params, version, now }) => {
    const meeting = await meetingToRun(tx, params.meetingId, version)
    const refused = whyNotTakeBackOpening(meeting)
    if (refused) throw new Refusal(refused)
    await moveMeeting(tx, meeting.id, { state: 'planned', openedAt: null, callingItemId: null })
    await keepTurn(tx, {
      meetingId: meeting.id,
      turn: 'opening_taken_back',
      accountId: actor.accountId,
      at: now,
    })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.opening_taken_back', data: { meetingId: meeting.id } }],
    }
  })

  command(contract.reopenMeeting, async ({ tx, actor, params, body, version, now }) => {
    const meeting = await meetingToRun(tx, params.meetingId, version)
    const refused = whyNotReopen(meeting)
    if (refused) throw new Refusal(refused)
    if (await otherEmergency(tx, meeting.id)) throw new Refusal('meeting.emergency_running')
    await dropDraft(tx, meeting.id)
    await moveMeeting(tx, meeting.id, { state: 'open', closedAt: null })
    const { reason } = body
    await keepTurn(tx, {
      meetingId: meeting.id,
      turn: 'reopened',
      reason,
      accountId: actor.accountId,
      at: now,
    })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.reopened', data: { meetingId: meeting.id } }],
    }
  })

  command(contract.closeMeeting, async ({ tx, vault, actor, params, version, now }) => {
    const meeting = await meetingToRun(tx, params.meetingId, version)
    const asSeen = await readMeeting(tx, meeting.id)
    const refused = whyNotCloseMeeting(asSeen)
    if (refused) throw new Refusal(refused, leftOpen(asSeen))
    const putOff = await putOffUnchaired(tx, meeting.id)
    const agenda = await readAgenda(tx, meeting.id)
    const seen = await compileMinutes(tx, vault, meeting.id, agenda, actor.accountId, now)
    await moveMeeting(tx, meeting.id, { state: 'closed', closedAt: now })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id, seen },
      events: [
        ...putOff.map((data) => ({
          type: 'item.deferred' as const,
          data: { ...data, meetingId: meeting.id },
        })),
        { type: 'meeting.closed', data: { meetingId: meeting.id } },
      ],
    }
  })
}

/**
 * The meeting, held, at the version that the caller means. Who does not see every case would close, or turn back, over the
 * heads of those that she does not see; an emergency has one (MTG-5).
 */
async function meetingToRun(tx: Tx, meetingId: string, version: number): Promise<MeetingHead> {
  const meeting = await lockMeeting(tx, meetingId)
  if (!meeting.runs) throw new Refusal('access.not_permitted')
  mustHaveSigned(meeting)
  sameVersion(version, meeting.version)
  return meeting
}

/** MTG-5: one emergency meeting of a case at a time; another may have been called since this one was closed. */
async function otherEmergency(tx: Tx, meetingId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'other-emergency',
    text: `SELECT FROM meetings m JOIN meetings o ON o.partnership_id = m.partnership_id AND o.case_id = m.case_id AND o.id <> m.id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND m.kind = 'emergency' AND o.kind = 'emergency' AND o.state = ANY ($2)`,
    values: [meetingId, comingMeetingStates.stand],
  })
  return (rowCount ?? 0) > 0
}

const keepTurn = (tx: Tx, turn: Omit<typeof meetingTurns.$inferInsert, 'id'>) =>
  tx.insert(meetingTurns).values({ id: newId(), ...turn })

type Moved =
  | { state: 'open'; openedAt: string }
  | { state: 'planned'; openedAt: null; callingItemId: null }
  | { state: 'open'; closedAt: null }
  | { state: 'closed'; closedAt: string }

async function moveMeeting(tx: Tx, id: string, moved: Moved): Promise<void> {
  await tx
    .update(meetings)
    .set({ ...moved, version: sql`${meetings.version} + 1` })
    .where(eq(meetings.id, id))
}
