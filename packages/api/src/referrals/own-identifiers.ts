import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import type { Vault } from '../vault.ts'

const purpose = (agencyId: string) => `own identifiers ${agencyId}`

/** What an agency's own number for a referral is found by. */
export const tokenOf = (vault: Vault, agencyId: string, identifier: string): Buffer =>
  vault.mac(purpose(agencyId), identifier)

/** The number as it was given, of a row that only its own agency sees. */
export const openIdentifier = (vault: Vault, agencyId: string, sealed: Buffer): string =>
  vault.open<string>(vault.ownKey(purpose(agencyId)), 'own identifier', sealed)

/**
 * API-2: the agency's own number for its referral; null takes it off. One number, one referral of that agency.
 * @throws Refusal referral.identifier_taken, with the referral that has it if the caller may see that one
 */
export async function saveIdentifier(
  tx: Tx,
  vault: Vault,
  referral: { id: string; agencyId: string },
  identifier: string | null,
): Promise<void> {
  await tx.$client.query({
    name: 'take-identifier-off',
    text: 'DELETE FROM own_identifiers WHERE partnership_id = app.partnership_id() AND referral_id = $1',
    values: [referral.id],
  })
  if (identifier === null) return
  const token = tokenOf(vault, referral.agencyId, identifier)
  const { rowCount } = await tx.$client.query({
    name: 'put-identifier-on',
    text: `INSERT INTO own_identifiers (referral_id, agency_id, identifier, token) VALUES ($1, $2, $3, $4)
      ON CONFLICT (partnership_id, agency_id, token) DO NOTHING`,
    values: [
      referral.id,
      referral.agencyId,
      vault.seal(vault.ownKey(purpose(referral.agencyId)), 'own identifier', identifier),
      token,
    ],
  })
  if (rowCount) return
  const { rows } = await tx.$client.query<{ id: string }>(
    `SELECT r.id FROM own_identifiers o JOIN referrals r ON r.partnership_id = o.partnership_id AND r.id = o.referral_id
      WHERE o.partnership_id = app.partnership_id() AND o.agency_id = $1 AND o.token = $2`,
    [referral.agencyId, token],
  )
  const taken = {
    pointer: '/externalReference',
    code: 'taken',
    detail: 'stands on another referral of your agency',
  }
  throw new Refusal('referral.identifier_taken', [taken], rows[0] ? { referralId: rows[0].id } : {})
}
