import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subject, Subjects } from './subject.ts'

export async function arrangeMinutes({ rows }: Eastmarsh, { draftedCaseId }: Ground) {
  const [minuted] = await rows<{ id: string }>('SELECT id FROM minuted_items WHERE case_id = $1', [
    draftedCaseId,
  ])
  return { minutedItemId: minuted!.id }
}

/** Drafts are for who sees every case. */
const ofDraft: Subject = {
  bound: 'coordination',
  params: ({ draftedMeetingId }) => ({ meetingId: draftedMeetingId }),
}
/** Distributed. */
const minutes: Subject = {
  bound: 'partnership',
  params: ({ closedMeetingId }) => ({ meetingId: closedMeetingId }),
}

export const minutesSubjects = {
  minutedItemId: { bound: 'case', params: ({ minutedItemId }) => ({ minutedItemId }) },
  readMinutes: minutes,
  acknowledgeMinutes: minutes,
  correctMinutes: { ...minutes, bound: 'coordination' },
  readMinutesDraft: ofDraft,
  editMinutes: ofDraft,
  dropCorrection: ofDraft,
  distributeMinutes: ofDraft,
} satisfies Subjects
