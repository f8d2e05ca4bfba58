import * as contract from '@alongside/shared/cases/joining-contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { openCase } from './case-file.ts'
import { listAgain } from './holding.ts'
import { findJoin, join, openNamed, writeParting } from './joining.ts'

/** REF-10: two files of one person: joined by a link, and parted again. At triage: referrals/triage-routes.ts. */
export const joiningRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.joinFiles, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const file = await openCase(tx, vault, caseId)
    const pointer = '/joinedCaseId'
    const joined = await openNamed(tx, vault, body.joinedCaseId, pointer)
    const { accountId, agencyId } = actor
    const id = await join(tx, vault, file, joined, { accountId, agencyId, now, reason: body.reason, pointer })
    return {
      reply: { id, caseId, joinedCaseId: joined.id },
      audit: { caseId, subjectId: id, seen: [joined.id] },
      events: [{ type: 'case.files_joined', data: { joinId: id } }],
    }
  })

  command(contract.undoJoin, async ({ tx, vault, actor, params, body, now }) => {
    const { id, caseId, joinedCaseId, undone } = await findJoin(tx, params.joinId)
    if (undone) throw new Refusal('case.parted')
    const [file, joined] = await Promise.all([openCase(tx, vault, caseId), openCase(tx, vault, joinedCaseId)])
    const { accountId, agencyId } = actor
    await writeParting(tx, vault, id, file, joined, { accountId, agencyId, now, reason: body.reason })
    // A hold on one of them held the other too.
    for (const parted of [caseId, joinedCaseId]) await listAgain(tx, parted)
    return {
      reply: { id, caseId, joinedCaseId },
      audit: { caseId, subjectId: id, seen: [joinedCaseId] },
      events: [{ type: 'case.files_parted', data: { joinId: id } }],
    }
  })
}
