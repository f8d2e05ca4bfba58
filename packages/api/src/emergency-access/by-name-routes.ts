import { can } from '@alongside/shared/access'
import * as contract from '@alongside/shared/emergency-access/contract'
import { whyNotAnswerByName } from '@alongside/shared/emergency-access/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openCase } from '../cases/case-file.ts'
import { searchTerms } from '../cases/name-tokens.ts'
import { searchCases } from '../cases/search.ts'
import { operations } from '../http/operation.ts'
import { whoAnswers } from '../oncall/queries.ts'
import { reasonOf, reviewedByChair } from './asking.ts'
import { type Asked, barredFor, requestByName, writeAnswer, writeRequest } from './by-name.ts'
import { decidingOn, ringBackOf, wordsOf } from './deciding-by-name.ts'

/** As it is answered: whose it is in the house stays in the house. */
const shown = ({ agencyId: _, answeredByMe: __, ...request }: Asked) => request

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
      reply: shown(await requestByName(tx, vault, partnershipId, id)),
      audit: { subjectId: id },
      events: [{ type: 'emergency_access.asked_by_name', data: { requestId: id, accountId } }],
    }
  })

  query(contract.readByName, async ({ tx, vault, actor, params: { requestId }, now, lookingFor }) => {
    const { partnershipId, accountId, role } = actor
    const request = await requestByName(tx, vault, partnershipId, requestId)
    const { answer, of } = await decidingOn(tx, vault, actor, request, now)
    const hers = request.accountId === accountId || request.answeredByMe
    if (!hers && !answer && !can(role, 'access:review')) throw new Refusal('not_found')
    const words = wordsOf(request)
    if (answer) lookingFor(searchTerms(vault, partnershipId, words))
    const found = answer
      ? await searchCases(
          tx,
          vault,
          partnershipId,
          { q: words, meant: [] },
          { light: null, limit: 20, after: null },
        )
      : []
    const candidates = found.map(({ summary }) => summary).filter(({ id }) => !of || of.has(id))
    const ids = candidates.map(({ id }) => id)
    const ringBack = answer ? ringBackOf(await whoAnswers(tx, now), request) : null
    return {
      reply: {
        ...shown(request),
        ...{ mayAnswer: answer, ringBack, candidates },
        barred: await barredFor(tx, requestId, ids),
      },
      audit: { subjectId: requestId, seen: ids },
    }
  })

  command(contract.answerByName, async ({ tx, vault, actor, params: { requestId }, body, now }) => {
    const request = await requestByName(tx, vault, actor.partnershipId, requestId)
    const { answer, of } = await decidingOn(tx, vault, actor, request, now)
    const hers = request.accountId === actor.accountId || request.answeredByMe
    if (!answer && !hers && !can(actor.role, 'access:review')) throw new Refusal('not_found')
    const refused = whyNotAnswerByName(request, { accountId: actor.accountId, now })
    if (refused) throw new Refusal(refused)
    if (body.caseId === null && answer !== 'given_or_none') throw new Refusal('access.not_permitted')
    if (body.caseId !== null && of && !of.has(body.caseId))
      throw new Refusal('reference.unknown', [
        { pointer: '/caseId', code: 'unknown', detail: 'is no file that you may give' },
      ])
    await writeAnswer(tx, requestId, await given(body.caseId, request.reason))
    return {
      reply: shown(await requestByName(tx, vault, actor.partnershipId, requestId)),
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
