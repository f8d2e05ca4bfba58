import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeConsent({ rows }: Eastmarsh, { caseId }: Ground) {
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId])
  return { consentId: consent!.id }
}

export const consentSubjects = {
  consentId: { bound: 'case', params: ({ consentId }) => ({ consentId }) },
} satisfies Subjects
