import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/safeguarding/received-contract'
import { whyNotAnswer, whyNotGiveReference } from '@alongside/shared/safeguarding/rules'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import type { Vault } from '../vault.ts'
import { type Received, readReceived, writeAnswer, writeReference } from './received.ts'

/** SAF-1, SAF-2: what a member's front door is told in the product, and what it answers. Of the case it sees nothing (ACC-6). */
export const receivedRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readReceived, async ({ tx, vault, params }) => {
    const { notification, caseId } = await found(tx, vault, params.receivedId)
    return { reply: notification, audit: { subjectId: notification.id, caseId } }
  })

  command(contract.answerReceived, async ({ tx, vault, actor, params, body, version, now }) => {
    const { notification, caseId, key } = await found(tx, vault, params.receivedId, true)
    const refused = whyNotAnswer(notification)
    if (refused) throw new Refusal(refused)
    sameVersion(version, notification.version)
    if (!key) throw new Error('a notification whose words were disposed of is answered by nobody')
    const { receiver, reference = null, next } = body
    const answer = { receiver, reference, at: now, by: actor.accountId }
    await writeAnswer(tx, notification.id, { ...answer, next: vault.seal(key, 'what happens now', next) })
    const data = { notificationId: notification.id, caseId, agencyId: notification.fromAgencyId }
    return {
      reply: { ...notification, receiver, reference, next, answeredAt: now, version: version + 1 },
      audit: { subjectId: notification.id, caseId },
      events: [
        // Where they were rung too, that is on record already.
        ...(notification.rungAt ? [] : [{ type: 'safeguarding.recorded' as const, data }]),
        { type: 'safeguarding.answered', data },
      ],
    }
  })

  command(contract.giveReference, async ({ tx, vault, params, body, version }) => {
    const { notification, caseId } = await found(tx, vault, params.receivedId, true)
    const refused = whyNotGiveReference(notification)
    if (refused) throw new Refusal(refused)
    sameVersion(version, notification.version)
    const { reference } = body
    await writeReference(tx, notification.id, reference)
    return {
      reply: { ...notification, reference, noReference: reference === null, version: version + 1 },
      audit: { subjectId: notification.id, caseId },
      events: [],
    }
  })
}

async function found(tx: Tx, vault: Vault, id: string, held = false): Promise<Received> {
  const received = await readReceived(tx, vault, id, held)
  if (!received) throw new Refusal('not_found')
  return received
}
