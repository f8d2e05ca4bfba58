import { can, type Permission, type Role } from '../access.ts'
import type { ProblemCode } from '../problems.ts'
import { type Light, lights } from '../traffic-light/schema.ts'
import type { ReferralAnswers, ReferralState } from './schema.ts'

interface Move {
  from: readonly ReferralState[]
  to: ReferralState
}

/** REF-11: every move of a referral. What is not here does not happen. */
export const moves = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted'], to: 'declined' },
  redirect: { from: ['submitted'], to: 'redirected' },
  withdraw: { from: ['submitted', 'returned', 'accepted', 'listed'], to: 'withdrawn' },
  list: { from: ['accepted'], to: 'listed' },
  discuss: { from: ['listed'], to: 'discussed' },
  close: { from: ['discussed', 'accepted', 'submitted'], to: 'closed' },
} as const satisfies Record<string, Move>
export type ReferralMove = keyof typeof moves

/** Why this move cannot be made from here; null when it can. The SPA shows the problem's title beside the button. */
export const whyNot = (move: ReferralMove, state: ReferralState): ProblemCode | null =>
  (moves[move].from as readonly ReferralState[]).includes(state) ? null : 'referral.wrong_state'

/** A draft or a returned referral is its author's to write. */
export const isEditable = (state: ReferralState): boolean => whyNot('submit', state) === null

const permissionOf: Partial<Record<ReferralMove, Permission>> = {
  return: 'referrals:triage',
  accept: 'referrals:triage',
  decline: 'referrals:triage',
  redirect: 'referrals:triage',
}

/** The moves that a role could make now, for a screen. */
export const movesOpen = (role: Role, state: ReferralState, own: boolean): ReferralMove[] =>
  (['submit', 'return', 'accept', 'decline', 'redirect', 'withdraw'] as const).filter((move) => {
    const permission = permissionOf[move]
    return whyNot(move, state) === null && (permission ? can(role, permission) : own)
  })

/** 0 for red: the lower, the more serious. */
export const seriousness = (light: Light): number => lights.indexOf(light)
export const moreSerious = (a: Light, b: Light): Light => (seriousness(a) <= seriousness(b) ? a : b)

/** REF-6: a worker may raise a light; only who triages may lower it. */
export function whyNotChangeLight(
  role: Role,
  from: Light,
  to: Light,
  state: ReferralState,
): ProblemCode | null {
  if (!['submitted', 'returned', 'accepted', 'listed'].includes(state)) return 'referral.wrong_state'
  if (from === to) return 'referral.light_same'
  if (seriousness(to) > seriousness(from) && !can(role, 'referrals:triage')) return 'access.not_permitted'
  return null
}

/** REF-8: a raised light shortens the clock from submission; a lowered one never shortens what has passed. Instants. */
export const clockAfterLightChange = (
  dueAt: string,
  dueByNewLight: string,
  from: Light,
  to: Light,
): string =>
  seriousness(to) < seriousness(from) === Date.parse(dueByNewLight) < Date.parse(dueAt)
    ? dueByNewLight
    : dueAt

/**
 * REF-10: a referral of somebody who was discussed before names what escalated since. Asked of the coordinator when the
 * referrer did not know of it. `lastDiscussedAt`: an instant; null when she never was.
 */
export const mustNameEscalation = (
  { reReferral }: Pick<ReferralAnswers, 'reReferral'>,
  lastDiscussedAt: string | null,
): boolean => lastDiscussedAt !== null && !reReferral?.escalationSince?.trim()
