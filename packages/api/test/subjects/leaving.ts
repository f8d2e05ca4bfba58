import { newId } from '../../src/ids.ts'
import { openRowBuilder } from '../rows.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

/** Somebody has left Lantern, who was to ask how she is doing. */
export async function arrangeLeaving(world: Eastmarsh, { caseId }: Ground) {
  const [account_id, leftWorkId] = [newId(), newId()]
  const write = await openRowBuilder(world, {
    partnership_id: world.partnershipId,
    agency_id: world.agencies.lantern,
    account_id,
    case_id: caseId,
  })
  await write('accounts', { id: account_id, email: 'left@matrix.example', name: 'Somebody who left' })
  const ended_at = world.clock.now()
  await write('memberships', { role: 'practitioner', started_at: '2026-01-01T09:00:00Z', ended_at })
  const days = { due_on: '2026-06-02', ask_on: '2026-06-02' }
  await write('outcome_reviews', { id: leftWorkId, occasion: 'three_months', ...days })
  return { leftWorkId }
}

export const leavingSubjects = {
  leftWorkId: { bound: 'case', params: ({ leftWorkId }) => ({ leftWorkId }) },
} satisfies Subjects
