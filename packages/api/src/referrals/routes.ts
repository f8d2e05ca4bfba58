import { minutesFor } from '@alongside/shared/agenda/rules'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/referrals/contract'
import { stateAfterResponse, wordsAsked } from '@alongside/shared/referrals/responses'
import {
  clockAfterLightChange,
  lightMovesClock,
  moves,
  whyNotChangeLight,
  whyNotRespond,
  whyNotWithdraw,
} from '@alongside/shared/referrals/rules'
import { dueFor } from '@alongside/shared/referrals/submission'
import { openItemStates } from '@alongside/shared/room/rules'
import { lights } from '@alongside/shared/traffic-light/values'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { closeWhatIsSettled } from './closing.ts'
import { movable } from './moving.ts'
import { openReferral, readReferral, saveMove, saveResponse } from './queries.ts'
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
    const newDue = lightMovesClock(referral.state)
      ? clockAfterLightChange(
          dueAt,
          dueFor(calendarOf(partnership), partnership.ruleSet, body.light, submittedAt),
          light,
          body.light,
        )
      : dueAt
    await tx.$client.query({
      name: 'change-light',
      text: `WITH r AS (UPDATE referrals SET light = $2, due_at = $3, version = version + 1, updated_at = $4
            WHERE partnership_id = app.partnership_id() AND id = $1 RETURNING id, case_id),
          p AS (UPDATE referral_recipients SET due_at = $3 FROM r WHERE partnership_id = app.partnership_id()
            AND referral_id = r.id AND responded_at IS NULL),
          i AS (UPDATE agenda_items SET light = $2, minutes = $5 FROM r WHERE partnership_id = app.partnership_id()
            AND referral_id = r.id AND state = ANY ($7))
        UPDATE cases SET version = version + 1, light = (SELECT m.light FROM (SELECT $2 AS light UNION ALL SELECT o.light FROM referrals o
            WHERE o.partnership_id = app.partnership_id() AND o.case_id = r.case_id AND o.id <> r.id) m
            ORDER BY array_position($6::text[], m.light) LIMIT 1)
          FROM r WHERE partnership_id = app.partnership_id() AND cases.id = r.case_id`,
      values: [referral.id, body.light, newDue, now, minutesFor[body.light], lights, openItemStates],
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
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotRespond(referral, actor))
    const mine = referral.recipients.find(
      (recipient) => recipient.agencyId === actor.agencyId && !recipient.forMeeting,
    )
    if (!mine) throw new Refusal('access.not_permitted')
    const detail = wordsAsked[body.response]
    if (detail && !body.words?.trim())
      throw new Refusal('referral.incomplete', [{ pointer: '/words', code: 'missing', detail }])
    await saveResponse(
      tx,
      mine.id,
      {
        response: body.response,
        worker: body.worker,
        words: body.words ? vault.seal(referral.key, 'words', body.words) : null,
      },
      now,
    )
    const state = stateAfterResponse(referral, mine.id, body.response)
    const allAnswered = referral.recipients.every(
      (recipient) => recipient.id === mine.id || recipient.respondedAt,
    )
    await saveMove(tx, referral.id, now, { state, ...(allAnswered && { respondedAt: now }) })
    if (allAnswered) await closeWhatIsSettled(tx, actor, referral.id, now)
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(
        referral,
        caseId,
        state === referral.state
          ? []
          : [
              {
                field: 'state',
                from: referral.state,
                to: state,
                ...(body.words && { reason: body.words }),
              },
            ],
      ),
      events: [
        {
          type: 'referral.responded',
          data: { referralId: referral.id, caseId, agencyId: actor.agencyId },
        },
      ],
    }
  })

  command(contract.withdrawReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotWithdraw(referral, actor))
    const state = moves.withdraw.to
    await saveMove(tx, referral.id, now, { state, meetingId: null, respondedAt: now })
    await tx.$client.query(
      `UPDATE agenda_items SET state = 'deferred', closed_at = $2, version = version + 1
        WHERE partnership_id = app.partnership_id() AND referral_id = $1 AND state = ANY ($3)`,
      [referral.id, now, openItemStates],
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
