import * as contract from '@alongside/shared/partnerships/facts-contract'
import { legalFactsFault } from '@alongside/shared/partnerships/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { inTurn } from '../db/hold.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { readLegalFacts, writeLegalFacts } from './facts.ts'

/** CON-6: what the law makes of each agency. Everybody reads it; each agency's lead keeps her own agency's. */
export const legalFactsRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listLegalFacts, async ({ tx }) => ({ reply: { items: await readLegalFacts(tx) } }))

  command(contract.saveLegalFacts, async ({ tx, actor, body, version, now }) => {
    const { agencyId, accountId } = actor
    await inTurn(tx, 'legal facts', agencyId)
    const held = (await readLegalFacts(tx, agencyId))[0]?.version ?? 0
    sameVersion(version, held)
    const fault = legalFactsFault(body)
    if (fault) throw new Refusal('request.invalid', [fault])
    await writeLegalFacts(tx, body, { agencyId, accountId, version: held + 1, now })
    const [reply] = await readLegalFacts(tx, agencyId)
    if (!reply) throw new Error('facts that their writer cannot read')
    return { reply, audit: { subjectId: agencyId }, events: [] }
  })
}
