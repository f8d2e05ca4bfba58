import type { TakenOffBecause } from '@alongside/shared/agenda/schema'
import * as contract from '@alongside/shared/referrals/contract'
import { moves, whyNotChangeLight, whyNotRespond, whyNotWithdraw } from '@alongside/shared/referrals/rules'
import { openItemStates } from '@alongside/shared/room/rules'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { closeWhatIsSettled } from './closing.ts'
import { writeLight } from './light.ts'
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
    const changes = await writeLight(tx, referral, body, partnership, now)
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, changes),
      events: [{ type: 'referral.light_changed', data: { referralId: referral.id, caseId } }],
    }
  })

  command(contract.respondToReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotRespond(referral, actor))
    const { changes, nobodyHasHer } = await saveAnswer(
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
    await closeWhatIsSettled(tx, referral.id)
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
