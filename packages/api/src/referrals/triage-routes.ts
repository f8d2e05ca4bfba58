import type { TakenOffBecause } from '@alongside/shared/agenda/schema'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/referrals/contract'
import type { ResponseKind } from '@alongside/shared/referrals/conversation-schema'
import {
  moves,
  mustNameEscalation,
  takenBackWithin,
  whyNotAccept,
  whyNotDecline,
  whyNotReturn,
  whyNotTakeBack,
} from '@alongside/shared/referrals/rules'
import { openItemStates } from '@alongside/shared/room/rules'
import type { FastifyPluginAsync } from 'fastify'
import { putOnAgenda } from '../agenda/queries.ts'
import { openCase } from '../cases/case-file.ts'
import { goesOnAs, join, lastDiscussed, openNamed } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { localToday } from '../meetings/queries.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { findMatches, matchTerms } from './matches.ts'
import { movable } from './moving.ts'
import {
  comingMeetings,
  type OpenReferral,
  openReferral,
  readReferral,
  saveMove,
  saveResponse,
  type Undo,
  undoUntil,
} from './queries.ts'
import { keepUnhelped } from './responding.ts'
import { traceOf } from './trace.ts'

/** The coordinator's moves (REF-5, REF-9, REF-10): accept, return, decline; possible matches are hers alone. */
export const triageRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.findMatches, async ({ tx, vault, actor, params, lookingFor, now }) => {
    const referral = await openReferral(tx, vault, params.referralId)
    const today = await localToday(tx, now)
    lookingFor(matchTerms(vault, actor.partnershipId, referral, today))
    const items = await findMatches(tx, vault, actor.partnershipId, referral, today)
    return {
      reply: { items },
      audit: { subjectId: referral.id, caseId: referral.caseId, seen: items.map(({ caseId }) => caseId) },
    }
  })

  command(contract.acceptReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, meetings] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      comingMeetings(tx, now),
    ])
    const { caseId } = movable(referral, version, whyNotAccept(referral))
    if (!referral.light) throw new Refusal('referral.wrong_state')

    const sooner = body.exceptional ? meetings[0] : undefined
    const meeting = body.meetingId
      ? meetings.find(({ id }) => id === body.meetingId)
      : (sooner ?? meetings.find(({ id }) => id === referral.meetingId))
    if (!meeting)
      throw new Refusal('reference.unknown', [
        {
          pointer: '/meetingId',
          code: 'unknown',
          detail: 'is not a meeting to come; set the calendar’s rule first if there is none',
        },
      ])
    if (
      referral.submittedAt &&
      Date.parse(referral.submittedAt) > Date.parse(meeting.referralsBy) &&
      !body.exceptional
    )
      throw new Refusal('referral.late')

    const joinId = body.sameAsCaseId
      ? await joinToKnown(tx, vault, actor, { caseId, sameAs: body.sameAsCaseId, reason: body.reason, now })
      : null
    const escalation = body.escalation?.trim()
    if (
      body.sameAsCaseId &&
      !escalation &&
      mustNameEscalation(referral.answers, await lastDiscussed(tx, caseId))
    )
      throw new Refusal('referral.incomplete', [
        {
          pointer: '/escalation',
          code: 'missing',
          detail:
            'Write down what escalated since she was last discussed, or return the referral to ask for it',
        },
      ])
    const standing = await onAgenda(tx, meeting.id, caseId)
    const itemId = await putOnAgenda(tx, {
      meetingId: meeting.id,
      caseId,
      referralId: referral.id,
      light: referral.light,
      now,
    })
    await saveMove(tx, referral.id, now, {
      state: moves.list.to,
      meetingId: meeting.id,
      ...(body.exceptional
        ? { exceptional: 'accepted' }
        : referral.exceptional === 'asked' && { exceptional: 'declined' }),
      respondedAt: now,
      // What joined two files, or came to what stood there already, goes no simple way back.
      ...(!joinId && !standing && { undo: undoOf(referral, now, itemId) }),
    })
    await answerForMeeting(
      tx,
      vault,
      actor,
      referral,
      referral.key,
      { response: 'accepted', words: body.reason ?? null },
      now,
    )
    const reason = body.exceptional?.reason ?? body.reason
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: {
        subject: 'referral',
        subjectId: referral.id,
        caseId,
        key: referral.key,
        ...(body.sameAsCaseId && { seen: [body.sameAsCaseId] }),
        changes: [
          { field: 'state', from: referral.state, to: moves.accept.to, ...(reason && { reason }) },
          { field: 'state', from: moves.accept.to, to: moves.list.to },
          { field: 'meeting', from: referral.meetingStartsAt, to: meeting.startsAt },
          ...(escalation
            ? [{ field: 'escalation' as const, from: null, to: 'named_at_triage', reason: escalation }]
            : []),
        ],
      },
      events: [
        { type: 'referral.accepted', data: { referralId: referral.id, caseId, meetingId: meeting.id } },
        ...(joinId ? [{ type: 'case.files_joined' as const, data: { joinId } }] : []),
      ],
    }
  })

  command(contract.returnReferral, async ({ tx, vault, params, body, version, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = movable(referral, version, whyNotReturn(referral))
    await saveMove(tx, referral.id, now, {
      state: moves.return.to,
      returnedFor: vault.seal(referral.key, 'reason', body.asks),
      undo: undoOf(referral, now),
    })
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'state', from: referral.state, to: moves.return.to, reason: body.asks },
      ]),
      events: [{ type: 'referral.returned', data: { referralId: referral.id, caseId } }],
    }
  })

  command(contract.declineReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const elsewhere = body.betterPlaced?.trim()
    const { caseId } = movable(referral, version, whyNotDecline(referral, Boolean(elsewhere)))
    const state = elsewhere ? moves.redirect.to : moves.decline.to
    const words = elsewhere ? `${body.reason}\n\nBetter placed: ${elsewhere}` : body.reason
    await saveMove(tx, referral.id, now, {
      state,
      meetingId: null,
      respondedAt: now,
      undo: undoOf(referral, now),
    })
    const response: ResponseKind = elsewhere ? 'better_placed_elsewhere' : 'not_able_to_help_now'
    await answerForMeeting(tx, vault, actor, referral, referral.key, { response, words }, now)
    const unhelped = await keepUnhelped(
      tx,
      { id: referral.id, caseId },
      { calendar: calendarOf(partnership), now },
    )
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'state', from: referral.state, to: state, reason: words },
        ...unhelped.changes,
      ]),
      events: [
        {
          type: elsewhere ? 'referral.redirected' : 'referral.declined',
          data: { referralId: referral.id, caseId },
        },
        ...unhelped.events,
      ],
    }
  })

  command(contract.takeBackTriage, async ({ tx, vault, params, version, now }) => {
    const [referral, partnership] = await Promise.all([
      openReferral(tx, vault, params.referralId, true),
      readPartnership(tx, now),
    ])
    const { undo } = referral
    const { caseId } = movable(
      referral,
      version,
      whyNotTakeBack({ state: referral.state, undoUntil: undoUntil(referral) }, now),
    )
    if (!undo) throw new Refusal('referral.acted_on')
    if (undo.itemId) await takeOffAgenda(tx, undo.itemId, now)
    await tx.$client.query({
      name: 'take-back-triage',
      text: `WITH meeting AS (UPDATE referral_recipients SET responded_at = NULL, response = NULL, worker = NULL, words = NULL
          WHERE partnership_id = app.partnership_id() AND referral_id = $1 AND for_meeting)
        UPDATE referrals SET version = version + 1, updated_at = $2, state = $3, meeting_id = $4, exceptional = $5,
          returned_for = NULL, responded_at = NULL, undo = NULL
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [referral.id, now, undo.state, undo.meetingId, undo.exceptional],
    })
    const unhelped = await keepUnhelped(
      tx,
      { id: referral.id, caseId },
      { calendar: calendarOf(partnership), now },
    )
    return {
      reply: () => readReferral(tx, vault, referral.id),
      audit: traceOf(referral, caseId, [
        { field: 'state', from: referral.state, to: undo.state },
        ...unhelped.changes,
      ]),
      events: [{ type: 'referral.taken_back', data: { referralId: referral.id, caseId } }],
    }
  })
}

const undoOf = (
  { state, version, meetingId, exceptional }: OpenReferral,
  now: string,
  itemId: string | null = null,
): Undo => ({
  until: Temporal.Instant.from(now).add({ minutes: takenBackWithin }).toString(),
  version: version + 1,
  state,
  meetingId,
  exceptional,
  itemId,
})

/** Whether her case is on that agenda already. */
async function onAgenda(tx: Tx, meetingId: string, caseId: string): Promise<boolean> {
  const { rows } = await tx.$client.query({
    name: 'case-on-agenda',
    text: `SELECT FROM agenda_items WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND case_id = $2 AND state = ANY ($3)`,
    values: [meetingId, caseId, openItemStates],
  })
  return rows.length > 0
}

/** What triage put there, as long as nobody has written anything for it. @throws Refusal referral.acted_on */
async function takeOffAgenda(tx: Tx, itemId: string, now: string): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'take-off-agenda',
    text: `UPDATE agenda_items i SET state = 'deferred', taken_off = $4, closed_at = $2, version = version + 1
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1 AND i.state = ANY ($3) AND i.begun_at IS NULL AND i.spent_seconds = 0
        AND NOT EXISTS (SELECT FROM research w WHERE w.partnership_id = i.partnership_id AND w.agenda_item_id = i.id)`,
    values: [itemId, now, openItemStates, 'triage_taken_back' satisfies TakenOffBecause],
  })
  if (!rowCount) throw new Refusal('referral.acted_on')
}

/**
 * REF-10, ACC-2: the coordinator knows her. Her new file goes on in the known one; each keeps its rows, key and grants, so
 * that nobody sees more than before, and the join can be undone. Gives its id; null where the two are joined already.
 * @throws Refusal reference.unknown for a case that she may not see · case.joined
 */
async function joinToKnown(
  tx: Tx,
  vault: Vault,
  { accountId, agencyId }: Member,
  {
    caseId,
    sameAs,
    reason,
    now,
  }: { caseId: string; sameAs: string; reason?: string | undefined; now: string },
): Promise<string | null> {
  const pointer = '/sameAsCaseId'
  const named = await openNamed(tx, vault, sameAs, pointer)
  const [known, own] = await Promise.all([
    openCase(tx, vault, await goesOnAs(tx, named.id)),
    openCase(tx, vault, caseId),
  ])
  if (known.id === (await goesOnAs(tx, caseId)) && known.id !== caseId) return null
  const why = reason?.trim() || 'Recognised when the referral was accepted'
  return join(tx, vault, known, own, { accountId, agencyId, now, reason: why, pointer })
}

/** The meeting's own clock stops with the coordinator's answer, which names her (REF-8). */
async function answerForMeeting(
  tx: Tx,
  vault: Vault,
  actor: Member,
  referral: OpenReferral,
  key: WrappedKey,
  answer: { response: string; words: string | null },
  now: string,
) {
  const recipient = referral.recipients.find(({ forMeeting }) => forMeeting)
  if (!recipient || recipient.respondedAt) return
  const { rows } = await tx.$client.query<{ name: string }>('SELECT name FROM accounts WHERE id = $1', [
    actor.accountId,
  ])
  await saveResponse(
    tx,
    recipient.id,
    {
      ...answer,
      worker: rows[0]?.name ?? 'The coordinator',
      words: answer.words === null ? null : vault.seal(key, 'words', answer.words),
    },
    now,
  )
}
