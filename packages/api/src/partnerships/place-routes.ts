import * as contract from '@alongside/shared/partnerships/contract'
import { whyNotEndPlace, whyNotGivePlace } from '@alongside/shared/partnerships/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import {
  agencyPlaces,
  candidateOf,
  memberOf,
  mustName,
  offerOf,
  offerPlace,
  readMembers,
  readOffers,
} from './places.ts'
import { readPartnership } from './queries.ts'

/** ACC-10: who names whom; invitations to a place; how a place ends. */
export const placeRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listMembers, async ({ tx }) => {
    const [items, offered] = await Promise.all([readMembers(tx), readOffers(tx)])
    return { reply: { items, offered } }
  })

  command(contract.addMember, async ({ tx, actor, body, now }) => {
    const [partnership, members] = await Promise.all([readPartnership(tx, now), readMembers(tx)])
    const agency = agencyPlaces(partnership, members, body.agencyId)
    if (!agency)
      throw new Refusal('reference.unknown', [
        { pointer: '/agencyId', code: 'unknown', detail: 'is not an agency of this partnership' },
      ])
    const refusal = whyNotGivePlace(actor, agency, candidateOf(members, actor, body.email), body.role)
    if (refusal) throw new Refusal(refusal)
    const offerId = await offerPlace(tx, body, now)
    return {
      reply: await offerOf(tx, offerId),
      audit: { subjectId: offerId },
      events: [{ type: 'place.offered', data: { offerId } }],
    }
  })

  command(contract.sendOfferAgain, async ({ tx, actor, params, now }) => {
    const offer = await offerOf(tx, params.offerId)
    const [partnership, members] = await Promise.all([readPartnership(tx, now), readMembers(tx)])
    mustName(actor, agencyPlaces(partnership, members, offer.agencyId), offer.role)
    const offerId = await offerPlace(tx, offer, now)
    return {
      reply: await offerOf(tx, offerId),
      audit: { subjectId: offerId },
      events: [{ type: 'place.offered', data: { offerId } }],
    }
  })

  command(contract.takeBackOffer, async ({ tx, params }) => {
    const offer = await offerOf(tx, params.offerId)
    const { rows } = await tx.$client.query<{ taken: boolean }>('SELECT app.take_back_offer($1) AS taken', [
      offer.id,
    ])
    if (!rows[0]?.taken) throw new Refusal('offer.over')
    return { reply: offer, audit: { subjectId: offer.id }, events: [] }
  })

  command(contract.endMembership, async ({ tx, actor, params, body }) => {
    const member = memberOf(await readMembers(tx), params.memberId)
    const refusal = whyNotEndPlace(actor, member)
    if (refusal) throw new Refusal(refusal)
    if (member.endedAt) return { reply: member, audit: { subjectId: member.id }, events: [] }
    await tx.$client.query('SELECT app.end_place($1, $2)', [member.id, body.reason])
    return {
      reply: memberOf(await readMembers(tx), member.id),
      audit: { subjectId: member.id },
      events: [{ type: 'membership.ended', data: { membershipId: member.id } }],
    }
  })
}
