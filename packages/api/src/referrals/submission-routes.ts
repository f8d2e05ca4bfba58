import type { Change } from '@alongside/shared/audit'
import { localDay } from '@alongside/shared/calendar'
import { lawfulOf } from '@alongside/shared/consent/lawful-rules'
import { limitsOf } from '@alongside/shared/limits/rules'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import * as contract from '@alongside/shared/referrals/contract'
import { stateAfterSubmission } from '@alongside/shared/referrals/responses'
import { moves, whyNotSubmit } from '@alongside/shared/referrals/rules'
import type { ReferralState } from '@alongside/shared/referrals/schema'
import { planSubmission, type SubmissionPlan } from '@alongside/shared/referrals/submission'
import { asksWhole, isShort } from '@alongside/shared/referrals/tonight'
import type { FastifyPluginAsync } from 'fastify'
import { identityOf, identityTokens } from '../cases/identity.ts'
import { writeVoice } from '../cases/queries.ts'
import { writeConsent, writeGrants, writeWithoutConsent } from '../consent/grants.ts'
import { writeLawfulBases } from '../consent/lawful.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId, newReference } from '../ids.ts'
import { type LimitsPlan, liftedBy, planLimits, writeLifting, writeLimits } from '../limits/queries.ts'
import { keepCharacteristics } from '../monitoring/characteristics.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import { askedOfForm, closeToNamesakes, namesakeEvents } from '../people-who-harm/namesakes.ts'
import { copyFormRows, withoutRows } from '../people-who-harm/queries.ts'
import type { Vault } from '../vault.ts'
import { tellOfThoseAtRisk } from './at-risk.ts'
import { openForWriting } from './moving.ts'
import { comingMeetings, type OpenReferral, readReferral, withRest } from './queries.ts'
import { keepUnhelped } from './responding.ts'
import { type Standing, standingBefore, standingOfNew } from './resubmission.ts'
import { writeRowsOfForm } from './rows-onto-file.ts'
import { spoke, voiceOf } from './told.ts'
import { traceOf } from './trace.ts'

/** REF-5 to REF-9: everything that a submission sets in motion, in one transaction. A hot path: statements travel together. */
export const submissionRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.submitReferral, async ({ tx, vault, actor, params, version, now }) => {
    const [found, partnership, meetings] = await Promise.all([
      openForWriting(tx, vault, actor, params.referralId, whyNotSubmit),
      readPartnership(tx, now),
      comingMeetings(tx, now),
    ])
    sameVersion(version, found.version)
    const plan = planSubmission(withRest(found), {
      calendar: calendarOf(partnership),
      ruleSet: partnership.ruleSet,
      agencies: agencyNames(partnership),
      coordinatingAgencyId: partnership.coordinatingAgencyId,
      ownAgencyId: actor.agencyId,
      referrerName: found.referrerName,
      whole: asksWhole(found.state),
      meetings,
      now,
    })
    const referral = { ...found, answers: withoutRows(plan.answers) }
    const { peopleWhoHarm } = plan.answers
    const caseId = referral.caseId ?? newId()
    const names = await askedOfForm(tx, caseId, peopleWhoHarm)
    const state = stateAfterSubmission(askedBy(referral, plan))
    const { accountId, agencyId } = actor
    const submission = { referral, plan, caseId, state, accountId, agencyId, now }
    const standing = referral.caseId
      ? await standingBefore(tx, vault, { ...referral, caseId }, partnership, plan, now)
      : standingOfNew(referral.answers)
    const calendar = calendarOf(partnership)
    const opened = referral.caseId ? [] : openCase(tx, vault, submission, partnership)
    // What opens the file goes out before what rests on it.
    const writing = [...opened, ...writeSubmission(tx, vault, submission, partnership.ruleSetId)]
    const whoHarm = { caseId, accountId, referralId: referral.id, now }
    const [personIds, said, , notificationIds] = await Promise.all([
      copyFormRows(tx, vault, referral.key, peopleWhoHarm, whoHarm),
      writeBasis(tx, vault, submission, standing),
      writeLawfulBases(tx, vault, lawfulOf(referral.answers.consent ?? {}), {
        ...{ caseId, key: referral.key, accountId, now, again: referral.caseId !== null },
      }),
      tellOfThoseAtRisk(tx, vault, {
        ...{ referralId: referral.id, caseId, accountId, agencyId, now, day: localDay(calendar, now) },
        ...{
          key: referral.key,
          answers: referral.answers,
          children: plan.children,
          kinds: plan.notifications,
        },
        before: referral.caseId ? standing.notified : null,
      }),
      ...writing,
    ])
    const closed = await closeToNamesakes(tx, vault, referral.key, { caseId, ...names, now })
    const unhelped = await keepUnhelped(tx, { id: referral.id, caseId }, { calendar, now })

    return {
      reply: () => readReferral(tx, vault, referral.id, { key: referral.key, caseId }),
      audit: traceOf(referral, caseId, [
        { field: 'state', from: referral.state, to: moves.submit.to },
        ...(state === moves.submit.to ? [] : [{ field: 'state' as const, from: moves.submit.to, to: state }]),
        ...unhelped.changes,
        ...(plan.light === referral.light ? [] : [lightChange(referral, plan)]),
        { field: 'due', from: referral.dueAt, to: plan.dueAt },
      ]),
      events: [
        { type: 'referral.submitted', data: { referralId: referral.id, caseId } },
        ...said.lifted.map((one) => ({
          type: 'limit.lifted' as const,
          data: { limitId: one.id, caseId: one.caseId },
        })),
        // Of a file that begins its referral tells.
        ...(referral.caseId ? said.added : []).map(({ id }) => ({
          type: 'limit.recorded' as const,
          data: { limitId: id, caseId },
        })),
        ...notificationIds.map((notificationId) => ({
          type: 'safeguarding.opened' as const,
          data: { notificationId, caseId, agencyId: actor.agencyId },
        })),
        ...namesakeEvents(caseId, personIds, closed, names.found),
        ...personIds.map((personId) => ({
          type: 'person_who_harms.asked_about' as const,
          data: { personId, caseId },
        })),
        ...unhelped.events,
      ],
    }
  })
}

