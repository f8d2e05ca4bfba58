import * as contract from '@alongside/shared/audit/contract'
import { whyNotAnswer } from '@alongside/shared/audit/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { eventsOf, saveAnswer, unusualReading, unusualReadings } from './unusual.ts'

/** ACC-11: reading that stood out is looked at, and answered for by somebody else. */
export const unusualRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listUnusualReadings, async ({ tx, vault, actor, query: asked }) => {
    const reply = await paged(
      vault,
      contract.listUnusualReadings.id,
      asked,
      (after, limit) => unusualReadings(tx, vault, actor.partnershipId, { after, limit }),
      ({ answeredAt, id }) => [answeredAt ?? 'infinity', id],
    )
    return { reply, audit: {} }
  })

  query(contract.readUnusualReading, async ({ tx, vault, actor, params }) => {
    const reading = await unusualReading(tx, vault, actor.partnershipId, params.readingId)
    return { reply: { ...reading, events: await eventsOf(tx, reading) }, audit: { subjectId: reading.id } }
  })

  command(contract.answerUnusualReading, async ({ tx, vault, actor, params, body, version, now }) => {
    const { partnershipId, accountId } = actor
    const reading = await unusualReading(tx, vault, partnershipId, params.readingId)
    const refusal = whyNotAnswer(reading, actor.role)
    if (refusal) throw new Refusal(refusal)
    sameVersion(reading.version, version)
    await saveAnswer(tx, vault, { id: reading.id, partnershipId }, { ...body, accountId, now })
    const reply = await unusualReading(tx, vault, partnershipId, reading.id)
    return { reply, audit: { subjectId: reading.id }, events: [] }
  })
}
