import { can } from '@alongside/shared/access'
import * as contract from '@alongside/shared/emergency-access/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openCase } from '../cases/case-file.ts'
import { searchTerms } from '../cases/name-tokens.ts'
import { searchCases } from '../cases/search.ts'
import { operations } from '../http/operation.ts'
import { reasonOf, reviewedByChair } from './asking.ts'
import { barredFor, requestByName, writeAnswer, writeRequest } from './by-name.ts'

/** What is looked for: her name, and as much of her birth as is known. */
const wordsOf = ({
  name,
  dateOfBirth,
  yearOfBirth,
}: {
  name: string
  dateOfBirth?: string | null
  yearOfBirth?: number | null
}) => [name, dateOfBirth ?? yearOfBirth].filter(Boolean).join(' ')

/** ACC-6, ACC-7: asked for by name. Nothing is looked for until somebody who may see it decides, so that every answer is alike. */
export const byNameRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.askByName, async ({ tx, vault, actor, body, now, lookingFor }) => {
    const { partnershipId, accountId, agencyId } = actor
    lookingFor(searchTerms(vault, partnershipId, wordsOf(body)))
    const about = { ...body, reason: reasonOf(body.reason) }
    const forChair = await reviewedByChair(tx, actor, now)
    const id = await writeRequest(tx, vault, { about, accountId, agencyId, partnershipId, forChair, now })
    return {
      reply: await requestByName(tx, vault, partnershipId, id),
      audit: { subjectId: id },
      events: [{ type: 'emergency_access.asked_by_name', data: { requestId: id, accountId } }],
    }
  })

  query(contract.readByName, async ({ tx, vault, actor, params: { requestId }, lookingFor }) => {
    const { partnershipId, accountId, role } = actor
    const request = await requestByName(tx, vault, partnershipId, requestId)
    const decides =
      can(role, 'access:review') && request.accountId !== accountId && request.answeredAt === null
    const words = wordsOf(request)
    if (decides) lookingFor(searchTerms(vault, partnershipId, words))
    const found = decides
      ? await searchCases(
          tx,
          vault,
          partnershipId,
          { q: words, meant: [] },
          { light: null, limit: 20, after: null },
        )
      : []
    const candidates = found.map(({ summary }) => summary)
    const ids = candidates.map(({ id }) => id)
    return {
      reply: { ...request, candidates, barred: await barredFor(tx, requestId, ids) },
      audit: { subjectId: requestId, seen: ids },
    }
  })

  command(contract.answerByName, async ({ tx, vault, actor, params: { requestId }, body }) => {
    const request = await requestByName(tx, vault, actor.partnershipId, requestId)
    if (request.answeredAt !== null || request.accountId === actor.accountId)
      throw new Refusal('emergency_access.answered')
    await writeAnswer(tx, requestId, await given(body.caseId, request.reason))
    return {
      reply: await requestByName(tx, vault, actor.partnershipId, requestId),
      audit: { subjectId: requestId, ...(body.caseId !== null && { caseId: body.caseId }) },
      events: [
        { type: 'emergency_access.by_name_answered', data: { requestId, accountId: request.accountId } },
      ],
    }

    async function given(caseId: string | null, reason: string) {
      if (caseId === null) return null
      const { key } = await openCase(tx, vault, caseId)
      return { caseId, reason: vault.seal(key, 'reason', reason) }
    }
  })
}
