import { transactionIn } from '../db/context.ts'
import type { Mail } from '../notices/mailer.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

/** OPS-6: an invitation whose mail was given up is on the coordinators' list, as one to send again. Any other mail says only what waits in the product. */
export async function tellGivenUp(services: Services, { offer }: Pick<Mail, 'offer'>): Promise<void> {
  if (!offer) return
  await transactionIn(services, offer.partnershipId, async (tx, now) => {
    const { rowCount } = await tx.$client.query({
      name: 'offer-undelivered',
      text: `UPDATE place_offers SET undelivered_at = $2
        WHERE partnership_id = app.partnership_id() AND id = $1 AND ended_at IS NULL AND undelivered_at IS NULL`,
      values: [offer.offerId, now],
    })
    if (!rowCount) return
    const notice = { kind: 'invitation_undelivered', subjectId: offer.offerId, occasion: 'given up' } as const
    await tell(tx, services, await placesOf(tx, 'coordinators', null, now), notice, now)
  })
}
