import { isForChair } from '@alongside/shared/access'
import { reasonLetters } from '@alongside/shared/emergency-access/rules'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { placesOf } from '../notices/whom.ts'
import { readPartnership } from '../partnerships/queries.ts'

/** @throws Refusal request.invalid for one of blanks */
export function reasonOf(typed: string): string {
  const reason = typed.trim()
  if (reason.length >= reasonLetters) return reason
  throw new Refusal('request.invalid', [
    { pointer: '/reason', code: 'minLength', detail: `says in at least ${reasonLetters} letters why` },
  ])
}

/** Whether the chair looks at what this person opens. */
export async function reviewedByChair(tx: Tx, { role, agencyId }: Member, now: string): Promise<boolean> {
  const { coordinatingAgencyId } = await readPartnership(tx, now)
  const byChair = isForChair({ role, ofCoordinatingAgency: agencyId === coordinatingAgencyId })
  return byChair && (await placesOf(tx, 'chairs', null, now)).length > 0
}
