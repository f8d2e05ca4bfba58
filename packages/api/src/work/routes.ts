import * as contract from '@alongside/shared/work/contract'
import type { FastifyPluginAsync } from 'fastify'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { countUnread, markRead, readNotifications, readWork } from './queries.ts'

/** What waits for me, and what I was told. */
export const workRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readMyWork, async ({ tx, vault, actor, now }) => {
    const work = await readWork({ tx, vault, actor, now })
    return { reply: work, audit: { seen: casesIn(work) } }
  })

  query(contract.listNotifications, async ({ tx, vault, query: asked }) => {
    const { unread } = asked
    const reply = await paged(
      vault,
      contract.listNotifications.id,
      asked,
      (after, limit) => readNotifications(tx, { unread, after, limit }),
      ({ at, id }) => [at, id],
    )
    return { reply }
  })

  command(contract.markNotificationsRead, async ({ tx, body, now }) => {
    await markRead(tx, body.notificationIds, now)
    return { reply: { unreadNotifications: await countUnread(tx) }, audit: {}, events: [] }
  })
}

function casesIn(work: contract.MyWork): string[] {
  const { toTriage, toAnswer, returnedToMe, restOwed, safeguarding, actions, researchAsked } = work
  const asked = [
    work.emergencies,
    researchAsked,
    work.heldCases,
    work.toListAgain,
    work.flagsAsked,
    work.outcomesAsked,
    work.plansToLookAt,
    work.emergencyAccesses,
    work.overridesToDecide,
    work.contradictions,
    work.conflictChecks,
    work.conflictsToSettle,
    work.exclusionsToReview,
  ]
  const shown = [
    toTriage,
    toAnswer,
    returnedToMe,
    restOwed,
    safeguarding,
    actions,
    work.names,
    ...asked,
  ].flat()
  return [...new Set(shown.flatMap(({ caseId }) => caseId ?? []))]
}
