import { recordChild, tellSameChild } from '@alongside/shared/children/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeChildren({ as, rows }: Eastmarsh, { caseId }: Ground) {
  const child = await done(as.outreach, recordChild, { params: { caseId }, body: recordChild.example })
  // On the file that was joined to hers.
  const [joined] = await rows<{ id: string }>(
    'SELECT joined_case_id AS id FROM joined_files WHERE case_id = $1',
    [caseId],
  )
  const other = await done(as.outreach, recordChild, {
    params: { caseId: joined!.id },
    body: recordChild.example,
  })
  return { childId: child.id, otherChildId: other.id }
}

export const childSubjects = {
  childId: { bound: 'case', params: ({ childId }) => ({ childId }) },
  tellSameChild: {
    bound: 'case',
    params: ({ childId }) => ({ childId }),
    body: ({ otherChildId }) => ({ ...tellSameChild.example, otherId: otherChildId }),
  },
} satisfies Subjects
