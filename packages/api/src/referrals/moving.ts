import { type ProblemCode, Refusal } from '@alongside/shared/problems'
import type { whyNotWrite } from '@alongside/shared/referrals/rules'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { sameVersion } from '../http/versions.ts'
import type { Vault } from '../vault.ts'
import { type OpenReferral, openReferral } from './queries.ts'

/** The referral, held until the transaction ends, if this rule lets the actor write on it. @throws Refusal not_found · what the rule says */
export async function openForWriting(
  tx: Tx,
  vault: Vault,
  actor: Member,
  id: string,
  whyNot: typeof whyNotWrite,
): Promise<OpenReferral> {
  const referral = await openReferral(tx, vault, id, true)
  const refused = whyNot(referral, actor)
  if (refused) throw new Refusal(refused)
  return referral
}

/** The referral that `refused` lets move, at the version that the caller means. @throws Refusal `refused` · version.stale */
export function movable(
  referral: OpenReferral,
  version: number,
  refused: ProblemCode | null,
): { caseId: string } {
  sameVersion(version, referral.version)
  if (refused) throw new Refusal(refused)
  // A draft has no case, and none of these moves begins at a draft.
  if (!referral.caseId) throw new Refusal('referral.wrong_state')
  return { caseId: referral.caseId }
}
