import { whyNotCloseUndone } from '@alongside/shared/actions/rules'
import { endOfDay, localDay } from '@alongside/shared/calendar'
import type { Body } from '@alongside/shared/contract'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/sharing/contract'
import { settlingFaults, whyNotConfirm, whyNotSettle } from '@alongside/shared/sharing/rules'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { lockAction } from '../actions/queries.ts'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { actions } from '../db/tables/actions.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { answerWork, confirmStopped, lockWork, readChange, readsCase } from './queries.ts'

export const sharingRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readSharingChange, async ({ tx, vault, params: { sharingChangeId } }) => {
    const change = await readChange(tx, vault, sharingChangeId)
    return { reply: change, audit: { subjectId: change.id, caseId: change.caseId } }
  })

  command(contract.confirmSharingStopped, async ({ tx, vault, actor, params, now }) => {
    const change = await readChange(tx, vault, params.sharingChangeId)
    const refused = whyNotConfirm(change.work, actor.agencyId)
    if (refused) throw new Refusal(refused)
    await confirmStopped(tx, change.id, { accountId: actor.accountId, now })
    return {
      reply: await readChange(tx, vault, change.id),
      audit: { subjectId: change.id, caseId: change.caseId },
      events: [],
    }
  })

  command(contract.settleSharingWork, async ({ tx, vault, actor, params, body, now }) => {
    const id = params.sharingWorkId
    const work = await lockWork(tx, id)
    const { key } = await openCase(tx, vault, work.caseId)
    const refused = whyNotSettle(work)
    if (refused) throw new Refusal(refused)
    const calendar = calendarOf(await readPartnership(tx, now))
    const { answer, toAgencyId = null, because } = body
    const takes = toAgencyId !== null && (await readsCase(tx, work.caseId, toAgencyId))
    const faults = settlingFaults(work, body, localDay(calendar, now), () => takes)
    if (faults.length) throw new Refusal('answers.incomplete', faults)

    const sealed = vault.seal(key, 'because', because)
    const given = {
      answer,
      accountId: actor.accountId,
      now,
      toAgencyId: takes ? toAgencyId : null,
      because: sealed,
    }
    await answerWork(tx, id, given)
    const settled =
      work.kind === 'action'
        ? await settleAction({ tx, vault, actor, now }, work.subjectId, body, (day) =>
            endOfDay(calendar, Temporal.PlainDate.from(day)).toString(),
          )
        : {
            subject: 'sharing' as const,
            subjectId: id,
            changes: [{ field: 'state' as const, from: 'running', to: answer, reason: because }],
            events: [],
          }
    const { events, ...trace } = settled
    return {
      reply: () => readChange(tx, vault, work.changeId),
      audit: { caseId: work.caseId, key, ...trace },
      events,
    }
  })
}

interface Settling {
  tx: Tx
  vault: Vault
  actor: Member
  now: string
}

/** ACT-1: an action whose owner may read the case no more is closed, passes to another agency, or gets a new date. */
async function settleAction(
  { tx, vault, actor, now }: Settling,
  actionId: string,
  { answer, toAgencyId, until, because: reason }: Body<typeof contract.settleSharingWork>,
  endOf: (day: string) => string,
) {
  const action = await lockAction(tx, actionId)
  const refused = whyNotCloseUndone(action, actor)
  if (refused) throw new Refusal(refused)
  const { caseId, meetingId, ownerAgencyId, state, dueAt: wasDue } = action
  const trace = { subject: 'action' as const, subjectId: actionId }
  const ids = { actionId, caseId, meetingId }
  const change = (set: object) =>
    tx
      .update(actions)
      .set({ version: sql`${actions.version} + 1`, ...set })
      .where(eq(actions.id, actionId))

  if (answer === 'handed_over' && toAgencyId) {
    await change({ ownerAgencyId: toAgencyId, ownerAccountId: null })
    return {
      ...trace,
      changes: [{ field: 'owner' as const, from: ownerAgencyId, to: toAgencyId, reason }],
      events: [
        {
          type: 'action.handed_over' as const,
          data: { ...ids, ownerAgencyId: toAgencyId },
        },
      ],
    }
  }
  if (answer === 'left' && until) {
    const dueAt = endOf(until)
    await change({ dueOn: until, dueAt, stage: 0 })
    return { ...trace, changes: [{ field: 'due' as const, from: wasDue, to: dueAt, reason }], events: [] }
  }
  const to = 'not_done_changed' as const
  await change({ state: to, closedAt: now, outcome: vault.seal(action.key, 'outcome', reason) })
  return {
    ...trace,
    changes: [{ field: 'state' as const, from: state, to, reason }],
    events: [{ type: 'action.not_done' as const, data: { ...ids, ownerAgencyId } }],
  }
}
