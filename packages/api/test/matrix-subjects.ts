import type { Contract } from '@alongside/shared/contract'
import { newId } from '../src/ids.ts'
import type { Call } from '../src/in-process.ts'
import { actionSubjects } from './subjects/actions.ts'
import { arrangeActors, type MatrixActor } from './subjects/actors.ts'
import { agendaSubjects } from './subjects/agenda.ts'
import { arrangeAudit, auditSubjects } from './subjects/audit.ts'
import { arrangeCases, caseSubjects } from './subjects/cases.ts'
import { arrangeChildren, childSubjects } from './subjects/children.ts'
import { arrangeConsent, consentSubjects } from './subjects/consent.ts'
import { arrangeDisclosures, disclosureSubjects } from './subjects/disclosures.ts'
import { arrangeDocuments, documentSubjects } from './subjects/documents.ts'
import { arrangeEmergency, emergencySubjects } from './subjects/emergency.ts'
import { arrangeEmergencyAccess, emergencyAccessSubjects } from './subjects/emergency-access.ts'
import { arrangeExclusions, exclusionSubjects } from './subjects/exclusions.ts'
import { arrangeFlags } from './subjects/flags.ts'
import { arrangeGuests, guestSubjects } from './subjects/guests.ts'
import { arrangeImports, importSubjects } from './subjects/imports.ts'
import { arrangeLeaving, leavingSubjects } from './subjects/leaving.ts'
import { arrangeLimits, limitSubjects } from './subjects/limits.ts'
import { arrangeMeetings, meetingSubjects } from './subjects/meetings.ts'
import { arrangeMinutes, minutesSubjects } from './subjects/minutes.ts'
import { arrangeMonitoring, monitoringSubjects } from './subjects/monitoring.ts'
import { arrangeOtherForums, otherForumSubjects } from './subjects/other-forums.ts'
import { arrangeOutcomes } from './subjects/outcomes.ts'
import { arrangePartnerships, partnershipSubjects } from './subjects/partnerships.ts'
import { arrangePeopleWhoHarm, peopleWhoHarmSubjects } from './subjects/people-who-harm.ts'
import { arrangePlan, planSubjects } from './subjects/plan.ts'
import { arrangeReach, reachSubjects } from './subjects/reach.ts'
import { arrangeReferrals, referralSubjects } from './subjects/referrals.ts'
import { arrangeSafeguarding, safeguardingSubjects } from './subjects/safeguarding.ts'
import { sessionSubjects } from './subjects/sessions.ts'
import { arrangeSharing, sharingSubjects } from './subjects/sharing.ts'
import { type Subject, whole } from './subjects/subject.ts'
import { arrangeSystems, systemSubjects } from './subjects/systems.ts'
import { arrangeWebhooks, webhookSubjects } from './subjects/webhooks.ts'
import { workSubjects } from './subjects/work.ts'
import { arrangeWorkerSafety, workerSafetySubjects } from './subjects/worker-safety.ts'
import type { Eastmarsh } from './world.ts'

/** One subject of every kind in Eastmarsh, one domain after the other, and an actor of every role in every place. */
export async function arrangeMatrix(world: Eastmarsh) {
  const ground = await arrangeMeetings(world)
  const arranged = {
    ...ground,
    ...(await arrangeMinutes(world, ground)),
    ...(await arrangeEmergency(world, ground)),
    ...(await arrangeReferrals(world, ground)),
    ...(await arrangeSafeguarding(world, ground)),
    ...(await arrangeGuests(world, ground)),
    ...(await arrangeDisclosures(world, ground)),
    ...(await arrangeCases(world, ground)),
    ...(await arrangeChildren(world, ground)),
    ...(await arrangePlan(world, ground)),
    ...(await arrangeReach(world, ground)),
    ...(await arrangeOtherForums(world, ground)),
    ...(await arrangeConsent(world, ground)),
    ...(await arrangeLimits(world, ground)),
    ...(await arrangePeopleWhoHarm(world, ground)),
    ...(await arrangeExclusions(world, ground)),
    ...(await arrangeWorkerSafety(world, ground)),
    ...(await arrangeDocuments(world, ground)),
    ...(await arrangePartnerships(world)),
    ...(await arrangeLeaving(world, ground)),
    ...(await arrangeImports(world)),
    ...(await arrangeSystems(world)),
    ...(await arrangeMonitoring(world)),
    ...(await arrangeAudit(world)),
    ...(await arrangeWebhooks(world)),
    ...(await arrangeSharing(world, ground)),
  }
  await arrangeFlags(world, ground)
  await arrangeOutcomes(world, ground)
  const emergency = await arrangeEmergencyAccess(world, arranged)
  return { ...arranged, ...emergency, actors: await arrangeActors(world, ground) }
}
export type Arranged = Awaited<ReturnType<typeof arrangeMatrix>>

const subjects = whole({
  ...sessionSubjects,
  ...partnershipSubjects,
  ...leavingSubjects,
  ...referralSubjects,
  ...caseSubjects,
  ...childSubjects,
  ...reachSubjects,
  ...otherForumSubjects,
  ...emergencyAccessSubjects,
  ...consentSubjects,
  ...limitSubjects,
  ...peopleWhoHarmSubjects,
  ...exclusionSubjects,
  ...workerSafetySubjects,
  ...sharingSubjects,
  ...safeguardingSubjects,
  ...meetingSubjects,
  ...agendaSubjects,
  ...guestSubjects,
  ...minutesSubjects,
  ...emergencySubjects,
  ...documentSubjects,
  ...disclosureSubjects,
  ...actionSubjects,
  ...planSubjects,
  ...monitoringSubjects,
  ...systemSubjects,
  ...webhookSubjects,
  ...importSubjects,
  ...workSubjects,
  ...auditSubjects,
})

/** Of the operation itself, or of what its path names. */
export function subjectOf({ id, params }: Contract): Subject {
  const [name = ''] = Object.keys(params)
  return subjects[id] ?? subjects[name] ?? { bound: 'nothing' }
}

/** The call of that operation on the subject of `owner`: the contract's own example, at a version that is not current, so that nothing moves. */
export function callOf(operation: Contract, arranged: Arranged, owner: MatrixActor): Call<Contract> {
  const { params, body, query } = subjectOf(operation)
  return {
    ...(query && { query: query as never }),
    ...(params && { params: params(arranged, owner) }),
    ...(operation.kind === 'command' &&
      operation.method !== 'DELETE' && { body: (body?.(arranged, owner) ?? operation.example) as never }),
    ...(operation.kind === 'command' && operation.conditional && { version: 99 }),
  }
}

/** The same call on ids that nobody has: what a refusal must be indistinguishable from. */
export function unknownCall(operation: Contract, arranged: Arranged, owner: MatrixActor): Call<Contract> {
  const call = callOf(operation, arranged, owner)
  const { params, body } = call as { params?: Record<string, string>; body?: Record<string, unknown> }
  if (params)
    return {
      ...call,
      params: Object.fromEntries(Object.keys(params).map((name) => [name, newId()])) as never,
    }
  const unknown = {
    ...body,
    ...('membershipId' in (body ?? {}) && { membershipId: newId() }),
    ...('meetingId' in (body ?? {}) && { meetingId: newId() }),
    ...('notificationIds' in (body ?? {}) && { notificationIds: [newId()] }),
    ...('reference' in (body ?? {}) && { reference: 'EMP-2026-ZZZZZZ' }),
  }
  return { ...call, body: unknown as never }
}
