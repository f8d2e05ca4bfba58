import { proposePlanLine } from '@alongside/shared/plan/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangePlan({ as }: Eastmarsh, { caseId }: Ground) {
  const { id } = await done(as.outreach, proposePlanLine, {
    params: { caseId },
    body: proposePlanLine.example,
  })
  return { lineId: id }
}

export const planSubjects = {
  lineId: { bound: 'case', params: ({ lineId }) => ({ lineId }) },
} satisfies Subjects
