import { moves } from '@alongside/shared/referrals/rules'
import type { Tx } from '../db/pool.ts'
import { escalate } from '../notices/escalate.ts'
import type { Services } from '../services.ts'

/** REF-8: warn before; after, the recipient’s lead, then its safeguarding lead, then the coordinator. The meeting’s clock rests while it is returned (REF-5). */
export const referralClocks = (tx: Tx, services: Services, now: string): Promise<void> =>
  escalate(tx, services, now, {
    before: 'response_clock_nearly_out',
    after: 'response_clock_out',
    reached: `SELECT p.id, r.id AS subject_id, r.reference, p.agency_id, r.submitted_at AS from_at, p.due_at, p.stage
      FROM referral_recipients p JOIN referrals r ON r.partnership_id = p.partnership_id AND r.id = p.referral_id
      WHERE p.partnership_id = app.partnership_id() AND p.responded_at IS NULL AND p.stage < 4
        AND r.state = ANY (CASE WHEN p.for_meeting THEN $2::text[] ELSE $3::text[] END)
        AND p.due_at - (p.due_at - r.submitted_at) / 4 <= $1 FOR UPDATE OF p SKIP LOCKED`,
    states: [moves.accept.from, moves.respond.from],
    keep: 'UPDATE referral_recipients SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })
