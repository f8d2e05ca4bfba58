import type { Meeting } from '@alongside/shared/meetings/contract'
import { minutesFor } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

/** What a member sees before signing: lights and references of the cases that her agency holds a grant on. */
export async function readAgenda(tx: Tx, meetingId: string): Promise<Meeting['agenda']> {
  const { rows } = await tx.$client.query<Meeting['agenda'][number]>({
    name: 'read-agenda',
    // Numbered among the visible: a gap would tell how many cases there are that one may not see (ACC-6).
    text: `SELECT i.id, row_number() OVER (ORDER BY array_position(ARRAY['red', 'amber', 'green'], i.light), i.listed_at, i.id) AS position,
        i.state, i.light, i.minutes, i.case_id AS "caseId", c.reference AS "caseReference", i.referral_id AS "referralId",
        app.basis_in_force(i.case_id) AS "basisInForce",
        (SELECT count(*) FROM actions a JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id
          WHERE a.partnership_id = i.partnership_id AND a.case_id = i.case_id AND a.closed_at IS NULL
            AND e.starts_at < m.starts_at) AS "carriedActions",
        i.spent_seconds AS "spentSeconds", i.begun_at AS "runningSince"
      FROM agenda_items i
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1 ORDER BY position`,
    values: [meetingId],
  })
  return rows
}

export interface Listing {
  meetingId: string
  caseId: string
  referralId: string | null
  light: Light
  now: string
}

/**
 * MTG-3: puts a case on a meeting's agenda and gives the item's id. A case stands there once: a second referral joins the
 * item that there is, under the more serious light; one that was taken off comes back.
 * @throws Refusal meeting.wrong_state when that meeting has been closed, or has discussed the case already
 */
export async function putOnAgenda(
  tx: Tx,
  { meetingId, caseId, referralId, light, now }: Listing,
): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'put-on-agenda',
    text: `WITH meeting AS (SELECT id FROM meetings WHERE partnership_id = app.partnership_id() AND id = $2 AND state <> 'closed' FOR SHARE)
      INSERT INTO agenda_items AS i (id, meeting_id, case_id, referral_id, light, minutes, listed_at)
      SELECT $1, meeting.id, $3, $4, $5, $6, $7 FROM meeting
      ON CONFLICT (partnership_id, meeting_id, case_id) DO UPDATE SET
        state = 'listed', closed_at = NULL, deferred_for = NULL, version = i.version + 1,
        referral_id = CASE WHEN i.state = 'listed' THEN coalesce(i.referral_id, EXCLUDED.referral_id) ELSE EXCLUDED.referral_id END,
        light = CASE WHEN i.state = 'listed' AND i.minutes > EXCLUDED.minutes THEN i.light ELSE EXCLUDED.light END,
        minutes = CASE WHEN i.state = 'listed' THEN greatest(i.minutes, EXCLUDED.minutes) ELSE EXCLUDED.minutes END
        WHERE i.state <> 'discussed'
      RETURNING id`,
    values: [newId(), meetingId, caseId, referralId, light, minutesFor[light], now],
  })
  const [item] = rows
  if (!item) throw new Refusal('meeting.wrong_state')
  return item.id
}
