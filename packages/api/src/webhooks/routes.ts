import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/webhooks/contract'
import {
  previousSecretUntil,
  whyNotAddEndpoint,
  whyNotReplay,
  whyNotSend,
} from '@alongside/shared/webhooks/rules'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { whyNotAddress } from './address.ts'
import * as queries from './queries.ts'
import { sealSecret } from './secrets.ts'
import { newSecret } from './sign.ts'

/** API-3: where an agency's own systems are told what happens. An agency has its own endpoints alone. */
export const webhookRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)
  const { services } = app
  const nothingTold = [] as const

  /** @throws Refusal request.invalid for an address to which nothing may go */
  function mustReach(address: string): void {
    const detail = whyNotAddress(address, services.outbound.allowed)
    if (detail) throw new Refusal('request.invalid', [{ pointer: '/address', code: 'invalid', detail }])
  }

  query(contract.listWebhookEndpoints, async ({ tx }) => ({
    reply: { items: await queries.readEndpoints(tx) },
  }))

  command(contract.addWebhookEndpoint, async ({ tx, vault, actor, body, now }) => {
    mustReach(body.address)
    await queries.holdEndpoints(tx)
    const refused = whyNotAddEndpoint(await queries.readEndpoints(tx))
    if (refused) throw new Refusal(refused)
    const { agencyId, accountId } = actor
    const { address, description = '', types = [] } = body
    const [id, secret] = [newId(), newSecret()]
    const sealed = sealSecret(vault, secret)
    await queries.writeEndpoint(tx, {
      id,
      agencyId,
      accountId,
      address,
      description,
      types,
      secret: sealed,
      now,
    })
    return {
      reply: { ...(await queries.readEndpoint(tx, id)), secret },
      audit: { subjectId: id },
      events: nothingTold,
    }
  })

  query(contract.readWebhookEndpoint, async ({ tx, params }) => ({
    reply: await queries.readEndpoint(tx, params.endpointId),
  }))

  command(contract.changeWebhookEndpoint, async ({ tx, params, body, version, now }) => {
    const endpoint = await queries.readEndpoint(tx, params.endpointId, true)
    sameVersion(version, endpoint.version)
    if (body.address !== undefined) mustReach(body.address)
    await queries.saveEndpoint(tx, { ...endpoint, ...body }, now)
    return {
      reply: await queries.readEndpoint(tx, endpoint.id),
      audit: { subjectId: endpoint.id },
      events: nothingTold,
    }
  })

  command(contract.removeWebhookEndpoint, async ({ tx, params, version, now }) => {
    const endpoint = await queries.readEndpoint(tx, params.endpointId, true)
    sameVersion(version, endpoint.version)
    await queries.removeEndpoint(tx, endpoint.id, now)
    return { reply: {}, audit: { subjectId: endpoint.id }, events: nothingTold }
  })

  command(contract.changeWebhookSecret, async ({ tx, vault, params, version, now }) => {
    const endpoint = await queries.readEndpoint(tx, params.endpointId, true)
    sameVersion(version, endpoint.version)
    const secret = newSecret()
    await queries.replaceSecret(tx, endpoint.id, sealSecret(vault, secret), previousSecretUntil(now))
    return {
      reply: { ...(await queries.readEndpoint(tx, endpoint.id)), secret },
      audit: { subjectId: endpoint.id },
      events: nothingTold,
    }
  })

  command(contract.testWebhookEndpoint, async ({ tx, params, now }) => {
    const { id: endpointId } = await endpointToSendTo(tx, params.endpointId)
    const id = newId()
    await queries.writeDelivery(tx, { id, endpointId, eventId: null, replay: false, now })
    services.nudge()
    return {
      reply: await queries.readDelivery(tx, id),
      audit: { subjectId: endpointId },
      events: nothingTold,
    }
  })

  query(contract.listWebhookDeliveries, async ({ tx, vault, params, query: asked }) => {
    const { id: endpointId } = await queries.readEndpoint(tx, params.endpointId)
    const reply = await paged(
      vault,
      `${contract.listWebhookDeliveries.id} ${endpointId}`,
      asked,
      (after, limit) => queries.readDeliveries(tx, { endpointId, after, limit }),
      ({ createdAt, id }) => [createdAt, id],
    )
    return { reply }
  })

  command(contract.replayWebhookDelivery, async ({ tx, params, now }) => {
    const delivery = await queries.readDelivery(tx, params.deliveryId)
    const { endpointId, eventId } = delivery
    const refused = whyNotReplay(delivery, await queries.readEndpoint(tx, endpointId))
    if (refused) throw new Refusal(refused)
    const id = newId()
    await queries.writeDelivery(tx, { id, endpointId, eventId, replay: true, now })
    services.nudge()
    return {
      reply: await queries.readDelivery(tx, id),
      audit: { subjectId: endpointId },
      events: nothingTold,
    }
  })

  command(contract.replayWebhookEvents, async ({ tx, params, body, now }) => {
    const { id: endpointId } = await endpointToSendTo(tx, params.endpointId)
    const deliveries = await queries.writeReplay(tx, endpointId, body.since, now)
    services.nudge()
    return { reply: { deliveries }, audit: { subjectId: endpointId }, events: nothingTold }
  })
}

/** @throws Refusal not_found · webhook.stopped */
async function endpointToSendTo(tx: Tx, endpointId: string) {
  const endpoint = await queries.readEndpoint(tx, endpointId)
  const refused = whyNotSend(endpoint)
  if (refused) throw new Refusal(refused)
  return endpoint
}
