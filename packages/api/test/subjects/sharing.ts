import { newId } from '../../src/ids.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeSharing(
  { rows, partnershipId, agencies }: Eastmarsh,
  { caseId, itemId }: Ground,
) {
  const sharingWorkId = newId()
  const [change] = await rows<{ id: string }>('SELECT id FROM sharing_changes WHERE case_id = $1', [caseId])
  await rows(
    `INSERT INTO sharing_work (partnership_id, id, change_id, case_id, agency_id, kind, subject_id)
      VALUES ($1, $2, $3, $4, $5, 'research', $6)`,
    [partnershipId, sharingWorkId, change!.id, caseId, agencies.housing, itemId],
  )
  return { sharingChangeId: change!.id, sharingWorkId }
}

export const sharingSubjects = {
  sharingChangeId: { bound: 'case', params: ({ sharingChangeId }) => ({ sharingChangeId }) },
  sharingWorkId: { bound: 'case', params: ({ sharingWorkId }) => ({ sharingWorkId }) },
} satisfies Subjects