/** Who is asked by the form as it comes, with the answers that stand: an agency’s stays, the meeting is asked anew. */
function askedBy({ recipients }: OpenReferral, plan: SubmissionPlan) {
  const answered = recipients.filter(({ respondedAt }) => respondedAt)
  const same = (one: { agencyId: string; forMeeting: boolean }, other: typeof one) =>
    one.agencyId === other.agencyId && one.forMeeting === other.forMeeting
  return [
    ...plan.recipients.map(({ agencyId, forMeeting }) => {
      const response = forMeeting
        ? null
        : answered.find((one) => same(one, { agencyId, forMeeting }))?.response
      return { forMeeting, response: response ?? null }
    }),
    ...answered.filter((one) => !plan.recipients.some((asked) => same(asked, one))),
  ]
}

const lightChange = ({ light, answers }: OpenReferral, plan: SubmissionPlan): Change => ({
  field: 'light',
  from: light,
  to: plan.light,
  ...(plan.light !== plan.computed && { reason: answers.raisedLight?.reason ?? '' }),
})

interface Submission {
  referral: OpenReferral
  plan: SubmissionPlan
  caseId: string
  state: ReferralState
  accountId: string
  agencyId: string
  now: string
}

/** A file for someone not yet known; the draft's key becomes the case's. The grants that open it come right after it. */
function openCase(
  tx: Tx,
  vault: Vault,
  { referral, plan, caseId, agencyId, now }: Submission,
  partnership: Partnership,
) {
  const day = localDay(calendarOf(partnership), now)
  const identity = identityOf(referral.answers, day)
  const insert = tx.$client.query({
    name: 'open-new-case',
    text: `INSERT INTO cases (id, reference, agency_id, data_key_id, identity, name_tokens, light, opened_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      caseId,
      newReference(partnership.prefix, Number(now.slice(0, 4))),
      agencyId,
      referral.key.id,
      vault.seal(referral.key, 'identity', identity),
      identityTokens(vault, partnership.id, identity, day),
      plan.light,
      now,
    ],
  })
  const resting = plan.grants.filter(({ basis }) => basis === 'own_referral' || basis === 'coordination')
  return [insert, writeGrants(tx, caseId, resting, { referralId: referral.id })]
}

function writeSubmission(
  tx: Tx,
  vault: Vault,
  { referral, plan, caseId, state, accountId, now }: Submission,
  ruleSetId: string,
) {
  const { answers, key } = referral
  const update = tx.$client.query({
    name: 'submit-referral',
    text: `UPDATE referrals SET version = version + 1, state = $12, case_id = $2, rule_set_id = $3, explanation = $4, computed_light = $5,
        light = $6, to_meeting = $7, meeting_id = $8, exceptional = $9, submitted_at = $10, updated_at = $10, due_at = $11,
        responded_at = NULL, returned_for = NULL, unhelped_at = NULL, unhelped_due_at = NULL,
        answers = coalesce($13, answers), rest = NULL, rest_due_at = $14, rest_stage = 0
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [
      referral.id,
      caseId,
      ruleSetId,
      JSON.stringify(plan.explanation),
      plan.computed,
      plan.light,
      plan.recipients.some(({ forMeeting }) => forMeeting),
      plan.meetingId,
      plan.exceptional,
      now,
      plan.dueAt,
      state,
      // Of a short form as every reader looks for it; and without who harms her, which the case keeps for few.
      isShort(answers) || plan.answers.peopleWhoHarm ? vault.seal(key, 'answers', answers) : null,
      plan.restDueAt,
    ],
  })
  const recipients = tx.$client.query({
    name: 'write-recipients',
    // Who is no longer addressed owes no answer; one that was given stays. Who is asked again is warned again (REF-8). What
    // was asked is answered by the form as it comes (REF-13).
    text: `WITH answered AS (UPDATE referral_questions SET answered_at = $5, answered_by = app.account_id()
          WHERE partnership_id = app.partnership_id() AND referral_id = $1 AND answered_at IS NULL),
        asked AS (SELECT r.id, r."agencyId", r."forMeeting" FROM jsonb_to_recordset($4::jsonb) AS r(id uuid, "agencyId" uuid, "forMeeting" boolean)),
        dropped AS (DELETE FROM referral_recipients d WHERE d.partnership_id = app.partnership_id() AND d.referral_id = $1 AND d.responded_at IS NULL
          AND NOT EXISTS (SELECT FROM asked a WHERE a."agencyId" = d.agency_id AND a."forMeeting" = d.for_meeting))
      INSERT INTO referral_recipients (id, referral_id, case_id, agency_id, for_meeting, due_at)
      SELECT a.id, $1, $2, a."agencyId", a."forMeeting", $3 FROM asked a
      ON CONFLICT (partnership_id, referral_id, agency_id, for_meeting)
        DO UPDATE SET due_at = excluded.due_at, stage = 0, responded_at = NULL, response = NULL, worker = NULL, words = NULL,
          asked_at = NULL, rests_until = NULL, stands = '[]'
        WHERE referral_recipients.for_meeting OR referral_recipients.responded_at IS NULL`,
    values: [
      referral.id,
      caseId,
      plan.dueAt,
      JSON.stringify(plan.recipients.map((recipient) => ({ id: newId(), ...recipient }))),
      now,
    ],
  })
  return [
    update,
    recipients,
    keepCharacteristics(tx, caseId, answers.equality),
    ...writeRowsOfForm(tx, vault, answers, { referralId: referral.id, caseId, key, accountId, now }),
    ...(spoke(answers) && referral.state === 'draft'
      ? [writeVoice(tx, vault, key, caseId, voiceOf(answers), { accountId, now })]
      : []),
  ]
}

