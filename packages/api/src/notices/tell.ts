import { notices } from '@alongside/shared/domains'
import type { Notices } from '@alongside/shared/notices/declaring'
import { mailedPageOf, type NoticeKind } from '@alongside/shared/notices/kinds'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { Mail } from './mailer.ts'
import type { Place } from './whom.ts'

export interface Notice {
  kind: NoticeKind
  /** The id of what its kind is about. */
  subjectId: string
  reference?: string | null
  /** What would make it a second one: the event's id, or the stage of a clock. */
  occasion: string
}

/**
 * Tells each place once for the occasion, and its holder by a mail that says only that something waits (CNF-2). ACC-10:
 * what is told belongs to the place, and is seen by nobody who acts for another agency, herself included. ACC-8: whom she
 * refuses in person is told of nothing of hers, by whichever way the places were found,
 * nor is whoever may not read, at this moment, what it is about: its line would name it, and its link lead to nothing.
 */
export async function tell(
  tx: Tx,
  services: Services,
  places: readonly Place[],
  notice: Notice,
  now: string,
): Promise<void> {
  const told = [...new Set(places.map(({ id }) => id))]
  if (!told.length) return
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'tell',
    text: `WITH told AS (
        INSERT INTO notifications (id, membership_id, kind, subject, subject_id, reference, occasion, at)
        SELECT n.id, n.place, $3, $4, $5, $6, $7, $8 FROM unnest($1::uuid[], $2::uuid[]) AS n(id, place)
          JOIN memberships p ON p.partnership_id = app.partnership_id() AND p.id = n.place
          WHERE ($9 OR p.account_id <> ALL ((SELECT app.shut_out_about($4, $5))::uuid[]))
            AND ($10 OR p.id IN (SELECT app.told_among($4, $5, $2, $8)))
        ON CONFLICT (partnership_id, membership_id, kind, subject_id, occasion) DO NOTHING RETURNING membership_id)
      SELECT DISTINCT a.email FROM told JOIN memberships m ON m.partnership_id = app.partnership_id() AND m.id = told.membership_id
        JOIN accounts a ON a.id = m.account_id WHERE a.disabled_at IS NULL`,
    values: [
      told.map(() => newId()),
      told,
      notice.kind,
      notices[notice.kind].subject,
      notice.subjectId,
      notice.reference ?? null,
      notice.occasion,
      now,
      declared(notice.kind).evenShutOut ?? false,
      declared(notice.kind).evenUnread ?? false,
    ],
  })
  for (const { email } of rows)
    await services.postMail(tx, noticeMail(email, notice, services.config.PUBLIC_URL))
}

const declared = (kind: NoticeKind): Notices[string] => notices[kind]

const noticeMail = (to: string, { kind, subjectId }: Notice, publicUrl: string): Mail => ({
  to,
  subject: 'Something waits for you in Alongside',
  text: `There is ${notices[kind].mail}.\n\nSign in to see it:\n${publicUrl}${mailedPageOf(kind, subjectId)}\n\nFor everyone’s safety this mail says no more than that.`,
})
