import * as contract from '@alongside/shared/agenda/contract'
import { orderFaults, reordered, whyNotPublishAgenda } from '@alongside/shared/agenda/rules'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { isHeld, listAgain } from '../cases/holding.ts'
import type { Tx } from '../db/pool.ts'
import { meetings } from '../db/tables/meetings.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { lockMeeting, type MeetingHead, mustCoordinate, readHead, readMeeting } from '../meetings/queries.ts'
import { readCandidates, readCarriedCase } from './carried-cases.ts'
import { arrange, mustHavePlace, placeItems, putOnAgenda, readAgenda } from './queries.ts'
import { suggestOrder } from './stepping-out.ts'

/** MTG-3: the agenda before the meeting: its order, its minutes, what comes onto it, and its publishing. */
export const agendaRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.orderAgenda, async ({ tx, params, body, version, now }) => {
    const meeting = await agendaToArrange(tx, params.meetingId)
    sameVersion(version, meeting.version)
    const agenda = await readAgenda(tx, meeting.id)
    const asked = body.items.map(({ id }) => id)
    const faults = orderFaults(agenda, asked)
    if (faults.length > 0) throw new Refusal('agenda.not_in_order', faults)
    await arrange(tx, agenda, body.items, now)
    await placeItems(tx, reordered(agenda, asked))
    const { lengthMinutes } = body
    await tx
      .update(meetings)
      .set({ version: sql`${meetings.version} + 1`, ...(lengthMinutes && { lengthMinutes }) })
      .where(eq(meetings.id, meeting.id))
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id, seen: casesOf(agenda) },
      events: [],
    }
  })

  query(contract.suggestAgendaOrder, async ({ tx, params }) => {
    const meeting = await readMeeting(tx, params.meetingId)
    await mustCoordinate(tx)
    return {
      reply: await suggestOrder(tx, meeting),
      audit: { subjectId: meeting.id, seen: casesOf(meeting.agenda) },
    }
  })

  command(contract.publishAgenda, async ({ tx, params, version, now }) => {
    const meeting = await agendaToArrange(tx, params.meetingId)
    sameVersion(version, meeting.version)
    const refused = whyNotPublishAgenda(meeting)
    if (refused) throw new Refusal(refused)
    await tx
      .update(meetings)
      .set({ version: sql`${meetings.version} + 1`, agendaPublishedAt: now })
      .where(eq(meetings.id, meeting.id))
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [{ type: 'agenda.published', data: { meetingId: meeting.id } }],
    }
  })

  query(contract.listAgendaCandidates, async ({ tx, params }) => {
    const { id } = await readHead(tx, params.meetingId)
    await mustCoordinate(tx)
    const items = await readCandidates(tx, id)
    return { reply: { items }, audit: { subjectId: id, seen: casesOf(items) } }
  })

  command(contract.listCarriedCase, async ({ tx, params, body, now }) => {
    const meeting = await agendaToArrange(tx, params.meetingId)
    const { caseId, light, toListAgain } = await readCarriedCase(tx, meeting.id, body.caseId)
    if (toListAgain) {
      await mustHavePlace(tx, meeting.id, caseId)
      const listed = await listAgain(tx, caseId, meeting.id)
      // Somebody held her, or listed her, at the same moment.
      if (listed.length === 0)
        throw new Refusal((await isHeld(tx, caseId)) ? 'case.held' : 'agenda.case_listed')
    } else await putOnAgenda(tx, { meetingId: meeting.id, caseId, referralId: null, light, now })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id, caseId },
      events: [],
    }
  })
}

const casesOf = (lines: readonly { caseId: string }[]) => lines.map(({ caseId }) => caseId)

/** The meeting, held. Who does not see every case would arrange the agenda over those that she does not see. */
async function agendaToArrange(tx: Tx, meetingId: string): Promise<MeetingHead> {
  const meeting = await lockMeeting(tx, meetingId)
  if (!meeting.coordinates) throw new Refusal('access.not_permitted')
  const refusal = whyNotInMeeting('arrange', meeting.state)
  if (refusal) throw new Refusal(refusal)
  return meeting
}
