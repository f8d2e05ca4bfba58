import * as contract from '@alongside/shared/meetings/contract'
import { Refusal } from '@alongside/shared/problems'
import { whyNotCloseMeeting, whyNotOpenMeeting } from '@alongside/shared/room/rules'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { readLeftToDeputy } from '../agenda/deputies.ts'
import { readAgenda } from '../agenda/queries.ts'
import type { Tx } from '../db/pool.ts'
import { meetings } from '../db/tables/meetings.ts'
import { partnerships } from '../db/tables/partnerships.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { compileMinutes } from '../minutes/compile.ts'
import { moveToRule } from './calendar.ts'
import {
  type LockedMeeting,
  localToday,
  lockMeeting,
  mustCoordinate,
  mustHaveSigned,
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
    const coming = await readMeetings(tx, await localToday(tx, now), { when: 'coming', limit: 24 })
    return {
      reply: { rule: body, meetings: coming },
      audit: { subjectId: actor.partnershipId },
      events: changed.map((meetingId) => ({ type: 'meeting.planned', data: { meetingId } })),
    }
  })

  query(contract.listMeetings, async ({ tx, query: { when, kind, limit = 50 }, now }) => ({
    reply: { items: await readMeetings(tx, await localToday(tx, now), { when, kind, limit }) },
    audit: {},
  }))

  query(contract.readMeeting, async ({ tx, params, now }) => {
    const meeting = await readMeeting(tx, params.meetingId, await localToday(tx, now))
    return {
      reply: meeting,
      audit: { subjectId: meeting.id, seen: meeting.agenda.map(({ caseId }) => caseId) },
    }
  })

  command(contract.signMeeting, async ({ tx, actor, params, now }) => {
    const today = await localToday(tx, now)
    const meeting = await readMeeting(tx, params.meetingId, today)
    await signAsMyself(tx, actor, meeting.id, today, now)
    return { reply: await readMeeting(tx, meeting.id, today), audit: { subjectId: meeting.id }, events: [] }
  })

  command(contract.openMeeting, async ({ tx, params, version, now }) => {
    const meeting = await meetingToMove(tx, params.meetingId, version)
    const refused = whyNotOpenMeeting(meeting)
    if (refused) throw new Refusal(refused)
    await moveMeeting(tx, meeting.id, { state: 'open', openedAt: now })
    return {
      reply: await readMeeting(tx, meeting.id, await localToday(tx, now)),
      audit: { subjectId: meeting.id },
      events: [{ type: 'meeting.opened', data: { meetingId: meeting.id } }],
    }
  })

  command(contract.closeMeeting, async ({ tx, vault, actor, params, version, now }) => {
    const meeting = await meetingToMove(tx, params.meetingId, version)
    // Who does not see every case would close over the heads of those that she does not see.
    if (!meeting.coordinates) throw new Refusal('access.not_permitted')
    const agenda = await readAgenda(tx, meeting.id)
    const { leftToDeputy } = await readLeftToDeputy(tx, meeting.id)
    const refused = whyNotCloseMeeting({ ...meeting, agenda, leftToDeputy })
    if (refused) throw new Refusal(refused)
    const seen = await compileMinutes(tx, vault, meeting.id, agenda, actor.accountId, now)
    await moveMeeting(tx, meeting.id, { state: 'closed', closedAt: now })
    return {
      reply: await readMeeting(tx, meeting.id, await localToday(tx, now)),
      audit: { subjectId: meeting.id, seen },
      events: [{ type: 'meeting.closed', data: { meetingId: meeting.id } }],
    }
  })
}

/** The meeting, held, at the version that the caller means. */
async function meetingToMove(tx: Tx, meetingId: string, version: number): Promise<LockedMeeting> {
  const meeting = await lockMeeting(tx, meetingId)
  mustHaveSigned(meeting)
  sameVersion(version, meeting.version)
  return meeting
}

type Moved = { state: 'open'; openedAt: string } | { state: 'closed'; closedAt: string }

async function moveMeeting(tx: Tx, id: string, moved: Moved): Promise<void> {
  await tx
    .update(meetings)
    .set({ ...moved, version: sql`${meetings.version} + 1` })
    .where(eq(meetings.id, id))
}
