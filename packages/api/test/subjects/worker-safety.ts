import { recordWorkerWarning } from '@alongside/shared/worker-safety/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeWorkerSafety({ as, clock }: Eastmarsh, { caseId }: Ground) {
  const warning = await done(as.outreach, recordWorkerWarning, {
    params: { caseId },
    body: { ...recordWorkerWarning.example, checkedOn: clock.now().slice(0, 10) },
  })
  return { workerWarningId: warning.id }
}

export const workerSafetySubjects = {
  workerWarningId: { bound: 'case', params: ({ workerWarningId }) => ({ workerWarningId }) },
} satisfies Subjects
