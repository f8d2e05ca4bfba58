import type { Change } from '@alongside/shared/audit'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import { Refusal } from '@alongside/shared/problems'
import { helpDue, nobodyHasHer } from '@alongside/shared/referrals/conversation'
import type { ResponseKind } from '@alongside/shared/referrals/conversation-schema'
import { stateAfterResponse, wordsAsked } from '@alongside/shared/referrals/responses'
import { moves } from '@alongside/shared/referrals/rules'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { readCalendar } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { closeWhatIsSettled } from './closing.ts'
import { type OpenReferral, saveMove } from './queries.ts'

export type Recipient = OpenReferral['recipients'][number]

/** An agency's own part in a referral that asks for its service. @throws Refusal access.not_permitted */
export function mineOf({ recipients }: OpenReferral, agencyId: string): Recipient {
  const mine = recipients.find((one) => one.agencyId === agencyId && !one.forMeeting)
  if (!mine) throw new Refusal('access.not_permitted')
  return mine
}

interface Answer {
  recipient: Recipient
  response: ResponseKind
  worker: string
  words: string | null
  /** Of one that puts an earlier one right. */
  reason: string | null
}

/** REF-8: what an agency answers, with what that answer asks to be said. @throws Refusal referral.incomplete */
export function answerOf(
  recipient: Recipient,
  body: { response: ResponseKind; worker: string; words?: string; reason?: string },
): Answer {
  const detail = wordsAsked[body.response]
  if (detail && !body.words?.trim())
    throw new Refusal('referral.incomplete', [{ pointer: '/words', code: 'missing', detail }])
  const { response, worker, words = null, reason = null } = body
  return { recipient, response, worker, words: words || null, reason }
}

/** REF-8, REF-11: writes an agency’s answer, the first or one that puts it right, with whatever follows for the referral. */
export async function saveAnswer(
  tx: Tx,
  vault: Vault,
  { accountId, agencyId }: Pick<Member, 'accountId' | 'agencyId'>,
  referral: OpenReferral,
  { recipient, response, worker, words, reason }: Answer,
  { calendar, now }: { calendar: WorkingCalendar; now: string },
) {
  const { caseId } = referral
  if (!caseId) throw new Refusal('referral.wrong_state')
  const seal = (text: string | null) => text && vault.seal(referral.key, 'words', text)
  await tx.$client.query({
    name: 'save-answer',
    text: `WITH given AS (INSERT INTO referral_responses (id, referral_id, case_id, recipient_id, agency_id, response, worker, words, reason, at, account_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING recipient_id)
      UPDATE referral_recipients p SET responded_at = coalesce(p.responded_at, $10), response = $6, worker = $7, words = $8
      FROM given WHERE p.partnership_id = app.partnership_id() AND p.id = given.recipient_id`,
    values: [
      newId(),
      referral.id,
      caseId,
      recipient.id,
      agencyId,
      response,
      worker,
      seal(words),
      reason && vault.seal(referral.key, 'reason', reason),
      now,
      accountId,
    ],
  })
  const recipients = referral.recipients.map((one) =>
    one.id === recipient.id ? { ...one, response, respondedAt: one.respondedAt ?? now } : one,
  )
  const state = stateAfterResponse(referral, recipient.id, response)
  const allAnswered = recipients.every((one) => one.respondedAt)
  await saveMove(tx, referral.id, now, { state, ...(allAnswered && { respondedAt: now }) })
  const events = await keepUnhelped(tx, { id: referral.id, caseId }, { calendar, now })
  const why = reason ?? words
  const changes: Change[] =
    state === referral.state
      ? []
      : [{ field: 'state', from: referral.state, to: state, ...(why && { reason: why }) }]
  return { changes: [...changes, ...events.changes], nobodyHasHer: events.events }
}

/**
 * REF-8: who may read her has changed, by what she said or by what ended: asks of each referral of that file anew whether anybody has
 * her, and puts the answer on record, by nobody.
 */
export async function lookWhoHasHer(tx: Tx, caseId: string, now: string): Promise<void> {
  const { from } = moves.close
  const { rows } = await tx.$client.query<{ id: string; toClose: boolean }>({
    name: 'who-has-her',
    text: `SELECT id, state = ANY ($3) AS "toClose" FROM referrals
      WHERE partnership_id = app.partnership_id() AND case_id = $1 AND (state = ANY ($2) OR state = ANY ($3)) ORDER BY id`,
    values: [caseId, moves.respond.from, from],
  })
  if (rows.length === 0) return
  const calendar = await readCalendar(tx)
  for (const { id, toClose } of rows) {
    const { changes, events } = await keepUnhelped(tx, { id, caseId }, { calendar, now })
    for (const { from, to } of changes)
      await tx.$client.query({
        name: 'who-has-her-in-history',
        text: `INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, at)
          VALUES ($1, $2, 'referral', $3, 'owner', $4, $5, $6)`,
        values: [newId(), caseId, id, from, to, now],
      })
    for (const event of events) await emit(tx, event, now)
    if (toClose) await closeWhatIsSettled(tx, id)
  }
}

/**
 * REF-8: marks a referral that everybody answered and nobody takes as the coordinator’s task, and one that somebody takes, or is asked
 * about anew, as none. Asked after every change of recipients or answers; it reads them as they are written.
 */
export async function keepUnhelped(
  tx: Tx,
  { id, caseId }: { id: string; caseId: string },
  { calendar, now }: { calendar: WorkingCalendar; now: string },
) {
  const { rows } = await tx.$client.query<
    Pick<OpenReferral, 'light' | 'unhelpedAt'> & { recipients: Parameters<typeof nobodyHasHer>[0] }
  >({
    name: 'is-unhelped',
    text: `SELECT r.light, r.unhelped_at AS "unhelpedAt", (SELECT coalesce(json_agg(json_build_object('forMeeting', p.for_meeting,
          'response', p.response,
          'reads', app.recipient_reads(p.case_id, p.agency_id, p.for_meeting))), '[]') FROM referral_recipients p WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id) AS recipients
      FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.id = $1`,
    values: [id],
  })
  const [referral] = rows
  if (!referral?.light) return { changes: [], events: [] }
  const { light, recipients, unhelpedAt } = referral
  const unhelped = nobodyHasHer(recipients)
  if (unhelped === (unhelpedAt !== null)) return { changes: [], events: [] }
  await tx.$client.query({
    name: 'keep-unhelped',
    text: `UPDATE referrals SET unhelped_at = $2, unhelped_due_at = $3 WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, unhelped ? now : null, unhelped ? helpDue(calendar, light, now) : null],
  })
  const [from, to] = unhelped ? [null, 'nobody_has_her'] : ['nobody_has_her', 'help_found']
  return {
    changes: [{ field: 'owner' as const, from, to }],
    events: unhelped ? [{ type: 'referral.nobody_has_her' as const, data: { referralId: id, caseId } }] : [],
  }
}
