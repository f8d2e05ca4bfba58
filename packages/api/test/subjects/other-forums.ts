import { recordOtherForum } from '@alongside/shared/other-forums/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeOtherForums({ as, clock }: Eastmarsh, { caseId }: Ground) {
  const day = clock.now().slice(0, 10)
  const forum = await done(as.outreach, recordOtherForum, {
    params: { caseId },
    body: { ...recordOtherForum.example, referredOn: day, heardOn: day },
  })
  return { otherForumId: forum.id }
}

export const otherForumSubjects = {
  otherForumId: { bound: 'case', params: ({ otherForumId }) => ({ otherForumId }) },
} satisfies Subjects
