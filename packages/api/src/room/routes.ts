import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/room/contract'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { itemToWrite, readAgendaItem } from './item.ts'
import { lookAtMeeting, newsOf } from './live.ts'

/** MTG-7: the room, seen live by several at once. */
export const roomRoutes: FastifyPluginAsync = async (app) => {
  const { command, stream } = operations(app)

  stream(contract.followMeeting, ({ actor, params: { meetingId } }) => ({
    topic: `${actor.partnershipId} ${meetingId}`,
    look: (tx) => lookAtMeeting(tx, meetingId),
    tell: newsOf,
    audit: ({ items }) => ({ subjectId: meetingId, seen: [...items.values()].map(({ caseId }) => caseId) }),
  }))

  command(contract.startItem, async ({ tx, vault, params: { itemId } }) => {
    await holdMeetingOf(tx, itemId)
    const item = await itemToWrite(tx, vault, itemId)
    // The meeting's version stays: it would tell those who may not see this case that one began (ACC-6).
    await tx.$client.query({
      name: 'begin-item',
      text: `UPDATE meetings SET current_item_id = $2 WHERE partnership_id = app.partnership_id() AND id = $1
        AND current_item_id IS DISTINCT FROM $2`,
      values: [item.meetingId, item.id],
    })
    return {
      reply: await readAgendaItem(tx, vault, item.id),
      audit: { subject: 'agenda_item', subjectId: item.id, caseId: item.caseId },
      events: [],
    }
  })
}

/** Before the item, and for writing: two who begin items at once would otherwise each wait for the other. @throws Refusal not_found */
async function holdMeetingOf(tx: Tx, itemId: string): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'hold-meeting-of-item',
    text: `SELECT FROM meetings m JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1 FOR NO KEY UPDATE OF m`,
    values: [itemId],
  })
  if (!rowCount) throw new Refusal('not_found')
}