/**
 * The consent, the record of sharing without it, or both (CON-6), and the grants that rest on each; then what she refuses, last of all that is
 * written: it may narrow what the writer herself sees.
 */
async function writeBasis(
  tx: Tx,
  vault: Vault,
  { referral: { answers, key }, plan, caseId, accountId, agencyId, now }: Submission,
  { limits, sameSay, sameRecord }: Standing,
): Promise<Said> {
  const recording = { caseId, accountId, agencyId, now }
  const { given = {}, without = {} } = answers.consent ?? {}
  const grantsOn = (basis: 'consent' | 'without_consent') =>
    plan.grants.filter((grant) => grant.basis === basis)
  if (!sameRecord) {
    const grants = grantsOn('without_consent')
    await writeWithoutConsent(tx, vault, key, { ...recording, record: without, grants })
  }
  if (sameSay) return { lifted: [], added: [] }
  const lifted = await writeLifting(tx, liftedBy(given), recording)
  const consentId = await writeConsent(tx, vault, key, {
    ...recording,
    record: given,
    grants: grantsOn('consent'),
  })
  const said = planLimits(
    limitsOf(given),
    limits.filter(({ id }) => lifted.every((one) => one.id !== id)),
  )
  await writeLimits(tx, vault, key, said, { ...recording, consentId })
  return { lifted, added: said.added }
}

interface Said {
  lifted: Awaited<ReturnType<typeof writeLifting>>
  added: LimitsPlan['added']
}
