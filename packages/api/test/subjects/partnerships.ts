import { addMember } from '@alongside/shared/partnerships/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangePartnerships({ as, rows, partnershipId, agencies }: Eastmarsh) {
  const [protocol] = await rows<{ id: string }>(
    `SELECT id FROM agreement_versions WHERE kind = 'information_sharing_protocol' AND partnership_id = $1`,
    [partnershipId],
  )
  const offered = await done(as.coordinator, addMember, {
    body: { ...addMember.example, agencyId: agencies.lantern },
  })
  const [leaver] = await rows<{ id: string }>(
    `SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = 'lettings@alongside.example'`,
  )
  return { agreementVersionId: protocol!.id, offerId: offered.id, memberId: leaver!.id }
}

export const partnershipSubjects = {
  agreementVersionId: { bound: 'partnership', params: ({ agreementVersionId }) => ({ agreementVersionId }) },
  memberId: { bound: 'partnership', params: ({ memberId }) => ({ memberId }) },
  // Of whoever tends the agency's places, and the coordinator.
  offerId: { bound: 'case', params: ({ offerId }) => ({ offerId }) },
  // Of an agency that the partnership does not have.
  addMember: { bound: 'nothing' },
} satisfies Subjects
