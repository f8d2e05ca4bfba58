import { isInvited } from '@alongside/shared/access'
import { whyNotTakeStep } from '@alongside/shared/plan/rules'
import { type Fault, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/room/contract'
import { whyNotChair } from '@alongside/shared/room/rules'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { keepAction, mustCome, unknownAgency, unknownOwners } from '../actions/agreeing.ts'
import { ageOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { agendaItems } from '../db/tables/agenda.ts'
import { contributions } from '../db/tables/room.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { localToday } from '../meetings/queries.ts'
import { keepMinuted } from '../minutes/compile.ts'
import { keepAgeBands } from '../monitoring/characteristics.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { linesFromTexts } from '../plan/from-texts.ts'
import { readLines } from '../plan/queries.ts'
import type { Vault } from '../vault.ts'
import { markDiscussed, putOff } from './ending-items.ts'
import { chairingOf, itemToChair, itemToWrite, type OpenItem, readAgendaItem } from './item.ts'
import { beginAgain } from './reopening-items.ts'

/** MTG-7: one case at a time, from her voice to what is decided. */
export const itemRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readItem, async ({ tx, vault, params }) => {
    const item = await readAgendaItem(tx, vault, params.itemId, 'all her files')
    return { reply: item, audit: { subjectId: item.id, caseId: item.caseId } }
  })

  command(contract.recordItem, async ({ tx, vault, actor, params, body, version }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'write')
    sameVersion(version, item.version)
    const record = vault.seal(item.key, 'record', { ...item.record, ...body })
    await tx
      .update(agendaItems)
      .set({ record, version: sql`${agendaItems.version} + 1` })
      .where(eq(agendaItems.id, item.id))
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: traceOf(item),
      events: [],
    }
  })

  command(contract.contribute, async ({ tx, vault, actor, params, body, now }) => {
    const item = await itemToWrite(tx, vault, params.itemId)
    const agencyId = body.agencyId ?? actor.agencyId
    if (agencyId !== actor.agencyId) {
      const refused = whyNotChair(actor, await chairingOf(tx, item))
      if (refused) throw new Refusal(refused)
      const { agencies } = await readPartnership(tx, now)
      if (!agencies.some(({ id }) => id === agencyId))
        throw new Refusal('reference.unknown', [unknownAgency('/agencyId')])
    }
    // Neither this nor an action raises the item's version: who writes the plan is not told to start again.
    await tx.insert(contributions).values({
      id: newId(),
      agendaItemId: item.id,
      caseId: item.caseId,
      agencyId,
      accountId: actor.accountId,
      words: vault.seal(item.key, 'words', body.words),
      at: now,
      guestInvitationId: isInvited(actor.role)
        ? sql`(SELECT id FROM guest_invitations WHERE membership_id = app.membership_id())`
        : null,
    })
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: traceOf(item),
      events: [],
    }
  })

  command(contract.agreeAction, async ({ tx, vault, actor, params, body, now }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'write')
    const partnership = await readPartnership(tx, now)
    mustCome(body.dueOn, await localToday(tx, now))
    const unknown = await unknownOwners(tx, partnership, item.caseId, body)
    if (body.planLineId) unknown.push(...(await unknownLine(tx, vault, item.caseId, body.planLineId)))
    if (unknown.length > 0) throw new Refusal('reference.unknown', unknown)

    const { action, changes } = await keepAction(tx, vault, partnership, {
      ...body,
      ...{ caseId: item.caseId, key: item.key, agendaItemId: item.id, meetingId: item.meetingId, now },
    })
    return {
      reply: action,
      audit: {
        subject: 'action',
        subjectId: action.id,
        caseId: item.caseId,
        changes,
      },
      events: [
        {
          type: 'action.agreed',
          data: {
            actionId: action.id,
            caseId: item.caseId,
            meetingId: item.meetingId,
            ownerAgencyId: action.ownerAgencyId,
            ownerAccountId: action.ownerAccountId,
          },
        },
      ],
    }
  })

  command(contract.closeItem, async ({ tx, vault, actor, params, version, now }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'write')
    sameVersion(version, item.version)
    await linesFromTexts({ tx, vault, actor, now }, item, await localToday(tx, now))
    await markDiscussed({ tx, actor, now }, item)
    if (await isDeputys(tx, item)) await keepMinuted(tx, vault, item)
    await keepAgeBands(tx, item.caseId, await ageOfPerson(tx, vault, item.caseId), item.id)
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: { ...traceOf(item), changes: [{ field: 'state', from: item.state, to: 'discussed' }] },
      events: [{ type: 'item.discussed', data: idsOf(item) }],
    }
  })

  command(contract.reopenItem, async ({ tx, vault, actor, params, body, version, now }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'reopen')
    sameVersion(version, item.version)
    await beginAgain({ tx, actor, now }, item)
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: {
        ...traceOf(item),
        changes: [{ field: 'state', from: item.state, to: 'listed', reason: body.reason }],
      },
      events: [{ type: 'item.reopened', data: idsOf(item) }],
    }
  })

  command(contract.deferItem, async ({ tx, vault, actor, params, body, version, now }) => {
    const item = await itemToChair(tx, vault, actor, params.itemId, 'defer')
    sameVersion(version, item.version)
    const next = await putOff({ tx, actor, now }, vault, item, body.reason)
    if (await isDeputys(tx, item)) await keepMinuted(tx, vault, item)
    return {
      reply: await readAgendaItem(tx, vault, item.id, 'all her files'),
      audit: {
        ...traceOf(item),
        changes: [
          { field: 'state', from: item.state, to: next ? 'deferred' : 'resting', reason: body.reason },
        ],
      },
      events: [{ type: 'item.deferred', data: { ...idsOf(item), nextMeetingId: next?.id ?? null } }],
    }
  })
}

const isDeputys = async (tx: Tx, item: OpenItem) => (await chairingOf(tx, item)).needsDeputy

const traceOf = ({ id, caseId, key }: OpenItem) => ({
  subject: 'agenda_item' as const,
  subjectId: id,
  caseId,
  key,
})
const idsOf = ({ id, meetingId, caseId, referralId }: OpenItem) => ({
  agendaItemId: id,
  meetingId,
  caseId,
  referralId,
})

/** A step hangs on a line of this case's plan that stands, or is proposed, and that everybody who sees the case sees (PLN-1). */
async function unknownLine(tx: Tx, vault: Vault, caseId: string, planLineId: string): Promise<Fault[]> {
  const line = (await readLines(tx, vault, caseId)).find(({ id }) => id === planLineId)
  if (line?.caseId === caseId && whyNotTakeStep(line) === null) return []
  return [
    { pointer: '/planLineId', code: 'unknown', detail: 'is not a line of her plan on which a step can hang' },
  ]
}
