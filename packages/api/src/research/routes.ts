import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/research/contract'
import { factWords, sharingFaults, whyNotResearch, whyNotShare } from '@alongside/shared/research/rules'
import { and, eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { research as table } from '../db/tables/research.ts'
import { contributions } from '../db/tables/room.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { openResearch } from './queries.ts'

/** MTG-3: what each agency knows before and during the meeting. It stays with the agency until that agency shares it. */
export const researchRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readResearch, async ({ tx, vault, params }) => {
    const { research } = await openResearch(tx, vault, params.itemId, false)
    return { reply: research, audit: traceOf(research) }
  })

  command(contract.saveResearch, async ({ tx, vault, actor, params, body, version, now }) => {
    const { research, key } = await openResearch(tx, vault, params.itemId, true)
    const refusal = whyNotResearch(research.meetingState, research.state)
    if (refusal) throw new Refusal(refusal)
    sameVersion(version, research.version)
    const saved = { content: vault.seal(key, 'research', body), savedAt: now, savedBy: actor.accountId }
    await tx
      .insert(table)
      .values({
        id: newId(),
        version: 2,
        agendaItemId: research.agendaItemId,
        caseId: research.caseId,
        agencyId: actor.agencyId,
        ...saved,
      })
      .onConflictDoUpdate({
        target: [table.partnershipId, table.agendaItemId, table.agencyId],
        set: { ...saved, version: sql`${table.version} + 1` },
      })
    const { research: reply } = await openResearch(tx, vault, params.itemId, false)
    return { reply, audit: traceOf(reply), events: [] }
  })

  command(contract.shareResearch, async ({ tx, vault, actor, params, body, version, now }) => {
    const { research, key } = await openResearch(tx, vault, params.itemId, true)
    const refusal = whyNotShare(research)
    if (refusal) throw new Refusal(refusal)
    sameVersion(version, research.version)
    const faults = sharingFaults(research, body)
    if (faults.length > 0) throw new Refusal('request.invalid', faults)

    const { content, shared, agendaItemId, caseId, meetingId } = research
    const facts = content.facts.filter((_, place) => body.facts.includes(place))
    const opinions = body.opinion ? [content.opinion] : []
    const said = [
      ...(facts.length > 0 ? [{ kind: 'facts', words: facts.map(factWords).join('\n') }] : []),
      ...opinions.map((words) => ({ kind: 'opinion', words })),
    ]
    const { accountId, agencyId } = actor
    await tx.insert(contributions).values(
      said.map(({ kind, words }) => ({
        id: newId(),
        agendaItemId,
        caseId,
        agencyId,
        accountId,
        kind,
        words: vault.seal(key, 'words', words),
        at: now,
      })),
    )
    const all = { facts: [...shared.facts, ...facts], opinions: [...shared.opinions, ...opinions] }
    await tx
      .update(table)
      .set({ shared: vault.seal(key, 'shared research', all), version: sql`${table.version} + 1` })
      .where(and(eq(table.agendaItemId, agendaItemId), eq(table.agencyId, agencyId)))
    const { research: reply } = await openResearch(tx, vault, params.itemId, false)
    return {
      reply,
      audit: traceOf(reply),
      events: [{ type: 'research.shared', data: { agendaItemId, meetingId, caseId, agencyId } }],
    }
  })
}

/**
 * Looking at one's own research and writing in it leave the same words on record, and leave them whether anything was
 * written or not: the record is read by others, whom its existence does not concern.
 */
const traceOf = ({ agendaItemId, caseId }: contract.Research) => ({ subjectId: agendaItemId, caseId })
