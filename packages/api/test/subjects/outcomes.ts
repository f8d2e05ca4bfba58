import { newId } from '../../src/ids.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'

/** As the clock asks for it. */
export async function arrangeOutcomes({ rows }: Eastmarsh, { caseId }: Ground): Promise<void> {
  await rows(
    `INSERT INTO outcome_reviews (partnership_id, id, case_id, occasion, agency_id, account_id, due_on, next_due_on, ask_on)
      SELECT r.partnership_id, $2, r.case_id, 'referral', r.agency_id, r.author_account_id, '2026-03-02', '2026-06-02', '2026-03-02'
        FROM referrals r WHERE r.case_id = $1`,
    [caseId, newId()],
  )
}
