import { newId } from '../../src/ids.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeAudit({ rows, partnershipId, agencies, clock }: Eastmarsh) {
  const readingId = newId()
  const [constable] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'police@alongside.example'`,
  )
  await rows(
    `INSERT INTO unusual_readings (partnership_id, id, kind, account_id, agency_id, role, times, from_at, until_at, noticed_at, for_chair)
      VALUES ($1, $2, 'many_cases', $3, $4, 'lead_member', 20, $5, $5, $5, false)`,
    [partnershipId, readingId, constable!.id, agencies.police, clock.now()],
  )
  return { readingId }
}

export const auditSubjects = {
  // Who coordinates sees them, and nobody else.
  readingId: { bound: 'case', params: ({ readingId }) => ({ readingId }) },
} satisfies Subjects
