import { recordWay } from '@alongside/shared/reach/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeReach({ as }: Eastmarsh, { caseId }: Ground) {
  const way = await done(as.coordinator, recordWay, { params: { caseId }, body: recordWay.example })
  return { wayId: way.id }
}

export const reachSubjects = {
  wayId: { bound: 'case', params: ({ wayId }) => ({ wayId }) },
} satisfies Subjects
