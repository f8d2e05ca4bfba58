import * as contract from '@alongside/shared/audit/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { searchTerms, termsToAskBy } from '../cases/name-tokens.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { searchEvents, searchesFor } from './queries.ts'

export const auditRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.searchAudit, async ({ tx, vault, query: asked }) => {
    const { accountId = null, caseId = null, action = null } = asked
    const [from, until] = [epochSeconds('?from', asked.from), epochSeconds('?until', asked.until)]
    const reply = await paged(
      vault,
      contract.searchAudit.id,
      asked,
      (after, limit) => searchEvents(tx, { accountId, caseId, action, from, until, after, limit }),
      ({ at, id }) => [at, id],
    )
    return { reply, audit: { caseId } }
  })

  command(contract.findSearches, async ({ tx, vault, actor, body, lookingFor }) => {
    lookingFor(searchTerms(vault, actor.partnershipId, body.q))
    const terms = termsToAskBy(vault, actor.partnershipId, body.q)
    const reply = await paged(
      vault,
      contract.findSearches.id,
      body,
      (after, limit) => searchesFor(tx, terms, after, limit),
      ({ at, id }) => [at, id],
      '/cursor',
    )
    return { reply, audit: {}, events: [] }
  })
}

function epochSeconds(pointer: string, instant: string | undefined): number | null {
  if (instant === undefined) return null
  const milliseconds = Date.parse(instant)
  if (Number.isNaN(milliseconds))
    throw new Refusal('request.invalid', [{ pointer, code: 'invalid', detail: 'is no instant' }])
  return milliseconds / 1000
}
