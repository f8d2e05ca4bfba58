import { newId } from '../../src/ids.ts'
import type { WrappedKey } from '../../src/vault.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

/** A question about Lantern's referral, as an agency that it is addressed to would ask it. */
export async function arrangeReferrals(
  { rows, agencies, clock, services }: Eastmarsh,
  { caseId, referralId }: Ground,
): Promise<{ questionId: string }> {
  const questionId = newId()
  const [key] = await rows<WrappedKey>(
    'SELECT k.id, k.wrapped FROM cases c JOIN data_keys k ON k.id = c.data_key_id WHERE c.id = $1',
    [caseId],
  )
  await rows(
    `INSERT INTO referral_questions (partnership_id, id, referral_id, case_id, recipient_id, agency_id, referring_agency_id, questions, asked_at, asked_by, due_at)
      SELECT r.partnership_id, $2, r.id, r.case_id, $3, $4, r.agency_id, $5, $6, r.author_account_id, $6 FROM referrals r WHERE r.id = $1`,
    [
      referralId,
      questionId,
      newId(),
      agencies.health,
      services.vault.seal(key!, 'words', 'How many weeks is she?'),
      clock.now(),
    ],
  )
  return { questionId }
}

export const referralSubjects = {
  referralId: { bound: 'case', params: ({ referralId }) => ({ referralId }) },
  discardReferral: { bound: 'account', params: (_, { draftId }) => ({ referralId: draftId }) },
  answerQuestion: {
    bound: 'case',
    params: ({ referralId, questionId }) => ({ referralId, questionId }),
  },
} satisfies Subjects
