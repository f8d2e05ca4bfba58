import { notices } from '@alongside/shared/domains'
import { type NoticeKind, pageOf } from '@alongside/shared/notices/kinds'
import { placeInForce } from '../access/visibility.ts'
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

/**
 * Tells each account once for the occasion, in every place that it holds in the partnership now, and by a mail that says
 * only that something waits (CNF-2). ACC-10: what is told belongs to the place; who has left is told nothing.
 */
export async function tell(
  tx: Tx,
  services: Services,
  accounts: readonly string[],
  notice: Notice,
  now: string,
): Promise<void> {
  if (!accounts.length) return
  const { rows: places } = await tx.$client.query<{ id: string; account: string }>({
    name: 'places-to-tell',
    text: `SELECT m.id, m.account_id AS account FROM memberships m
      WHERE m.partnership_id = app.partnership_id() AND m.account_id = ANY ($1) AND ${placeInForce('$2')}`,
    values: [accounts, now],
  })
  if (!places.length) return
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'tell',
    text: `WITH told AS (
        INSERT INTO notifications (id, account_id, membership_id, kind, subject, subject_id, reference, occasion, at)
        SELECT n.id, n.account, n.place, $4, $5, $6, $7, $8, $9
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS n(id, account, place)
        ON CONFLICT (partnership_id, membership_id, kind, subject_id, occasion) DO NOTHING RETURNING account_id)
      SELECT DISTINCT a.email FROM told JOIN accounts a ON a.id = told.account_id WHERE a.disabled_at IS NULL`,
    values: [
      places.map(newId),
      places.map(({ account }) => account),
      places.map(({ id }) => id),
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
