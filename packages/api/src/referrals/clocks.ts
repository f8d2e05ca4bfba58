import { halfOverStates } from '@alongside/shared/referrals/conversation'
import { moves } from '@alongside/shared/referrals/rules'
import { escalate } from '../notices/escalate.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { coordinatorsRead, placesIn, placesOf } from '../notices/whom.ts'

/** REF-8: warn before; after, the recipient’s lead, then its safeguarding lead, then the coordinator. The meeting’s clock rests while it is returned (REF-5), an agency’s while it asks (REF-13). */
const responseClocks = (slice: Slice): Promise<void> =>
  escalate(slice, {
    before: 'response_clock_nearly_out',
    after: 'response_clock_out',
    reached: `SELECT p.id, r.id AS subject_id, r.reference, p.agency_id, r.submitted_at AS from_at, p.due_at, p.stage
      FROM referral_recipients p JOIN referrals r ON r.partnership_id = p.partnership_id AND r.id = p.referral_id
      WHERE p.partnership_id = app.partnership_id() AND p.responded_at IS NULL AND p.stage < 4
        AND (p.for_meeting OR app.recipient_reads(p.case_id, p.agency_id, false))
        AND NOT app.is_held(p.partnership_id, p.case_id)
        AND r.state = ANY (CASE WHEN p.for_meeting THEN $4::text[] ELSE $5::text[] END)
        AND (p.rests_until IS NULL OR p.rests_until <= $1)
        AND p.due_at - (p.due_at - r.submitted_at) / 4 <= $1 AND ${nextBy('p.id')} FOR UPDATE OF p SKIP LOCKED`,
    states: [moves.accept.from, moves.respond.from],
    keep: 'UPDATE referral_recipients SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })

/** REF-13: the referrer’s own, whoever of her agency answers. */
const questionClocks = (slice: Slice): Promise<void> =>
  escalate(slice, {
    before: 'question_clock_nearly_out',
    after: 'question_clock_out',
    reached: `SELECT q.id, r.id AS subject_id, r.reference, q.referring_agency_id AS agency_id, r.author_account_id AS account_id,
        q.asked_at AS from_at, q.due_at, q.stage
      FROM referral_questions q JOIN referrals r ON r.partnership_id = q.partnership_id AND r.id = q.referral_id
      WHERE q.partnership_id = app.partnership_id() AND q.answered_at IS NULL AND q.stage < 4 AND r.state = ANY ($4::text[])
        AND NOT app.is_held(q.partnership_id, q.case_id)
        AND q.due_at - (q.due_at - q.asked_at) / 4 <= $1 AND ${nextBy('q.id')} FOR UPDATE OF q SKIP LOCKED`,
    states: [moves.respond.from],
    keep: 'UPDATE referral_questions SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })

/** REF-5, `night-form.rest`: the rest of a short form is its referrer’s own, whoever of her agency knows it. */
const restClocks = (slice: Slice): Promise<void> =>
  escalate(slice, {
    before: 'rest_clock_nearly_out',
    after: 'rest_clock_out',
    reached: `SELECT r.id, r.id AS subject_id, r.reference, r.agency_id, r.author_account_id AS account_id, r.submitted_at AS from_at,
        r.rest_due_at AS due_at, r.rest_stage AS stage
      FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.rest_due_at IS NOT NULL AND r.rest_stage < 4
        AND r.state = ANY ($4::text[]) AND NOT app.is_held(r.partnership_id, r.case_id)
        AND r.rest_due_at - (r.rest_due_at - r.submitted_at) / 4 <= $1 AND ${nextBy('r.id')} FOR UPDATE OF r SKIP LOCKED`,
    states: [moves.answerRest.from],
    keep: 'UPDATE referrals SET rest_stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })

/** REF-13: as `isHalfOver` says it: the referrer is told to look whom to ring, once of each submission. */
async function tellHalfOver({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{
    id: string
    reference: string
    accountId: string
    agencyId: string
    submittedAt: string
  }>({
    name: 'half-over',
    text: `UPDATE referrals t SET half_told_of = t.submitted_at WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
      SELECT r.id FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.state = ANY ($4) AND r.light = 'red' AND r.due_at > $1
        AND r.half_told_of IS DISTINCT FROM r.submitted_at AND NOT app.is_held(r.partnership_id, r.case_id)
        AND r.submitted_at + (r.due_at - r.submitted_at) / 2 <= $1
        AND NOT EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id
          AND (p.responded_at IS NOT NULL OR p.asked_at IS NOT NULL))
        AND ${nextBy('r.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.reference, t.author_account_id AS "accountId", t.agency_id AS "agencyId", t.submitted_at AS "submittedAt"`,
    values: [now, after, most, halfOverStates],
  })
  take(idsOf(rows))
  for (const { id, reference, submittedAt, ...author } of rows)
    await tell(
      tx,
      services,
      await placesIn(tx, [author], now),
      { kind: 'referral_half_over', subjectId: id, reference, occasion: `half from ${submittedAt}` },
      now,
    )
}

/** REF-8: what the coordinator was given to settle, and has not by its time: told once, as soon as she may read of her. */
async function tellUnhelped({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{
    id: string
    reference: string
    caseId: string
    since: string
  }>({
    name: 'unhelped-out',
    text: `SELECT r.id, r.reference, r.case_id AS "caseId", r.unhelped_at AS since FROM referrals r
      WHERE r.partnership_id = app.partnership_id() AND r.unhelped_at IS NOT NULL AND r.unhelped_due_at <= $1
        AND r.unhelped_told_of IS DISTINCT FROM r.unhelped_at AND r.unhelped_due_at > r.unhelped_at
        AND r.state = ANY ($4) AND NOT app.is_held(r.partnership_id, r.case_id)
        AND ${nextBy('r.id')} FOR UPDATE OF r SKIP LOCKED`,
    values: [now, after, most, moves.respond.from],
  })
  take(idsOf(rows))
  for (const { id, reference, caseId, since } of rows) {
    if (!(await coordinatorsRead(tx, caseId, now))) continue
    await tell(
      tx,
      services,
      await placesOf(tx, 'coordinators', null, now),
      { kind: 'referral_nobody_has_her', subjectId: id, reference, occasion: `unhelped since ${since}` },
      now,
    )
    await tx.$client.query({
      name: 'unhelped-told',
      text: 'UPDATE referrals SET unhelped_told_of = unhelped_at WHERE partnership_id = app.partnership_id() AND id = $1',
      values: [id],
    })
  }
}

/** REF-8, REF-13: of referrals, the clocks of who answers and of who is asked back, and what nobody has taken up. */
export const referralClocks: readonly Clock[] = [
  responseClocks,
  questionClocks,
  restClocks,
  tellHalfOver,
  tellUnhelped,
]
