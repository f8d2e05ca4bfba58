import { stillIn } from '@alongside/shared/agenda/rules'
import type { SteppingOut } from '@alongside/shared/agenda/schema'
import { type Fault, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/room/contract'
import { whyNotBegin } from '@alongside/shared/room/rules'
import type { FastifyPluginAsync } from 'fastify'
import { isHeld } from '../cases/holding.ts'
import type { Tx } from '../db/pool.ts'
import { steppedOut } from '../db/tables/room.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { itemToChair, readAgendaItem } from './item.ts'
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

  command(contract.callItem, async ({ tx, vault, actor, params: { itemId } }) => {
    await holdMeetingOf(tx, itemId)
    const item = await itemToChair(tx, vault, actor, itemId, 'ask out')
    // The meeting's version stays, as where an item begins (ACC-6).
    await tx.$client.query({
      name: 'call-item',
      text: `UPDATE meetings SET calling_item_id = $2 WHERE partnership_id = app.partnership_id() AND id = $1
        AND calling_item_id IS DISTINCT FROM $2`,
      values: [item.meetingId, item.id],
    })
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: { subject: 'agenda_item', subjectId: item.id, caseId: item.caseId },
      events: [],
    }
  })

  command(contract.takeBackCall, async ({ tx, vault, actor, params: { itemId } }) => {
    await holdMeetingOf(tx, itemId)
    const item = await itemToChair(tx, vault, actor, itemId, 'ask out')
    await tx.$client.query({
      name: 'take-back-call',
      text: `UPDATE meetings SET calling_item_id = NULL WHERE partnership_id = app.partnership_id() AND id = $1 AND calling_item_id = $2`,
      values: [item.meetingId, item.id],
    })
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: { subject: 'agenda_item', subjectId: item.id, caseId: item.caseId },
      events: [],
    }
  })

  command(contract.confirmSteppedOut, async ({ tx, vault, actor, params: { itemId }, body, now }) => {
    const item = await itemToChair(tx, vault, actor, itemId, 'ask out')
    const { stepOut } = await readAgendaItem(tx, vault, item.id)
    const unknown = body.people.flatMap((id, at) =>
      stepOut.some(({ accountId }) => accountId === id) ? [] : [nobodyToLeave(at)],
    )
    if (unknown.length > 0) throw new Refusal('reference.unknown', unknown)
    const left = stillIn(stepOut).filter(({ accountId }) => body.people.includes(accountId))
    if (left.length > 0)
      await tx.insert(steppedOut).values(
        left.map(({ accountId, agencyId, guest }) => ({
          id: newId(),
          agendaItemId: item.id,
          caseId: item.caseId,
          accountId,
          agencyId,
          guest,
          confirmedBy: actor.accountId,
          confirmedAt: now,
        })),
      )
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: { subject: 'agenda_item', subjectId: item.id, caseId: item.caseId },
      events: [],
    }
  })

  command(contract.startItem, async ({ tx, vault, actor, params: { itemId } }) => {
    await holdMeetingOf(tx, itemId)
    const item = await itemToChair(tx, vault, actor, itemId, 'write')
    const out = await readAgendaItem(tx, vault, itemId)
    const refused = whyNotBegin(
      item.meetingState,
      item.state,
      item.basisInForce,
      out,
      await isHeld(tx, item.caseId),
    )
    if (refused) throw new Refusal(refused, stillIn(out.stepOut).map(notYetOut))
    // The meeting's version stays: it would tell those who may not see this case that one began (ACC-6).
    await tx.$client.query({
      name: 'begin-item',
      text: `UPDATE meetings SET current_item_id = $2, calling_item_id = NULL WHERE partnership_id = app.partnership_id() AND id = $1
        AND (current_item_id IS DISTINCT FROM $2 OR calling_item_id IS NOT NULL)`,
      values: [item.meetingId, item.id],
    })
    return {
      reply: await readAgendaItem(tx, vault, item.id),
      audit: { subject: 'agenda_item', subjectId: item.id, caseId: item.caseId },
      events: [],
    }
  })
}

const nobodyToLeave = (at: number): Fault => ({
  pointer: `/people/${at}`,
  code: 'unknown',
  detail: 'is nobody here who must not hear this case',
})

const notYetOut = ({ name, agencyName }: SteppingOut): Fault => ({
  pointer: '',
  code: 'must_step_out',
  detail: `${name}, ${agencyName}, was not seen to leave`,
})

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
