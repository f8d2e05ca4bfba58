import * as contract from '@alongside/shared/cases/contract'
import type { FastifyPluginAsync } from 'fastify'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { openOwnRecord } from './case-file.ts'
import { searchTerms } from './name-tokens.ts'
import { readAccessLog, readWholeCase, writeVoice } from './queries.ts'
import { findReferences, referencesMeant } from './references.ts'
import { newestCases, searchCases } from './search.ts'

export const caseRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listCases, async ({ tx, vault, query: asked }) => {
    const { light = null } = asked
    const reply = await paged(
      vault,
      contract.listCases.id,
      asked,
      (after, limit) => newestCases(tx, vault, { light, limit, after }),
      ({ openedAt, id }) => [openedAt, id],
    )
    return { reply, audit: { seen: reply.items.map(({ id }) => id) } }
  })

  command(contract.searchCases, async ({ tx, vault, actor, body, lookingFor, now }) => {
    const { q, light = null } = body
    lookingFor(searchTerms(vault, actor.partnershipId, q))
    const meant = await referencesMeant(tx, q, now)
    const { items, next } = await paged(
      vault,
      contract.searchCases.id,
      body,
      (after, limit) => searchCases(tx, vault, actor.partnershipId, { q, meant }, { light, limit, after }),
      ({ summary, weight }) => [String(weight), summary.id],
      '/cursor',
    )
    const references = body.cursor ? [] : await findReferences(tx, meant)
    const reply = { items: items.map(({ summary }) => summary), next, references }
    return { reply, audit: { seen: reply.items.map(({ id }) => id) }, events: [] }
  })

  query(contract.readCase, async ({ tx, vault, params }) => {
    const reply = await readWholeCase(tx, vault, params.caseId)
    const seen = reply.joinedFiles.map(({ file }) => file.id)
    return { reply, audit: { caseId: reply.id, subjectId: reply.id, ...(seen.length > 0 && { seen }) } }
  })

  query(contract.readCaseAccess, async ({ tx, vault, params: { caseId }, query: asked }) => {
    const [reply] = await Promise.all([
      paged(
        vault,
        `${contract.readCaseAccess.id} ${caseId}`,
        asked,
        (after, limit) => readAccessLog(tx, caseId, after, limit),
        ({ at, id }) => [at, id],
      ),
      openOwnRecord(tx, vault, caseId),
    ])
    return { reply, audit: { caseId, subjectId: caseId } }
  })

  command(contract.recordVoice, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId)
    const words = { ...body, worries: body.worries?.trim() || null }
    const reply = await writeVoice(tx, vault, key, caseId, words, { accountId: actor.accountId, now })
    return { reply, audit: { caseId, subjectId: reply.id }, events: [] }
  })
}
