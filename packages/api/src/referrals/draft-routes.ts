import { localDay } from '@alongside/shared/calendar'
import { standing } from '@alongside/shared/cases/holding'
import { Refusal } from '@alongside/shared/problems'
import { formFaults, isUnder18, lightOf } from '@alongside/shared/referrals/completeness'
import * as contract from '@alongside/shared/referrals/contract'
import { forTheCall } from '@alongside/shared/referrals/for-the-call'
import {
  moves,
  restIsOpen,
  whyNotDiscard,
  whyNotRedirectChild,
  whyNotWrite,
} from '@alongside/shared/referrals/rules'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { dueFor, meetingsFor } from '@alongside/shared/referrals/submission'
import { asksWhole, isShort, sentFaults, spellOut } from '@alongside/shared/referrals/tonight'
import { safeguardingDue } from '@alongside/shared/safeguarding/rules'
import type { FastifyPluginAsync } from 'fastify'
import { readHolds, writeHold } from '../cases/holding.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId, newReference } from '../ids.ts'
import { localToday } from '../meetings/queries.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import { lockNotification, lockSetAside, takeBack, writeNotification } from '../safeguarding/queries.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { openForWriting } from './moving.ts'
import { saveIdentifier } from './own-identifiers.ts'
import {
  comingMeetings,
  type OpenReferral,
  openReferral,
  readReferral,
  saveMove,
  withRest,
} from './queries.ts'

/** REF-1: a draft, saved as it goes; sealed from its first word. */
export const draftRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.startReferral, async ({ tx, vault, actor, body, now }) => {
    const answers = body.answers ?? {}
    const phone = isShort(answers) && !answers.referrer?.phone ? await lastPhone(tx, vault, actor) : undefined
    const begun = phone ? { ...answers, referrer: { ...answers.referrer, phone } } : answers
    const id = await writeDraft(tx, vault, actor, begun, now)
    if (body.externalReference !== undefined)
      await saveIdentifier(tx, vault, { id, agencyId: actor.agencyId }, body.externalReference)
    return { reply: await readReferral(tx, vault, id), audit: { subjectId: id }, events: [] }
  })

  command(contract.saveReferral, async ({ tx, vault, actor, params, body, version, now }) => {
    const referral = await openForWriting(tx, vault, actor, params.referralId, whyNotWrite)
    sameVersion(version, referral.version)
    if (restIsOpen(referral)) await saveRest(tx, vault, referral, body.answers, now)
    else
      await tx.$client.query({
        name: 'save-referral',
        text: `UPDATE referrals SET version = version + 1, updated_at = $2, answers = $3, known_as = $4, rest = NULL
          WHERE partnership_id = app.partnership_id() AND id = $1`,
        values: [
          referral.id,
          now,
          ...sealedAnswers(vault, referral.key, { ...withRest(referral), ...body.answers }),
        ],
      })
    if (body.externalReference !== undefined)
      await saveIdentifier(tx, vault, referral, body.externalReference)
    return {
      reply: await readReferral(tx, vault, referral.id),
      audit: { subjectId: referral.id, caseId: referral.caseId },
      events: [],
    }
  })

  command(contract.discardReferral, async ({ tx, vault, actor, params }) => {
    await openForWriting(tx, vault, actor, params.referralId, whyNotDiscard)
    if (!(await discardDraft(tx, params.referralId))) throw new Refusal('not_found')
    return { reply: {}, audit: { subjectId: params.referralId }, events: [] }
  })

  query(contract.previewReferral, async ({ tx, vault, actor, params, now }) => {
    const [referral, partnership, meetings] = await Promise.all([
      openReferral(tx, vault, params.referralId),
      readPartnership(tx, now),
      comingMeetings(tx, now),
    ])
    const calendar = calendarOf(partnership)
    const today = localDay(calendar, now)
    const { meeting, earlier } = meetingsFor(meetings, now)
    const context = {
      ...{ ...partnership, today, agencies: agencyNames(partnership), ownAgencyId: actor.agencyId },
      ...{ referrerName: referral.referrerName, whole: asksWhole(referral.state) },
    }
    const answers = spellOut(withRest(referral), context)
    const { light } = lightOf(partnership.ruleSet, answers)
    return {
      reply: {
        light,
        dueAt: light && dueFor(calendar, partnership.ruleSet, light, now),
        meeting,
        earlierMeeting: earlier,
        under18: isUnder18(answers, today),
        faults: formFaults(answers, context),
      },
      audit: { subjectId: referral.id, caseId: referral.caseId },
    }
  })

  command(contract.redirectChild, async ({ tx, vault, actor, params, now }) => {
    const referral = await openForWriting(tx, vault, actor, params.referralId, whyNotRedirectChild)
    const { caseId, state } = referral
    const dueAt = safeguardingDue(now)
    const { key, answers } = referral
    const words = await wordsForTheCall(tx, referral, now)
    const notificationId = await writeNotification(tx, {
      kind: 'child',
      ...{ caseId, agencyId: actor.agencyId, openedAt: now, dueAt },
      ringBack: answers.referrer?.phone,
      about: { key, sealed: vault.seal(key, 'about', words) },
      ...(!caseId && { setAside: { answers: vault.seal(key, 'answers', answers), by: actor.accountId } }),
    })
    // Of a draft no referral is kept. One that was submitted before is withdrawn, and the notification stands on its case.
    const holdId = caseId && (await holdCase({ tx, vault, actor, now }, { id: caseId, key }, words))
    if (caseId)
      await saveMove(tx, referral.id, now, {
        state: moves.redirectChild.to,
        meetingId: null,
        respondedAt: now,
      })
    else await setDraftAside(tx, referral.id)
    const reason = 'She is or may be under 18: children’s social care is told'
    return {
      reply: { notificationId, dueAt },
      audit: {
        subject: 'referral',
        subjectId: caseId ? referral.id : notificationId,
        caseId,
        key: referral.key,
        changes: [{ field: 'state', from: state, to: moves.redirectChild.to, reason }],
      },
      events: [
        { type: 'safeguarding.opened', data: { notificationId, caseId, agencyId: actor.agencyId } },
        ...(caseId && holdId ? [{ type: 'case.held' as const, data: { caseId, holdId } }] : []),
      ],
    }
  })

  command(contract.takeBackRedirection, async ({ tx, vault, actor, params, now }) => {
    const setAside = await lockSetAside(tx, vault, params.notificationId)
    if (!setAside) {
      if (!(await lockNotification(tx, vault, params.notificationId))) throw new Refusal('not_found')
      throw new Refusal('referral.nothing_set_aside')
    }
    // Her age is asked for anew: it was the slip.
    const { person: { age: _, ...person } = {}, unfinishedDates = {}, ...rest } = setAside.answers
    const { dateOfBirth: __, ...dates } = unfinishedDates
    const id = await writeDraft(tx, vault, actor, { ...rest, person, unfinishedDates: dates }, now)
    await takeBack(tx, params.notificationId, actor.accountId, now)
    return {
      reply: await readReferral(tx, vault, id),
      audit: { subjectId: id },
      events: [{ type: 'safeguarding.taken_back', data: { notificationId: params.notificationId } }],
    }
  })
}

