import { registerCopy } from '@alongside/shared/documents/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeDocuments({ as, rows }: Eastmarsh, { meetingId }: Ground) {
  const [outreach] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'outreach@alongside.example'`,
  )
  const paper = await done(as.coordinator, registerCopy, {
    body: { meetingId, kind: 'agenda', paperFor: outreach!.id },
  })
  await rows(
    `INSERT INTO downtime_papers (partnership_id, part, made_at, pdf) SELECT id, 'numbers', now(), '\\x00' FROM partnerships`,
  )
  return { paperCopyId: paper.id }
}

export const documentSubjects = {
  // The coordinator's register: a paper copy that a colleague of hers holds.
  copyId: { bound: 'case', params: ({ paperCopyId }) => ({ copyId: paperCopyId }) },
  downloadCopy: { bound: 'account', params: (_, { copyId }) => ({ copyId }) },
  loseCopy: { bound: 'account', params: (_, { copyId }) => ({ copyId }) },
  registerCopy: { bound: 'partnership', body: ({ meetingId }) => ({ meetingId, kind: 'agenda' }) },
  downloadDowntimePaper: { bound: 'nothing', params: () => ({ part: 'numbers' }) },
  setPaperRule: { bound: 'coordination' },
  circulatePack: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
} satisfies Subjects
