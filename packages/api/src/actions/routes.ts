import * as contract from '@alongside/shared/actions/contract'
import { countsOf } from '@alongside/shared/actions/counts'
import {
  actionMoves,
  isRunning,
  whyNotAccept,
  whyNotCloseUndone,
  whyNotComplete,
  whyNotStart,
} from '@alongside/shared/actions/rules'
import type { Acceptance } from '@alongside/shared/actions/values'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { actions } from '../db/tables/actions.ts'
import type { Member } from '../http/actor.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import type { Vault } from '../vault.ts'
import { lockAction, readActionDetail, readActions, readAlike } from './queries.ts'

export const actionRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listActions, async ({ tx, vault, query: asked }) => {
    const { agencyId: ownerAgencyId, limit: _, cursor: __, ...filters } = asked
    const page = await paged(
      vault,
      contract.listActions.id,
      asked,
      (after, limit) => readActions(tx, vault, { ...filters, ownerAgencyId, after, limit }),
      ({ dueAt, id }) => [dueAt, id],
    )
    return { reply: page, audit: { seen: casesOf(page.items) } }
  })

  query(contract.countActions, async ({ tx, query: { caseId, ...filter } }) => ({
    reply: countsOf(await readAlike(tx, caseId), filter),
    audit: caseId ? { caseId } : {},
  }))

  query(contract.readAction, async ({ tx, vault, params }) => {
    const action = await readActionDetail(tx, vault, params.actionId)
    return { reply: action, audit: { subjectId: action.id, caseId: action.caseId } }
  })

  command(contract.startAction, ({ params, ...context }) =>
    move(context, params.actionId, {
      whyNot: whyNotStart,
      to: actionMoves.start.to,
      event: 'action.started',
    }),
  )

  command(contract.completeAction, ({ params, body, ...context }) =>
    move(context, params.actionId, {
      whyNot: whyNotComplete,
      to: actionMoves.complete.to,
      event: 'action.done',
      reason: body.whatHappened,
      outcome: body.whatHappened,
    }),
  )

  command(contract.closeActionUndone, ({ params, body: { kind, why, whatNow }, ...context }) => {
    if (kind === 'not_done_by_agency' && !whatNow?.trim())
      throw new Refusal('answers.incomplete', [
        { pointer: '/whatNow', code: 'missing', detail: 'Say what happens now' },
      ])
    return move(context, params.actionId, {
      whyNot: whyNotCloseUndone,
      to: kind,
      event: 'action.not_done',
      reason: why,
      outcome: whatNow?.trim() ? `${why}\n\nWhat now: ${whatNow}` : why,
    })
  })

  command(contract.acceptStep, ({ params, body: { accepts, why }, ...context }) => {
    if (accepts)
      return move(context, params.actionId, {
        whyNot: whyNotAccept,
        to: null,
        event: 'action.accepted',
        acceptance: 'accepted',
      })
    if (!why?.trim())
      throw new Refusal('answers.incomplete', [
        { pointer: '/why', code: 'missing', detail: 'Say why you cannot take it on' },
      ])
    return move(context, params.actionId, {
      whyNot: whyNotAccept,
      to: 'not_done_by_agency',
      event: 'action.not_done',
      reason: why,
      outcome: why,
      acceptance: 'declined',
    })
  })
}

interface Reported {
  whyNot: typeof whyNotAccept
  /** Null: it stays as it is, and was only taken on. */
  to: contract.ActionState | null
  acceptance?: Acceptance
  event: 'action.accepted' | 'action.started' | 'action.done' | 'action.not_done'
  reason?: string
  outcome?: string
}

interface Reporting {
  tx: Tx
  vault: Vault
  actor: Member
  version: number
  now: string
}

/** ACT-1: what became of an action, as its rule allows. */
async function move({ tx, vault, actor, version, now }: Reporting, id: string, reported: Reported) {
  const action = await lockAction(tx, id)
  const refusal = reported.whyNot(action, actor)
  if (refusal === 'access.not_permitted') throw new Refusal(refusal)
  sameVersion(version, action.version)
  if (refusal) throw new Refusal(refusal)

  const { event, reason, outcome } = reported
  const to = reported.to ?? action.state
  const acceptance =
    reported.acceptance ?? (takesOn(reported.event) && action.acceptance === 'asked' ? 'accepted' : null)
  await tx
    .update(actions)
    .set({
      state: to,
      version: sql`${actions.version} + 1`,
      ...(!isRunning(to) && { closedAt: now }),
      ...(acceptance && { acceptance }),
      ...(outcome && { outcome: vault.seal(action.key, 'outcome', outcome) }),
    })
    .where(eq(actions.id, id))
  return {
    reply: () => readActionDetail(tx, vault, id),
    audit: {
      subject: 'action' as const,
      subjectId: id,
      caseId: action.caseId,
      key: action.key,
      changes: [
        {
          field: 'state' as const,
          from: action.state,
          to: reported.to ?? 'accepted',
          ...(reason && { reason }),
        },
      ],
    },
    events: [
      {
        type: event,
        data: {
          actionId: id,
          caseId: action.caseId,
          meetingId: action.meetingId,
          ownerAgencyId: action.ownerAgencyId,
        },
      },
    ],
  }
}

/** Who begins it, or has done it, has taken it on. */
const takesOn = (event: Reported['event']) => event === 'action.started' || event === 'action.done'

const casesOf = (list: readonly contract.Action[]): string[] => [...new Set(list.map(({ caseId }) => caseId))]
