import { accountProblems } from './accounts/problems.ts'
import { actionProblems } from './actions/problems.ts'
import { agendaProblems } from './agenda/problems.ts'
import { attendanceProblems } from './attendance/problems.ts'
import { auditProblems } from './audit/problems.ts'
import { caseProblems } from './cases/problems.ts'
import { childProblems } from './children/problems.ts'
import { consentProblems } from './consent/problems.ts'
import { disclosureProblems } from './disclosures/problems.ts'
import { documentProblems } from './documents/problems.ts'
import { emergencyProblems } from './emergency/problems.ts'
import { emergencyAccessProblems } from './emergency-access/problems.ts'
import { eventProblems } from './events/problems.ts'
import { exclusionProblems } from './exclusions/problems.ts'
import { flagProblems } from './flags/problems.ts'
import { guestProblems } from './guests/problems.ts'
import { importProblems } from './imports/problems.ts'
import { leavingProblems } from './leaving/problems.ts'
import { limitProblems } from './limits/problems.ts'
import { meetingProblems } from './meetings/problems.ts'
import { minutesProblems } from './minutes/problems.ts'
import { monitoringProblems } from './monitoring/problems.ts'
import { onCallProblems } from './oncall/problems.ts'
import { otherForumProblems } from './other-forums/problems.ts'
import { outcomeProblems } from './outcomes/problems.ts'
import { partnershipProblems } from './partnerships/problems.ts'
import { harmProblems } from './people-who-harm/problems.ts'
import { planProblems } from './plan/problems.ts'
import { readinessProblems } from './readiness-problems.ts'
import { referralProblems } from './referrals/problems.ts'
import { requestProblems } from './request-problems.ts'
import { roomProblems } from './room/problems.ts'
import { safeguardingProblems } from './safeguarding/problems.ts'
import { sessionProblems } from './sessions/problems.ts'
import { sharingProblems } from './sharing/problems.ts'
import { systemProblems } from './systems/problems.ts'
import { unreadableProblems } from './unreadable-problems.ts'
import { webhookProblems } from './webhooks/problems.ts'
import { workerSafetyProblems } from './worker-safety/problems.ts'

/**
 * Everything that may go wrong, closed: code → status, title and how to put it right.
 * The `type` of a problem is `/problems/<code>`, the page that shows this row (RFC 9457).
 */
export const problems = {
  ...requestProblems,
  ...unreadableProblems,
  ...readinessProblems,
  ...sessionProblems,
  ...accountProblems,
  ...partnershipProblems,
  ...leavingProblems,
  ...onCallProblems,
  ...referralProblems,
  ...caseProblems,
  ...childProblems,
  ...consentProblems,
  ...limitProblems,
  ...harmProblems,
  ...exclusionProblems,
  ...workerSafetyProblems,
  ...sharingProblems,
  ...safeguardingProblems,
  ...meetingProblems,
  ...attendanceProblems,
  ...agendaProblems,
  ...guestProblems,
  ...roomProblems,
  ...emergencyAccessProblems,
  ...emergencyProblems,
  ...documentProblems,
  ...disclosureProblems,
  ...minutesProblems,
  ...actionProblems,
  ...flagProblems,
  ...planProblems,
  ...outcomeProblems,
  ...otherForumProblems,
  ...monitoringProblems,
  ...systemProblems,
  ...auditProblems,
  ...eventProblems,
  ...webhookProblems,
  ...importProblems,
} as const

export type ProblemCode = keyof typeof problems

/** One fault at one place of the request: an RFC 6901 pointer into the body, or `?name` / `:name` for query and path. */
export interface Fault {
  pointer: string
  code: string
  detail: string
}

/** A rule's «no». Thrown by pure rules and handlers; becomes the problem of its code, and the transaction rolls back. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly faults: readonly Fault[]
  readonly extra: Readonly<Record<string, unknown>>
  constructor(
    code: ProblemCode,
    faults: readonly Fault[] = [],
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(problems[code].title)
    this.code = code
    this.faults = faults
    this.extra = extra
  }
}
