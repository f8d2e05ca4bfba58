import { isTrueOf } from '@alongside/shared/access'
import * as contract from '@alongside/shared/leaving/contract'
import { leftWorkFaults } from '@alongside/shared/leaving/rules'
import { whyNotEndPlace } from '@alongside/shared/partnerships/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { memberOf, readMembers } from '../partnerships/places.ts'
import { leftWorkKey, lockLeftWork, readLeftWork, readWorkOf } from './queries.ts'

/** ACC-10: what somebody had still to do who has left finds an owner. */
export const leavingRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readWorkOfPlace, async ({ tx, actor, params }) => {
    const members = await readMembers(tx)
    const member = memberOf(members, params.memberId)
    const refusal = whyNotEndPlace(actor, member)
    if (refusal) throw new Refusal(refusal)
    const work = await readWorkOf(tx, member.id)
    const leads = members.filter(
      ({ endedAt, agencyId, accountId, role }) =>
        !endedAt && agencyId === member.agencyId && accountId !== member.accountId && isTrueOf('leads', role),
    )
    return {
      reply: {
        things: work.reduce((sum, { things }) => sum + things, 0),
        kinds: work.flatMap(({ kind, things }) => (kind ? { kind, things } : [])),
        goesTo: [...new Set(leads.map(({ name }) => name))],
      },
    }
  })

  query(contract.listLeftWork, async ({ tx, vault }) => {
    const list = await readLeftWork(tx, vault)
    return { reply: list, audit: { seen: [...new Set(list.items.flatMap(({ caseId }) => caseId ?? []))] } }
  })

  command(contract.answerLeftWork, async ({ tx, vault, params, body }) => {
    const work = await lockLeftWork(tx, params.leftWorkId)
    const faults = leftWorkFaults(work.kind, body)
    if (faults.length) throw new Refusal('answers.incomplete', faults)
    const id = newId()
    const { toMembershipId = null, because } = body
    const sealed = because === undefined ? null : vault.seal(leftWorkKey(vault), 'because', because)
    await tx.$client.query('SELECT app.answer_left_work($1, $2, $3, $4)', [
      id,
      work.id,
      toMembershipId,
      sealed,
    ])
    return {
      reply: () => readLeftWork(tx, vault),
      audit: {
        caseId: work.caseId,
        ...(work.kind === 'action' && toMembershipId !== null
          ? {
              subject: 'action' as const,
              subjectId: work.id,
              changes: [{ field: 'owner' as const, from: null, to: toMembershipId }],
            }
          : { subjectId: id }),
      },
      events: toMembershipId === null ? [] : [{ type: 'left_work.handed_over', data: { leftWorkId: id } }],
    }
  })
}
