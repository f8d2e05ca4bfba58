import { moves } from '@alongside/shared/referrals/rules'
import type { Tx } from '../db/pool.ts'
import { history } from '../db/tables/cases.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'

/**
 * REF-11: once what its meeting said of it is distributed and nobody owes an answer any more, a referral is closed: by the
 * distribution, or by the last answer after it. `of`: a referral, or a meeting whose referrals these are.
 */
export async function closeWhatIsSettled(tx: Tx, actor: Member, of: string, now: string): Promise<void> {
  const { from, to } = moves.close
  const { rows } = await tx.$client.query<{ id: string; caseId: string }>({
    name: 'close-settled-referrals',
    text: `UPDATE referrals r SET state = $3, version = version + 1, updated_at = $2
      WHERE r.partnership_id = app.partnership_id() AND (r.id = $1 OR r.meeting_id = $1) AND r.state = ANY ($4)
        AND EXISTS (SELECT FROM minutes m WHERE m.partnership_id = r.partnership_id AND m.meeting_id = r.meeting_id
          AND m.distributed_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id
          AND p.responded_at IS NULL)
      RETURNING r.id, r.case_id AS "caseId"`,
    values: [of, now, to, from],
  })
  if (rows.length === 0) return
  await tx.insert(history).values(
    rows.map(({ id, caseId }) => ({
      id: newId(),
      caseId,
      subject: 'referral' as const,
      subjectId: id,
      field: 'state' as const,
      oldValue: from[0],
      newValue: to,
      at: now,
      accountId: actor.accountId,
      agencyId: actor.agencyId,
    })),
  )
}
