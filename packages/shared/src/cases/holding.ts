import { type Asking, can } from '../access.ts'
import type { ProblemCode } from '../problems.ts'

/** Why nothing goes on with a file: she was found to be, or may be, under 18; or she has died. */
export const holdKinds = ['under_18', 'died'] as const
export type HoldKind = (typeof holdKinds)[number]

export const holdWords = {
  under_18: 'She is or may be under 18',
  died: 'She has died',
} as const satisfies Record<HoldKind, string>

/** In the place of each way to reach her while a hold stands: also to who is told that work rests, and not why (ACC-6). */
export const waysRest = 'Work on this case rests: ask the coordinator before you use it.'

/** What a hold is lifted for: said of each kind. */
export const liftWords = {
  under_18: 'It was a mistake, or she was shown to be an adult',
  died: 'It was recorded by mistake: she has not died',
} as const satisfies Record<HoldKind, string>

/**
 * REF-3: what nobody does with a file while a hold stands on it, by the operation's name: agree, ask, share or begin anew what would still go on.
 * Everything else goes on (`while-held.test.ts` says of each why): what protects her or a child, puts right, keeps on record, or ends.
 * A form that comes back goes on too, but for what she agrees to or lifts in it (referrals/resubmission.ts), and an answer is put right, but for
 * one that promises what it did not (referrals/responses.ts).
 */
export const stoppedWhileHeld = [
  ...['recordConsent', 'liftLimit', 'shareResearch'],
  ...['acceptReferral', 'respondToReferral', 'callEmergencyMeeting'],
  ...[
    'listCarriedCase',
    'callItem',
    'startItem',
    'reopenItem',
    'agreeAction',
    'startAction',
    'acceptStep',
    'proposeGuest',
    'agreeInvitation',
  ],
  ...['proposePlanLine', 'addPlanLine', 'addPlanStep', 'agreePlanLine', 'changePlanLine', 'lookAtPlanLine'],
  ...['answerConflict', 'settleConflict', 'confirmFlag', 'recordOutcomes', 'putOffReview'],
] as const

/** Why an operation does not go on with a file; null when it does. */
export const whyNotWhileHeld = (operation: string, held: boolean): ProblemCode | null =>
  held && isStoppedWhileHeld(operation) ? 'case.held' : null

/** Whether a hold would stop it. */
export const isStoppedWhileHeld = (operation: string): boolean =>
  (stoppedWhileHeld as readonly string[]).includes(operation)

interface Held {
  kind: HoldKind
  liftedAt: string | null
}

/** What stands of these holds. */
export const standing = <H extends Held>(holds: readonly H[]): H[] =>
  holds.filter(({ liftedAt }) => liftedAt === null)

/** That she has died is recorded once; null when it can be. */
export const whyNotRecordDeath = (holds: readonly Held[]): ProblemCode | null =>
  standing(holds).some(({ kind }) => kind === 'died') ? 'case.held' : null

/** Whoever triages lifts a hold, once: it was recorded by mistake, or she was shown to be an adult. */
export function whyNotLift({ liftedAt }: Held, { role }: Asking): ProblemCode | null {
  if (liftedAt !== null) return 'case.hold_lifted'
  return role !== null && can(role, 'referrals:triage') ? null : 'access.not_permitted'
}
