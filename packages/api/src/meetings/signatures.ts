import type { Tx } from '../db/pool.ts'
import { meetingSignatures } from '../db/tables/meetings.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { confidentialityAgreement } from './queries.ts'

/** ACC-5, MTG-6: the actor's own signature of this meeting, of the agreement's version in force today (local). Signing twice keeps the first. */
export async function signAsMyself(
  tx: Tx,
  { accountId, agencyId }: Member,
  meetingId: string,
  today: string,
  now: string,
): Promise<void> {
  const { id: agreementVersionId } = await confidentialityAgreement(tx, today)
  await tx
    .insert(meetingSignatures)
    .values({ id: newId(), meetingId, accountId, agencyId, agreementVersionId, signedAt: now })
    .onConflictDoNothing()
}
