import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/worker-safety/contract'
import { checkFaults, whyNotCheckWarning } from '@alongside/shared/worker-safety/rules'
import type { WorkerWarning } from '@alongside/shared/worker-safety/schema'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { localToday } from '../meetings/queries.ts'
import { lockWarning, openWarning, readWarnings, saveCheck, saveEnd, writeWarning } from './queries.ts'

/** WRK-2: what a worker must know before she goes. */
export const workerSafetyRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listWorkerWarnings, async ({ tx, vault, params: { caseId }, now }) => {
    await openOwnRecord(tx, vault, caseId)
    const items = await readWarnings(tx, vault, caseId, await localToday(tx, now))
    return { reply: { items }, audit: { caseId, subjectId: caseId } }
  })

  command(contract.recordWorkerWarning, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const today = await localToday(tx, now)
    notYet(body, today)
    const id = await writeWarning(tx, vault, key, body, { caseId, accountId: actor.accountId, now })
    return {
      reply: async () => (await openWarning(tx, vault, id, today)).warning,
      audit: {
        ...{ caseId, subjectId: id, subject: 'worker_warning' as const },
        changes: [{ field: 'state', from: null, to: 'stands' }],
      },
      events: [],
    }
  })

  command(contract.checkWorkerWarning, async ({ tx, vault, actor, params, body, version, now }) => {
    const today = await localToday(tx, now)
    const { warning, key } = await lockWarning(tx, vault, params.workerWarningId, today)
    const { id, caseId } = warning
    standing(warning, version)
    notYet(body, today)
    await saveCheck(tx, vault, key, { id, ...body, accountId: actor.accountId })
    return {
      reply: async () => (await openWarning(tx, vault, id, today)).warning,
      audit: {
        ...{ caseId, subjectId: id, subject: 'worker_warning' as const },
        changes: [{ field: 'state', from: 'stands', to: 'checked' }],
      },
      events: [],
    }
  })

  command(contract.endWorkerWarning, async ({ tx, vault, actor, params, body, version, now }) => {
    const today = await localToday(tx, now)
    const { warning, key, by } = await lockWarning(tx, vault, params.workerWarningId, today)
    const { id, caseId } = warning
    standing(warning, version)
    await saveEnd(tx, vault, key, { id, words: body.words, accountId: actor.accountId, now })
    return {
      reply: async () => (await openWarning(tx, vault, id, today)).warning,
      audit: {
        ...{ caseId, subjectId: id, subject: 'worker_warning' as const, key },
        changes: [{ field: 'state', from: 'stands', to: 'ended', reason: body.words }],
      },
      events: [
        {
          type: 'worker_warning.ended',
          data: { workerWarningId: id, caseId, ...by, byAccountId: actor.accountId },
        },
      ],
    }
  })
}

function standing(warning: WorkerWarning, version: number): void {
  sameVersion(version, warning.version)
  const refused = whyNotCheckWarning(warning)
  if (refused) throw new Refusal(refused)
}

function notYet(body: { checkedOn: string }, today: string): void {
  const faults = checkFaults(body, today)
  if (faults.length) throw new Refusal('answers.incomplete', faults)
}
