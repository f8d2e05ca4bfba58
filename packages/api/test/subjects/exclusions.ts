import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeExclusions({ as, rows, agencies }: Eastmarsh, { caseId }: Ground) {
  const [steering] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE email LIKE 'steering@%'`)
  const exclusion = await done(as.coordinator, closeCaseToPerson, {
    params: { caseId },
    body: { ...closeCaseToPerson.example, accountId: steering!.id, agencyId: agencies.lantern, told: false },
  })
  return { exclusionId: exclusion.id }
}

/** Opens to whoever stood aside what she closed to herself: whom the next calls are made as sees the case again. */
export async function endStandingAside({ rows, clock }: Pick<Eastmarsh, 'rows' | 'clock'>) {
  await rows(
    `UPDATE case_exclusions SET ended_at = $1, ended_by = closed_by, ended_for = '' WHERE closed_by = account_id AND ended_at IS NULL`,
    [clock.now()],
  )
  await rows('DELETE FROM case_exclusions WHERE closed_by = account_id')
}

export const exclusionSubjects = {
  exclusionId: { bound: 'case', params: ({ exclusionId }) => ({ exclusionId }) },
} satisfies Subjects
