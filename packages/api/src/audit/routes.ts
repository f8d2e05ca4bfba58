import * as contract from '@alongside/shared/audit/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { searchEvents } from './queries.ts'

export const auditRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

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
}

function epochSeconds(pointer: string, instant: string | undefined): number | null {
  if (instant === undefined) return null
  const milliseconds = Date.parse(instant)
  if (Number.isNaN(milliseconds))
    throw new Refusal('request.invalid', [{ pointer, code: 'invalid', detail: 'is no instant' }])
  return milliseconds / 1000
}
