import type { MyOffer } from '@alongside/shared/sessions/contract'
import type { Tx } from '../db/pool.ts'

/** The places that whoever asks is offered, in any partnership. */
export async function readMyOffers(tx: Tx): Promise<MyOffer[]> {
  const { rows } = await tx.$client.query<MyOffer>('SELECT * FROM app.my_offers()')
  return rows
}
