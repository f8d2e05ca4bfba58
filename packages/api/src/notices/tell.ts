import { notices } from '@alongside/shared/domains'
import { type NoticeKind, pageOf } from '@alongside/shared/notices/kinds'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { Mail } from './mailer.ts'

export interface Notice {
  kind: NoticeKind
  /** The id of what its kind is about. */
  subjectId: string
  reference?: string | null
  /** What would make it a second one: the event's id, or the stage of a clock. */
  occasion: string
}

/** Tells each account once for the occasion, in the product and by a mail that says only that something waits (CNF-2). */
export async function tell(
  tx: Tx,
  services: Services,
  accounts: readonly string[],
  notice: Notice,
  now: string,
): Promise<void> {
  if (!accounts.length) return
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'tell',
    text: `WITH told AS (
        INSERT INTO notifications (id, account_id, kind, subject, subject_id, reference, occasion, at)
        SELECT n.id, n.account, $3, $4, $5, $6, $7, $8 FROM unnest($1::uuid[], $2::uuid[]) AS n(id, account)
        ON CONFLICT (partnership_id, account_id, kind, subject_id, occasion) DO NOTHING RETURNING account_id)
      SELECT a.email FROM told JOIN accounts a ON a.id = told.account_id WHERE a.disabled_at IS NULL`,
    values: [
      accounts.map(newId),
      accounts,
      notice.kind,
      notices[notice.kind].subject,
      notice.subjectId,
      notice.reference ?? null,
      notice.occasion,
      now,
    ],
  })
  for (const { email } of rows)
    await services.postMail(tx, noticeMail(email, notice, services.config.PUBLIC_URL))
}

const noticeMail = (to: string, { kind, subjectId }: Notice, publicUrl: string): Mail => ({
  to,
  subject: 'Something waits for you in Alongside',
  text: `There is ${notices[kind].mail}.\n\nSign in to see it:\n${publicUrl}${pageOf(kind, subjectId)}\n\nFor everyone’s safety this mail says no more than that.`,
})
