import { Refusal } from '@alongside/shared/problems'
import {
  mustSayMeanwhile,
  whyNotAdd,
  whyNotAmend,
  whyNotAnswerQuestion,
  whyNotAsk,
  whyNotSettle,
} from '@alongside/shared/referrals/conversation'
import * as contract from '@alongside/shared/referrals/conversation-contract'
import { whyNotAmendWhileHeld } from '@alongside/shared/referrals/responses'
import { clockOf, type Stand } from '@alongside/shared/referrals/resting'
import { dueFor } from '@alongside/shared/referrals/submission'
import type { FastifyPluginAsync } from 'fastify'
import { isHeld } from '../cases/holding.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { movable } from './moving.ts'
import { type OpenReferral, openReferral, readReferral, saveMove } from './queries.ts'
import { answerOf, mineOf, type Recipient, saveAnswer } from './responding.ts'
import { writeAddition } from './thread.ts'
import { traceOf } from './trace.ts'

/** REF-13, REF-8: what is asked and answered about a referral, and what puts an answer right. */
export const conversationRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.askReferrer, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotAsk(referral, actor))
    const mine = mineOf(referral, actor.agencyId)
    if (!referral.light) throw new Refusal('referral.wrong_state')
    const meanwhile = body.meanwhile?.trim()
    if (mustSayMeanwhile(referral.light) && !meanwhile)
      throw new Refusal('referral.incomplete', [
        { pointer: '/meanwhile', code: 'missing', detail: 'Say what you do until you have the answer' },
      ])
    const calendar = calendarOf(partnership)
    const stands = mine.respondedAt ? mine.stands : [...mine.stands, { from: now, until: null }]
    const { restsUntil } = clockFor(referral, mine, stands, partnership)
    await tx.$client.query({
      name: 'ask-referrer',
      text: `INSERT INTO referral_questions (id, referral_id, case_id, recipient_id, agency_id, referring_agency_id, questions, meanwhile, asked_at, asked_by, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [
        newId(),
        referral.id,
        caseId,
        mine.id,
        actor.agencyId,
        referral.agencyId,
        vault.seal(referral.key, 'words', body.questions),
        meanwhile ? vault.seal(referral.key, 'words', meanwhile) : null,
        now,
        actor.accountId,
        answerBy(dueFor(calendar, partnership.ruleSet, referral.light, now), restsUntil),
      ],
    })
    const dueAt = await keepClock(tx, referral, mine, { stands, askedAt: now }, partnership)
    await saveMove(tx, referral.id, now, { state: referral.state })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, moved(mine, dueAt)),
      events: [
        { type: 'referral.asked', data: { referralId: referral.id, caseId, agencyId: actor.agencyId } },
      ],
    }
  })

  command(contract.answerQuestion, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const question = await findQuestion(tx, referral.id, params.questionId)
    const { caseId } = movable(referral, version, whyNotAnswerQuestion(referral, actor, question))
    await tx.$client.query({
      name: 'answer-question',
      text: `UPDATE referral_questions SET answer = $2, answered_at = $3, answered_by = $4
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [question.id, vault.seal(referral.key, 'words', body.answer), now, actor.accountId],
    })
    const asker = referral.recipients.find(({ id }) => id === question.recipientId)
    const stands = asker?.stands.map((stand) => ({ ...stand, until: stand.until ?? now })) ?? []
    const dueAt = asker && (await keepClock(tx, referral, asker, { stands, askedAt: null }, partnership))
    if (body.addToReferral)
      await writeAddition(tx, vault, referral.key, {
        referralId: referral.id,
        caseId,
        questionId: question.id,
        words: body.answer,
        at: now,
        accountId: actor.accountId,
        agencyId: actor.agencyId,
      })
    await saveMove(tx, referral.id, now, { state: referral.state })
    const { agencyId } = question
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, asker && dueAt ? moved(asker, dueAt) : []),
      events: [
        { type: 'referral.answered', data: { referralId: referral.id, caseId, agencyId } },
        ...(body.addToReferral
          ? [{ type: 'referral.added_to' as const, data: { referralId: referral.id, caseId } }]
          : []),
      ],
    }
  })

  command(contract.addToReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotAdd(referral, actor))
    await writeAddition(tx, vault, referral.key, {
      referralId: referral.id,
      caseId,
      questionId: null,
      words: body.words,
      at: now,
      accountId: actor.accountId,
      agencyId: actor.agencyId,
    })
    await saveMove(tx, referral.id, now, { state: referral.state })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, []),
      events: [{ type: 'referral.added_to', data: { referralId: referral.id, caseId } }],
    }
  })

  command(contract.amendResponse, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotAmend(referral, actor))
    const mine = mineOf(referral, actor.agencyId)
    const held = await isHeld(tx, caseId, 'and keep it so')
    const stopped = whyNotAmendWhileHeld(mine.response, body.response, held)
    if (stopped) throw new Refusal(stopped)
    const answer = answerOf(mine, body)
    const { changes, nobodyHasHer } = await saveAnswer(tx, vault, actor, referral, answer, {
      calendar: calendarOf(partnership),
      now,
    })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, changes),
      events: [
        {
          type: 'referral.response_amended',
          data: { referralId: referral.id, caseId, agencyId: actor.agencyId },
        },
        ...nobodyHasHer,
      ],
    }
  })

  command(contract.settleUnhelped, async ({ tx, vault, params, body, version, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotSettle(referral))
    await tx.$client.query({
      name: 'settle-unhelped',
      text: `UPDATE referrals SET unhelped_at = NULL, unhelped_due_at = NULL WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [referral.id],
    })
    await saveMove(tx, referral.id, now, { state: referral.state })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'owner', from: 'nobody_has_her', to: 'help_found', reason: body.words },
      ]),
      events: [],
    }
  })
}

interface FoundQuestion {
  id: string
  recipientId: string
  agencyId: string
  answeredAt: string | null
}

/** One that the reader is party to. @throws Refusal not_found */
async function findQuestion(tx: Tx, referralId: string, id: string): Promise<FoundQuestion> {
  const { rows } = await tx.$client.query<FoundQuestion>({
    name: 'find-question',
    text: `SELECT id, recipient_id AS "recipientId", agency_id AS "agencyId", answered_at AS "answeredAt" FROM referral_questions
      WHERE partnership_id = app.partnership_id() AND referral_id = $1 AND id = $2`,
    values: [referralId, id],
  })
  if (!rows[0]) throw new Refusal('not_found')
  return rows[0]
}

/** One that has answered has no clock any more. */
function clockFor(
  { light, submittedAt }: OpenReferral,
  { respondedAt, dueAt }: Recipient,
  stands: readonly Stand[],
  partnership: Awaited<ReturnType<typeof readPartnership>>,
): { dueAt: string; restsUntil: string | null } {
  if (!light || !submittedAt) throw new Refusal('referral.wrong_state')
  if (respondedAt) return { dueAt, restsUntil: null }
  return clockOf(calendarOf(partnership), partnership.ruleSet.responseTimes[light], submittedAt, stands)
}

/** While the asker’s clock rests, and no longer: it runs again then, answered or not. */
const answerBy = (due: string, restsUntil: string | null): string =>
  restsUntil && Date.parse(restsUntil) < Date.parse(due) ? restsUntil : due

/** Keeps a recipient’s clock as its questions make it, and gives when it is due. One that has answered has none. */
async function keepClock(
  tx: Tx,
  referral: OpenReferral,
  recipient: Recipient,
  { stands, askedAt }: { stands: readonly Stand[]; askedAt: string | null },
  partnership: Awaited<ReturnType<typeof readPartnership>>,
): Promise<string> {
  const clock = clockFor(referral, recipient, stands, partnership)
  await tx.$client.query({
    name: 'keep-clock',
    text: `UPDATE referral_recipients SET due_at = $2, rests_until = $3, stands = $4, asked_at = $5
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [recipient.id, clock.dueAt, clock.restsUntil, JSON.stringify(stands), askedAt],
  })
  return clock.dueAt
}

/** REF-11: whose clock moved stands with the reason. */
const moved = ({ agencyName, dueAt: from }: Recipient, to: string) =>
  Date.parse(from) === Date.parse(to)
    ? []
    : [
        {
          field: 'due' as const,
          from: Temporal.Instant.from(from).toString(),
          to,
          reason: `${agencyName} asked the referrer`,
        },
      ]
