import { minutesFor } from '@alongside/shared/agenda/rules'
import type { TakenOffBecause } from '@alongside/shared/agenda/schema'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/referrals/contract'
import { clockOf, type Stand } from '@alongside/shared/referrals/resting'
import {
  clockAfterLightChange,
  lightMovesClock,
  moves,
  whyNotChangeLight,
  whyNotRespond,
  whyNotWithdraw,
} from '@alongside/shared/referrals/rules'
import { openItemStates } from '@alongside/shared/room/rules'
import { lights } from '@alongside/shared/traffic-light/values'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { closeWhatIsSettled } from './closing.ts'
import { movable } from './moving.ts'
import { openReferral, readReferral, saveMove } from './queries.ts'
import { answerOf, mineOf, saveAnswer } from './responding.ts'
import { traceOf } from './trace.ts'

/** What anyone who sees a referral does with it: read, answer for the agency, change its light; and its author withdraws it. */
export const referralRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readReferral, async ({ tx, vault, params }) => {
    const referral = await readReferral(tx, vault, params.referralId)
    return { reply: referral, audit: { subjectId: referral.id, caseId: referral.caseId } }
  })

  command(contract.changeLight, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotChangeLight(referral, actor, body.light))
    const { light, dueAt, submittedAt } = referral
    if (!light || !dueAt || !submittedAt) throw new Refusal('referral.wrong_state')
    const calendar = calendarOf(partnership)
    const time = partnership.ruleSet.responseTimes[body.light]
    /** REF-13: from submission, with what was asked meanwhile. */
    const clock = (stands: readonly Stand[]) => clockOf(calendar, time, submittedAt, stands)
    const moved = (due: string, anew: string) =>
      lightMovesClock(referral.state) ? clockAfterLightChange(due, anew, light, body.light) : due
    const newDue = moved(dueAt, clock([]).dueAt)
    const clocks = referral.recipients
      .filter(({ respondedAt }) => !respondedAt)
      .map((one) => {
        const anew = clock(one.stands)
        return { id: one.id, dueAt: moved(one.dueAt, anew.dueAt), restsUntil: anew.restsUntil }
      })
    await tx.$client.query({
      name: 'change-light',
      text: `WITH r AS (UPDATE referrals SET light = $2, due_at = $3, version = version + 1, updated_at = $4,
            unhelped_due_at = CASE WHEN $2 = 'red' THEN least(unhelped_due_at, $4) ELSE unhelped_due_at END
            WHERE partnership_id = app.partnership_id() AND id = $1 RETURNING id, case_id),
          p AS (UPDATE referral_recipients SET due_at = c."dueAt", rests_until = c."restsUntil"
            FROM jsonb_to_recordset($8::jsonb) AS c(id uuid, "dueAt" timestamptz, "restsUntil" timestamptz)
            WHERE partnership_id = app.partnership_id() AND referral_recipients.id = c.id AND responded_at IS NULL),
          i AS (UPDATE agenda_items SET light = $2, minutes = $5 FROM r WHERE partnership_id = app.partnership_id()
            AND referral_id = r.id AND state = ANY ($7))
        UPDATE cases SET version = version + 1, light = (SELECT m.light FROM (SELECT $2 AS light UNION ALL SELECT o.light FROM referrals o
            WHERE o.partnership_id = app.partnership_id() AND o.case_id = r.case_id AND o.id <> r.id) m
            ORDER BY array_position($6::text[], m.light) LIMIT 1)
          FROM r WHERE partnership_id = app.partnership_id() AND cases.id = r.case_id`,
      values: [
        referral.id,
        body.light,
        newDue,
        now,
        minutesFor[body.light],
        lights,
        openItemStates,
        JSON.stringify(clocks),
      ],
    })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'light', from: light, to: body.light, reason: body.reason },
        ...(newDue === dueAt ? [] : [{ field: 'due' as const, from: dueAt, to: newDue }]),
      ]),
      events: [{ type: 'referral.light_changed', data: { referralId: referral.id, caseId } }],
    }
  })

  command(contract.respondToReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotRespond(referral, actor))
    const { changes, nobodyHasHer, allAnswered } = await saveAnswer(
      tx,
      vault,
      actor,
      referral,
      answerOf(mineOf(referral, actor.agencyId), body),
      {
        calendar: calendarOf(partnership),
        now,
      },
    )
    if (allAnswered) await closeWhatIsSettled(tx, actor, referral.id, now)
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, changes),
      events: [
        {
          type: 'referral.responded',
          data: { referralId: referral.id, caseId, agencyId: actor.agencyId },
        },
        ...nobodyHasHer,
      ],
    }
  })

  command(contract.withdrawReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotWithdraw(referral, actor))
    const state = moves.withdraw.to
    await saveMove(tx, referral.id, now, { state, meetingId: null, respondedAt: now })
    await tx.$client.query(
      `UPDATE agenda_items SET state = 'deferred', taken_off = $4, closed_at = $2, version = version + 1
        WHERE partnership_id = app.partnership_id() AND referral_id = $1 AND state = ANY ($3)`,
      [referral.id, now, openItemStates, 'withdrawn' satisfies TakenOffBecause],
    )
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'state', from: referral.state, to: state, reason: body.reason },
      ]),
      events: [{ type: 'referral.withdrawn', data: { referralId: referral.id, caseId } }],
    }
  })
}