/** REF-5: what is written of the rest of a short form, kept apart until it is sent. @throws Refusal referral.incomplete */
async function saveRest(
  tx: Tx,
  vault: Vault,
  { id, key, rest }: OpenReferral,
  written: ReferralAnswers,
  now: string,
): Promise<void> {
  const faults = sentFaults(written)
  if (faults.length) throw new Refusal('referral.incomplete', faults)
  await tx.$client.query({
    name: 'save-rest',
    text: `UPDATE referrals SET version = version + 1, updated_at = $2, rest = $3
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now, vault.seal(key, 'rest', { ...rest, ...written })],
  })
}

/** REF-3: of a short form too, as the whole one would say it. */
async function wordsForTheCall(tx: Tx, referral: OpenReferral, now: string): Promise<string> {
  const partnership = await readPartnership(tx, now)
  const today = await localToday(tx, now)
  const { referrerName, agencyId: ownAgencyId } = referral
  const context = { ...partnership, today, agencies: agencyNames(partnership), ownAgencyId, referrerName }
  return forTheCall(spellOut(referral.answers, context), today)
}

const sealedAnswers = (vault: Vault, key: WrappedKey, answers: ReferralAnswers) => {
  const name = answers.person?.name?.trim()
  return [vault.seal(key, 'answers', answers), name ? vault.seal(key, 'known as', name) : null]
}

/** REF-2: on which number she could be asked back last time. Of her own referral, and nothing else of it. */
async function lastPhone(tx: Tx, vault: Vault, { accountId, agencyId }: Member): Promise<string | undefined> {
  const { rows } = await tx.$client.query<UnderKey & { answers: Sealed<ReferralAnswers> }>({
    name: 'last-referral-of-author',
    text: `SELECT r.answers, k.id AS "keyId", k.wrapped FROM referrals r
      JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
      WHERE r.partnership_id = app.partnership_id() AND r.author_account_id = $1 AND r.agency_id = $2
        AND r.submitted_at IS NOT NULL AND NOT r.imported ORDER BY r.updated_at DESC LIMIT 1`,
    values: [accountId, agencyId],
  })
  return rows[0] && openRow(vault, keyed(rows[0]), { answers: 'answers' }).answers.referrer?.phone
}

async function writeDraft(
  tx: Tx,
  vault: Vault,
  actor: Member,
  answers: ReferralAnswers,
  now: string,
): Promise<string> {
  const { prefix, ruleSetId } = await readPartnership(tx, now)
  const id = newId()
  const key = vault.newKey(newId())
  const kept = await vault.keep(key)
  await Promise.all([
    tx.$client.query('INSERT INTO data_keys (id, wrapped) VALUES ($1, $2)', [key.id, kept]),
    tx.$client.query({
      name: 'start-referral',
      text: `INSERT INTO referrals (id, reference, state, data_key_id, agency_id, author_account_id, rule_set_id, answers, known_as, created_at, updated_at)
        VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $9)`,
      values: [
        id,
        newReference(prefix, Number(now.slice(0, 4))),
        key.id,
        actor.agencyId,
        actor.accountId,
        ruleSetId,
        ...sealedAnswers(vault, key, answers),
        now,
      ],
    }),
  ])
  return id
}

/** Her file is held too, unless it is already: other referrals may stand on it. Gives the hold that is new. */
async function holdCase(
  { tx, vault, actor, now }: { tx: Tx; vault: Vault; actor: Member; now: string },
  file: { id: string; key: WrappedKey },
  reason: string,
): Promise<string | null> {
  const stands = standing(await readHolds(tx, vault, file.id))
  if (stands.some(({ kind }) => kind === 'under_18')) return null
  return writeHold(tx, vault, file, { kind: 'under_18', ...{ reason, accountId: actor.accountId, now } })
}

/** The draft is gone and its key stays, for the notification that takes its place. @throws Refusal not_found */
async function setDraftAside(tx: Tx, id: string): Promise<void> {
  const { rows } = await tx.$client.query<{ gone: boolean }>('SELECT app.set_draft_aside($1) AS gone', [id])
  if (!rows[0]?.gone) throw new Refusal('not_found')
}

async function discardDraft(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ discarded: boolean }>(
    'SELECT app.discard_draft($1) AS discarded',
    [id],
  )
  return rows[0]?.discarded === true
}
