import type { TakenOffBecause } from '@alongside/shared/agenda/schema'
import { moves } from '@alongside/shared/referrals/rules'
import { discussedItemStates, openItemStates } from '@alongside/shared/room/rules'
import { type Ending, keepHistory } from './ending-items.ts'
import type { OpenItem } from './item.ts'

/**
 * MTG-7: a case that was ended by a slip is to be spoken of again, with its referrals; of one that was put off, what that put onto a
 * later agenda goes; what agencies prepared for it there, which each alone knows of (ACC-6), waits for her case to come there after all.
 * Actions that were carried forward stay so.
 */
export async function beginAgain(again: Ending, item: OpenItem): Promise<void> {
  const { tx } = again
  const putOff = item.state === 'deferred' ? await leaveLaterAgenda(again, item) : null
  await tx.$client.query({ name: 'reopen-item', text: 'SELECT app.reopen_item($1)', values: [item.id] })
  if (putOff) return bringBack(again, item, putOff)
  await tx.$client.query({
    name: 'last-discussed-before',
    text: `UPDATE cases SET last_discussed_at = (SELECT max(i.closed_at) FROM agenda_items i
        WHERE i.partnership_id = cases.partnership_id AND i.case_id = cases.id AND i.state = ANY ($2))
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [item.caseId, discussedItemStates],
  })
  const { from, to } = moves.discussAgain
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'discuss-referrals-again',
    text: `UPDATE referrals SET state = $3, version = version + 1, updated_at = app.moment() WHERE partnership_id = app.partnership_id()
        AND case_id = $1 AND meeting_id = $2 AND state = ANY ($4)
        AND EXISTS (SELECT FROM meetings m WHERE m.partnership_id = referrals.partnership_id AND m.id = $2 AND m.kind = 'monthly')
        RETURNING id`,
    values: [item.caseId, item.meetingId, to, from],
  })
  const change = { subject: 'referral' as const, field: 'state' as const, from: from[0], to }
  await keepHistory(
    again,
    item,
    rows.map(({ id }) => ({ ...change, id })),
  )
}

interface PutOff {
  meetingId: string
  startsAt: string
  /** What the slip put there has gone from it; false: her case was on that agenda before. */
  gone: boolean
}

/** The meeting to which it was put off, and left; null: to none. Who was invited to it there is not any more. */
async function leaveLaterAgenda({ tx, now }: Ending, item: OpenItem): Promise<PutOff | null> {
  const { rows } = await tx.$client.query<Omit<PutOff, 'gone'> & { itemId: string; ours: boolean }>({
    name: 'put-off-to',
    text: `SELECT m.id AS "meetingId", m.starts_at AS "startsAt", l.id AS "itemId", l.state = ANY ($2) AND l.listed_at = i.closed_at AS ours
      FROM agenda_items i
      JOIN agenda_items l ON l.partnership_id = i.partnership_id AND l.meeting_id = i.deferred_to AND l.case_id = i.case_id
      JOIN meetings m ON m.partnership_id = l.partnership_id AND m.id = l.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    values: [item.id, openItemStates],
  })
  const [later] = rows
  if (!later) return null
  const { itemId, ours, ...meeting } = later
  if (!ours) return { ...meeting, gone: false }
  const { rowCount } = await tx.$client.query({
    name: 'leave-later-agenda',
    text: `UPDATE agenda_items SET state = 'deferred', taken_off = $3, closed_at = $2, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1 AND state = ANY ($4) AND begun_at IS NULL`,
    values: [itemId, now, 'put_off_by_slip' satisfies TakenOffBecause, openItemStates],
  })
  return { ...meeting, gone: rowCount === 1 }
}

/** What was moved to the later meeting with it is of this one again. */
async function bringBack(again: Ending, item: OpenItem, { meetingId, startsAt, gone }: PutOff) {
  const { rows } = await again.tx.$client.query<{ id: string }>({
    name: 'bring-referrals-back',
    text: `UPDATE referrals SET meeting_id = $3, version = version + 1, updated_at = app.moment() WHERE partnership_id = app.partnership_id()
        AND case_id = $1 AND meeting_id = $4 AND state = ANY ($5) AND (id = $2 OR $6) RETURNING id`,
    values: [item.caseId, item.referralId, item.meetingId, meetingId, moves.discuss.from, gone],
  })
  const change = { field: 'meeting' as const, from: startsAt, to: item.meetingStartsAt }
  await keepHistory(
    again,
    item,
    rows.map(({ id }) => ({ ...change, subject: 'referral' as const, id })),
  )
}
