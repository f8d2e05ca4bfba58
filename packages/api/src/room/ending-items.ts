import { actionMoves } from '@alongside/shared/actions/rules'
import type { TakenOffBecause } from '@alongside/shared/agenda/schema'
import { agendaAtMost } from '@alongside/shared/agenda/values'
import type { Change } from '@alongside/shared/audit'
import { Refusal } from '@alongside/shared/problems'
import { moves } from '@alongside/shared/referrals/rules'
import { eq, sql } from 'drizzle-orm'
import { putOnAgenda } from '../agenda/queries.ts'
import { isHeld } from '../cases/holding.ts'
import { filesAtMeeting } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { agendaItems } from '../db/tables/agenda.ts'
import { cases, history } from '../db/tables/cases.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { Vault } from '../vault.ts'
import { chairingOf, type OpenItem } from './item.ts'

export interface Ending {
  tx: Tx
  actor: Member
  now: string
}

/** The case is discussed: so are its referrals on this agenda, and what stays open from earlier meetings is carried forward. */
export async function markDiscussed(ending: Ending, item: OpenItem): Promise<void> {
  const { tx, now } = ending
  await endItem(ending, item, 'discussed')
  await tx.update(cases).set({ lastDiscussedAt: now }).where(eq(cases.id, item.caseId))

  const { from, to } = moves.discuss
  // An emergency meeting does not wait for triage, nor take the monthly one's place: the referral stays where it is (MTG-5).
  const referrals = await tx.$client.query<{ id: string }>({
    name: 'discuss-referrals',
    text: `UPDATE referrals SET state = $4, version = version + 1, updated_at = $5 WHERE partnership_id = app.partnership_id()
        AND case_id = $1 AND (id = $2 OR meeting_id = $3) AND state = ANY ($6)
        AND EXISTS (SELECT FROM meetings m WHERE m.partnership_id = referrals.partnership_id AND m.id = $3 AND m.kind = 'monthly')
        RETURNING id`,
    values: [item.caseId, item.referralId, item.meetingId, to, now, from],
  })
  const carried = await tx.$client.query<{ id: string; caseId: string }>({
    name: 'carry-actions',
    text: `UPDATE actions a SET state = $3, version = a.version + 1 FROM meetings m WHERE a.partnership_id = app.partnership_id()
        AND a.case_id = ANY (${filesAtMeeting('$1')}) AND m.partnership_id = a.partnership_id AND m.id = a.meeting_id AND m.starts_at < $2
        AND a.state = ANY ($4) RETURNING a.id, a.case_id AS "caseId"`,
    values: [item.caseId, item.meetingStartsAt, actionMoves.carry.to, actionMoves.carry.from],
  })
  await keepHistory(ending, item, [
    ...referrals.rows.map(({ id }) => ({
      subject: 'referral' as const,
      id,
      field: 'state' as const,
      from: from[0],
      to,
    })),
    ...carried.rows.map(({ id, caseId }) => ({
      subject: 'action' as const,
      id,
      caseId,
      field: 'state' as const,
      from: actionMoves.carry.from[0],
      to: actionMoves.carry.to,
    })),
  ])
}

/**
 * The case goes onto the agenda of the next planned meeting that has a place for it; of somebody who is held onto none, until
 * the hold is lifted (REF-3). Gives that meeting. @throws Refusal meeting.none_follows
 */
export async function putOff(
  ending: Ending,
  vault: Vault,
  item: OpenItem,
  reason: string,
): Promise<{ id: string; startsAt: string } | null> {
  const { tx, now } = ending
  const sealed = vault.seal(item.key, 'reason', reason)
  if (await isHeld(tx, item.caseId, 'and keep it so')) {
    await endItem(ending, item, 'deferred', { deferredFor: sealed, deferredTo: null, takenOff: 'held' })
    return null
  }
  const { rows } = await tx.$client.query<{ id: string; startsAt: string }>({
    name: 'next-meeting',
    text: `SELECT id, starts_at AS "startsAt" FROM meetings
      WHERE partnership_id = app.partnership_id() AND id = (SELECT app.meeting_to_come_to(app.partnership_id(), $2, $1, $3))`,
    values: [item.meetingStartsAt, item.caseId, agendaAtMost],
  })
  const [next] = rows
  if (!next) throw new Refusal('meeting.none_follows')
  await endItem(ending, item, 'deferred', { deferredFor: sealed, deferredTo: next.id })
  await putOnAgenda(tx, {
    meetingId: next.id,
    caseId: item.caseId,
    referralId: item.referralId,
    light: item.light,
    now,
  })
  const moved = await tx.$client.query<{ id: string }>({
    name: 'defer-referrals',
    text: `UPDATE referrals SET meeting_id = $4, version = version + 1, updated_at = $5 WHERE partnership_id = app.partnership_id()
        AND case_id = $1 AND (id = $2 OR meeting_id = $3) AND state = ANY ($6) RETURNING id`,
    values: [item.caseId, item.referralId, item.meetingId, next.id, now, moves.discuss.from],
  })
  const change = {
    subject: 'referral' as const,
    field: 'meeting' as const,
    from: item.meetingStartsAt,
    to: next.startsAt,
    sealed,
  }
  await keepHistory(
    ending,
    item,
    moved.rows.map(({ id }) => ({ ...change, id })),
  )
  return next
}

async function endItem(
  { tx, actor, now }: Ending,
  item: OpenItem,
  state: 'discussed' | 'deferred',
  deferral?: { deferredFor: Buffer; deferredTo: string | null; takenOff?: TakenOffBecause },
) {
  const { needsDeputy } = await chairingOf(tx, item)
  await tx
    .update(agendaItems)
    .set({
      state,
      ...(needsDeputy && { chairedBy: actor.accountId, chairedFor: actor.agencyId }),
      closedAt: now,
      version: sql`${agendaItems.version} + 1`,
      ...(deferral && { ...deferral, arrangedAt: now }),
    })
    .where(eq(agendaItems.id, item.id))
}

interface Moved extends Omit<Change, 'reason'> {
  subject: 'referral' | 'action'
  id: string
  /** Whose history it stands in, where it is another file of hers (REF-10). */
  caseId?: string
  sealed?: Buffer
}

/** REF-11: what moved along with the item. The item's own change is the operation's audit entry. */
export async function keepHistory(
  { tx, actor, now }: Ending,
  { caseId }: OpenItem,
  changes: Moved[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.insert(history).values(
    changes.map(({ subject, id, caseId: its = caseId, field, from, to, sealed }) => ({
      id: newId(),
      caseId: its,
      subject,
      subjectId: id,
      field,
      oldValue: from,
      newValue: to,
      reason: sealed ?? null,
      at: now,
      accountId: actor.accountId,
      agencyId: actor.agencyId,
    })),
  )
}
