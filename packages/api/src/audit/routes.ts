import * as contract from '@alongside/shared/audit/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { listOf, pageOf, readCursor } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { searchEvents } from './queries.ts'

export const auditRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

  query(contract.searchAudit, async ({ tx, vault, query: asked }) => {
    const { accountId = null, caseId = null, action = null, limit = 50, cursor } = asked
    const list = listOf('searchAudit', asked)
    const events = await searchEvents(tx, {
      accountId,
      caseId,
      action,
      from: epochSeconds('?from', asked.from),
      until: epochSeconds('?until', asked.until),
      after: cursor ? readCursor(vault, list, cursor) : null,
      limit: limit + 1,
    })
    return { reply: pageOf(events, limit, ({ at, id }) => [at, id], vault, list), audit: { caseId } }
  })
}

function epochSeconds(pointer: string, instant: string | undefined): number | null {
  if (instant === undefined) return null
  const milliseconds = Date.parse(instant)
  if (Number.isNaN(milliseconds))
    throw new Refusal('request.invalid', [{ pointer, code: 'invalid', detail: 'is no instant' }])
  return milliseconds / 1000
}
