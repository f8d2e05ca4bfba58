import * as contract from '@alongside/shared/limits/contract'
import { whyNotDecide } from '@alongside/shared/limits/rules'
import type { LimitOverride } from '@alongside/shared/limits/schema'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import type { Vault } from '../vault.ts'
import { nobodyDecides, readOverrides, whoCouldDecide, writeDecision } from './overrides.ts'
import { readLimits } from './queries.ts'

/** ACC-8: sharing past her no, decided by two people of two agencies that gain nothing by it. Asking: consent/routes.ts. */
export const overrideRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listOverrides, async ({ tx, vault, actor, params: { caseId }, now }) => {
    await openOwnRecord(tx, vault, caseId)
    const items = await readOverrides(tx, vault, actor, { caseId }, now)
    const refused = (await readLimits(tx, vault, caseId)).flatMap(({ kind, agencyId, liftedAt }) =>
      kind === 'agency' && agencyId && !liftedAt ? agencyId : [],
    )
    const to = [...new Set(refused)]
    const undecided = await nobodyDecides(tx, caseId, to)
    const couldDecide = await whoCouldDecide(tx, caseId, to)
    return { reply: { items, undecided, couldDecide }, audit: { caseId, subjectId: caseId } }
  })

  command(contract.decideOverride, async ({ tx, vault, actor, params: { overrideId }, body, now }) => {
    const { caseId } = await readOverride(tx, vault, actor, overrideId, now)
    // Held, and then read again: of two who decide at once the second finds what the first decided.
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const before = await readOverride(tx, vault, actor, overrideId, now)
    const refused = whyNotDecide(before, actor)
    if (refused) throw new Refusal(refused)
    const { seat } = before.mine
    if (!seat) throw new Refusal('override.not_yours')
    const words = vault.seal(key, 'limit', body.words)
    await writeDecision(tx, { override: before, seat, yes: body.yes, words, now })
    const reply = await readOverride(tx, vault, actor, overrideId, now)
    const data = { overrideId, caseId }
    return {
      reply,
      audit: {
        caseId,
        subjectId: overrideId,
        key,
        subject: 'limit_override',
        changes:
          reply.state === before.state
            ? []
            : [{ field: 'state', from: before.state, to: reply.state, reason: body.words }],
      },
      events: [
        ...(reply.openedAt && !before.openedAt ? [{ type: 'limit_override.opened' as const, data }] : []),
        ...(reply.state === 'refused' || (before.openedAt && reply.state === 'open')
          ? [{ type: 'limit_override.settled' as const, data }]
          : []),
      ],
    }
  })
}

/** @throws Refusal not_found */
async function readOverride(
  tx: Tx,
  vault: Vault,
  actor: Member,
  id: string,
  now: string,
): Promise<LimitOverride> {
  const [override] = await readOverrides(tx, vault, actor, { id }, now)
  if (!override) throw new Refusal('not_found')
  return override
}
