import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeLimits({ as, rows, agencies }: Eastmarsh, { caseId }: Ground) {
  const [limit] = await rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1', [caseId])
  await done(as.outreach, recordWithoutConsent, {
    params: { caseId },
    body: {
      ...recordWithoutConsent.example,
      agencies: [agencies.police],
      pastLimits: [{ limitId: limit!.id, why: 'He has found her.', tellHer: 'When she is next seen alone' }],
    },
  })
  const [override] = await rows<{ id: string }>('SELECT id FROM limit_overrides')
  return { limitId: limit!.id, overrideId: override!.id }
}

export const limitSubjects = {
  limitId: { bound: 'case', params: ({ limitId }) => ({ limitId }) },
  overrideId: { bound: 'case', params: ({ overrideId }) => ({ overrideId }) },
} satisfies Subjects
