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

export const exclusionSubjects = {
  exclusionId: { bound: 'case', params: ({ exclusionId }) => ({ exclusionId }) },
} satisfies Subjects
