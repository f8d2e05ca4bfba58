import * as contract from '@alongside/shared/exclusions/contract'
import {
  reviewDueAt,
  whyNotCloseTo,
  whyNotEndExclusion,
  whyNotReview,
} from '@alongside/shared/exclusions/rules'
import { type ProblemCode, Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { readCalendar } from '../partnerships/queries.ts'
import {
  isOnlyCoordinator,
  isToldToLook,
  lockExclusion,
  readExclusion,
  readExclusions,
  rolesIn,
  saveEnding,
  saveReview,
  writeExclusion,
} from './queries.ts'

/** HRM-1: a case is closed to one person for a conflict, by herself or by who leads or coordinates. */
export const exclusionRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.standAside, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const { accountId, agencyId } = actor
    const id = newId()
    const closing = {
      id,
      caseId,
      accountId,
      agencyId,
      closedBy: accountId,
      told: true,
      reviewDueAt: null,
      now,
    }
    return {
      // Last of all: from then on the case is none to her.
      reply: async () => {
        await writeExclusion(tx, vault, key, { ...closing, knows: body.knows, words: body.words })
        return { caseId }
      },
      audit: {
        ...{ caseId, subjectId: id, subject: 'case_exclusion' as const },
        changes: [{ field: 'state', from: null, to: 'stood_aside' }],
      },
      events: [{ type: 'exclusion.closed', data: { exclusionId: id, caseId } }],
    }
  })

  query(contract.listExclusions, async ({ tx, vault, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    return { reply: { items: await readExclusions(tx, vault, caseId) }, audit: { caseId, subjectId: caseId } }
  })

  command(contract.closeCaseToPerson, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const { accountId, agencyId, told } = body
    const roles = await rolesIn(tx, accountId, agencyId)
    const onlyCoordinator = await isOnlyCoordinator(tx, accountId)
    const toldToLook = await isToldToLook(tx, caseId)
    refuse(whyNotCloseTo({ accountId, agencyId, roles, told, onlyCoordinator, toldToLook }, actor))
    if (roles.length === 0)
      throw new Refusal('reference.unknown', [
        { pointer: '/accountId', code: 'unknown', detail: 'is nobody who works at that agency' },
      ])
    const id = newId()
    await writeExclusion(tx, vault, key, {
      ...{ ...body, id, caseId, closedBy: actor.accountId, now },
      reviewDueAt: told ? null : reviewDueAt(await readCalendar(tx), now),
    })
    return {
      reply: () => readExclusion(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'case_exclusion' as const },
        changes: [{ field: 'state', from: null, to: told ? 'closed' : 'closed_untold' }],
      },
      events: [{ type: 'exclusion.closed', data: { exclusionId: id, caseId } }],
    }
  })

  command(contract.endExclusion, async ({ tx, vault, actor, params, body, version, now }) => {
    const { exclusion, key } = await lockExclusion(tx, vault, params.exclusionId)
    const { id, caseId } = exclusion
    sameVersion(version, exclusion.version)
    refuse(whyNotEndExclusion(exclusion))
    await saveEnding(tx, vault, key, { id, words: body.words }, { ...actor, now })
    return {
      reply: () => readExclusion(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'case_exclusion' as const },
        changes: [{ field: 'state', from: 'closed', to: 'opened_again' }],
      },
      events: [],
    }
  })

  command(contract.reviewExclusion, async ({ tx, vault, actor, params, body, version, now }) => {
    const { exclusion, key } = await lockExclusion(tx, vault, params.exclusionId)
    const { id, caseId } = exclusion
    sameVersion(version, exclusion.version)
    refuse(whyNotReview(exclusion))
    const { review, words } = body
    await saveReview(tx, vault, key, { id, review, words }, { ...actor, now })
    if (review === 'opened_again') await saveEnding(tx, vault, key, { id, words }, { ...actor, now })
    return {
      reply: () => readExclusion(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'case_exclusion' as const },
        changes: [{ field: 'state', from: 'closed_untold', to: review }],
      },
      events: review === 'told' ? [{ type: 'exclusion.told', data: { exclusionId: id, caseId } }] : [],
    }
  })
}

const refuse = (refused: ProblemCode | null) => {
  if (refused) throw new Refusal(refused)
}
