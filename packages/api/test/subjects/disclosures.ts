import { requestDisclosure } from '@alongside/shared/disclosures/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeDisclosures({ as }: Eastmarsh, { meetingId, itemId }: Ground) {
  const disclosure = await done(as.outreach, requestDisclosure, {
    body: { ...requestDisclosure.example, meetingId, kind: 'agenda', itemId },
  })
  return { disclosureId: disclosure.id }
}

export const disclosureSubjects = {
  // A colleague's, of one case: hers, and the coordinator's.
  disclosureId: { bound: 'case', params: ({ disclosureId }) => ({ disclosureId }) },
  takeBackDisclosure: { bound: 'account', params: (_, { releaseId }) => ({ disclosureId: releaseId }) },
  requestDisclosure: {
    bound: 'partnership',
    body: ({ meetingId }) => ({ ...requestDisclosure.example, meetingId, kind: 'agenda' }),
  },
} satisfies Subjects
