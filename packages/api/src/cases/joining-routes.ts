import { whyNotJoin } from '@alongside/shared/cases/joining'
import * as contract from '@alongside/shared/cases/joining-contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import type { Vault } from '../vault.ts'
import { type CaseFile, openCase } from './case-file.ts'
import { findJoin, readJoins, writeJoin, writeParting } from './joining.ts'

/** REF-10: two files of one person, found later: joined by a link, and parted again. */
export const joiningRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.joinFiles, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const file = await openCase(tx, vault, caseId)
    const joined = await openNamed(tx, vault, body.joinedCaseId)
    const [one, other] = await Promise.all([joinable(tx, file), joinable(tx, joined)])
    const refused = whyNotJoin(one, other)
    if (refused === 'reference.unknown') throw notThat('is this file itself')
    if (refused) throw new Refusal(refused)
    const { accountId, agencyId } = actor
    const id = await writeJoin(tx, vault, file, joined, { accountId, agencyId, now, reason: body.reason })
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
    return {
      reply: { id, caseId, joinedCaseId },
      audit: { caseId, subjectId: id, seen: [joinedCaseId] },
      events: [{ type: 'case.files_parted', data: { joinId: id } }],
    }
  })
}

async function joinable(tx: Tx, { id }: CaseFile) {
  const { goesOnAs, joined } = await readJoins(tx, id)
  return { id, goesOnAs, joinedFiles: joined }
}

const notThat = (detail: string) =>
  new Refusal('reference.unknown', [{ pointer: '/joinedCaseId', code: 'unknown', detail }])

/** ACC-6: a file that the coordinator may not see is refused like one that does not exist. */
async function openNamed(tx: Tx, vault: Vault, caseId: string): Promise<CaseFile> {
  try {
    return await openCase(tx, vault, caseId)
  } catch (error) {
    if (error instanceof Refusal) throw notThat('is not a case that you may see')
    throw error
  }
}
