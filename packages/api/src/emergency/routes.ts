import { endOfDay, localDate, type WorkingCalendar } from '@alongside/shared/calendar'
import * as contract from '@alongside/shared/emergency/contract'
import { whyNotCall, whyNotCallAbout, whyNotContact } from '@alongside/shared/emergency/rules'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { putOnAgenda } from '../agenda/queries.ts'
import { comeIn } from '../attendance/presence.ts'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { meetingSignatures, meetings } from '../db/tables/meetings.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { confidentialityAgreement, localToday, readMeeting } from '../meetings/queries.ts'
import { readLists } from '../oncall/queries.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { openReferral } from '../referrals/queries.ts'
import {
  callPeople,
  emergencyOf,
  hasBasis,
  onCallFor,
  reachable,
  readContacts,
  runningEmergency,
  withoutBasis,
  writeAttempt,
} from './queries.ts'

/** MTG-5: called in two steps, never waiting for the monthly rhythm; then it runs in the same room as every meeting. */
export const emergencyRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.planEmergency, async ({ tx, vault, params, now }) => {
    const referral = await openReferral(tx, vault, params.referralId)
    const { caseId, caseReference } = caseOf(referral)
    const reply = {
      referralId: params.referralId,
      caseId,
      caseReference,
      runningMeetingId: await runningEmergency(tx, caseId),
      basisInForce: referral.basisInForce,
      rests: referral.rests,
      state: referral.state,
      light: referral.light,
      agencies: withOnCall(
        grouped(await reachable(tx, caseId)),
        await onCallFor(tx, { caseId, meetingId: null, now }),
        await readLists(tx, now),
      ),
      withoutBasis: await withoutBasis(tx, caseId),
    }
    return { reply, audit: { subjectId: params.referralId, caseId } }
  })

  command(contract.callEmergencyMeeting, async ({ tx, vault, params, body, now }) => {
    const referral = await openReferral(tx, vault, params.referralId, true)
    const { caseId } = caseOf(referral)
    const { light } = await openCaseToCall(tx, vault, caseId, referral)
    const known = await reachable(tx, caseId)
    const called = body.people.map((id) => known.find(({ accountId }) => accountId === id))
    const faults = body.people.flatMap((id, at) =>
      known.some(({ accountId }) => accountId === id) ? [] : [at],
    )
    if (faults.length > 0)
      throw new Refusal(
        'reference.unknown',
        faults.map((at) => ({
          pointer: `/people/${at}`,
          code: 'no_basis',
          detail: 'is nobody of an agency that has a basis to see this case',
        })),
      )
    const startsAt = startOf(calendarOf(await readPartnership(tx, now)), body.startsAt, now)
    const id = newId()
    // Nothing is waited for: what a monthly meeting derives from its date is here the moment of the call.
    const derived = {
      opensFrom: now,
      referralsBy: now,
      confirmationFrom: now,
      confirmationUntil: now,
      packBy: now,
      minutesDueBy: now,
    }
    const { mode, where: venue } = body
    await tx.insert(meetings).values({ id, kind: 'emergency', caseId, ...startsAt, ...derived, mode, venue })
    await putOnAgenda(tx, { meetingId: id, caseId, referralId: referral.id, light, now })
    await callPeople(tx, { meetingId: id, caseId, called: called.flatMap((one) => one ?? []), now })
    return {
      reply: await readMeeting(tx, id),
      audit: { subjectId: id, caseId },
      events: [{ type: 'meeting.called', data: { meetingId: id, caseId } }],
    }
  })

  query(contract.readContacts, async ({ tx, vault, params, now }) => {
    const { caseId } = await emergencyOf(tx, params.meetingId)
    return {
      reply: await readContacts(tx, vault, params.meetingId, now),
      audit: { subjectId: params.meetingId, caseId },
    }
  })

  command(contract.logContact, async ({ tx, vault, actor, params, body, now }) => {
    const { caseId } = await runningMeeting(tx, params.meetingId)
    const { key } = await openCase(tx, vault, caseId)
    const { accountId = null, onCallId = null, how, answer, reachedAt = null, words = null } = body
    const contacts = await readContacts(tx, vault, params.meetingId, now)
    const agencyId = agencyTried(contacts, { accountId, onCallId })
    await writeAttempt(tx, {
      meetingId: params.meetingId,
      caseId,
      agencyId,
      accountId,
      onCallId,
      how,
      answer,
      words: vault.seal(key, 'contact', { reachedAt, words }),
      now,
      by: actor.accountId,
    })
    return {
      reply: await readContacts(tx, vault, params.meetingId, now),
      audit: { subjectId: params.meetingId, caseId },
      events: [],
    }
  })

  command(contract.recordAgreedAloud, async ({ tx, vault, actor, params, body, now }) => {
    const { caseId, state } = await runningMeeting(tx, params.meetingId)
    const contacts = await readContacts(tx, vault, params.meetingId, now)
    const agencyId = agencyTried(contacts, { accountId: body.accountId, onCallId: null })
    const agreement = await confidentialityAgreement(tx, await localToday(tx, now))
    await tx
      .insert(meetingSignatures)
      .values({
        id: newId(),
        meetingId: params.meetingId,
        accountId: body.accountId,
        agencyId,
        agreementVersionId: agreement.id,
        signedAt: now,
        agreedAloudTo: actor.accountId,
      })
      .onConflictDoNothing()
    // MTG-6: who agrees on the phone while the meeting runs is in it.
    if (whyNotInMeeting('record', state) === null)
      await comeIn(tx, {
        ...{ meetingId: params.meetingId, accountId: body.accountId, agencyId, invited: false },
        ...{ from: now, recordedBy: actor.accountId },
      })
    return {
      reply: await readContacts(tx, vault, params.meetingId, now),
      audit: { subjectId: params.meetingId, caseId },
      events: [],
    }
  })
}

/** A draft has no case yet, and nobody to call about. @throws Refusal meeting.not_an_emergency */
function caseOf({ caseId, caseReference }: { caseId: string | null; caseReference: string | null }) {
  if (!caseId || !caseReference) throw new Refusal('meeting.not_an_emergency')
  return { caseId, caseReference }
}

type Referral = Awaited<ReturnType<typeof openReferral>>

/** The case, held against a second call. @throws Refusal meeting.not_an_emergency · meeting.emergency_running · referral.basis_missing */
async function openCaseToCall(
  tx: Tx,
  vault: Parameters<typeof openCase>[1],
  caseId: string,
  referral: Referral,
) {
  await openCase(tx, vault, caseId, true)
  const { light } = referral
  // Asked anew of the case that is held: her consent may have ended since the referral was read.
  const basisInForce = await hasBasis(tx, caseId)
  const runningMeetingId = await runningEmergency(tx, caseId)
  const refused = whyNotCallAbout({ runningMeetingId, basisInForce }) ?? whyNotCall(referral)
  if (refused) throw new Refusal(refused, [], runningMeetingId ? { meetingId: runningMeetingId } : {})
  if (!light) throw new Refusal('meeting.not_an_emergency')
  return { light }
}

/** Now, or a time until the end of tomorrow. @throws Refusal request.invalid */
function startOf(calendar: WorkingCalendar, asked: string | undefined, now: string) {
  const from = Temporal.Instant.from(now)
  const at = asked ? Temporal.Instant.from(asked) : from
  const tomorrow = endOfDay(calendar, localDate(calendar, from).add({ days: 1 }))
  if (Temporal.Instant.compare(at, from) < 0 || Temporal.Instant.compare(at, tomorrow) > 0)
    throw new Refusal('request.invalid', [
      { pointer: '/startsAt', code: 'invalid', detail: 'is neither later today nor tomorrow' },
    ])
  return { startsAt: at.toString(), date: localDate(calendar, at).toString() }
}

async function runningMeeting(tx: Tx, meetingId: string) {
  const meeting = await emergencyOf(tx, meetingId)
  const refused = whyNotContact(meeting)
  if (refused) throw new Refusal(refused)
  return meeting
}

/** @throws Refusal request.invalid unless one is named · reference.unknown for somebody who was not called, or is not on call */
function agencyTried(
  { people, onCall }: contract.Contacts,
  { accountId, onCallId }: { accountId: string | null; onCallId: string | null },
): string {
  if ((accountId === null) === (onCallId === null))
    throw new Refusal('request.invalid', [
      { pointer: '/accountId', code: 'invalid', detail: 'or onCallId says who was tried: one of the two' },
    ])
  const found = accountId
    ? people.find((person) => person.accountId === accountId)
    : onCall.find((entry) => entry.onCallId === onCallId)
  if (found) return found.agencyId
  throw new Refusal('reference.unknown', [
    accountId
      ? { pointer: '/accountId', code: 'unknown', detail: 'was not called to this meeting' }
      : {
          pointer: '/onCallId',
          code: 'unknown',
          detail: 'is not on call now for an agency that may see the case',
        },
  ])
}

type Reachable = Awaited<ReturnType<typeof reachable>>[number]

const grouped = (people: Reachable[]) =>
  [...Map.groupBy(people, ({ agencyId }) => agencyId)].map(([agencyId, ofAgency]) => ({
    agencyId,
    agencyName: ofAgency[0]?.agencyName ?? '',
    people: ofAgency.map(({ accountId, name, role, safeguardingLead, email }) => ({
      accountId,
      name,
      role,
      safeguardingLead,
      email,
    })),
  }))

type Grouped = ReturnType<typeof grouped>[number]

const withOnCall = (
  agencies: Grouped[],
  onCall: Awaited<ReturnType<typeof onCallFor>>,
  lists: Awaited<ReturnType<typeof readLists>>,
) =>
  agencies.map((agency) => ({
    ...agency,
    onCall: onCall
      .filter(({ agencyId }) => agencyId === agency.agencyId)
      .map(({ onCallId, name, telephone }) => ({ onCallId, name, telephone })),
    onCallCheckedAt: lists.find(({ agencyId }) => agencyId === agency.agencyId)?.checkedAt ?? null,
  }))
