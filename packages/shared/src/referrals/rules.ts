import { type Asking, can } from '../access.ts'
import type { ProblemCode } from '../problems.ts'
import type { Light } from '../traffic-light/schema.ts'
import { lights } from '../traffic-light/values.ts'
import type { ReferralAnswers, ReferralState } from './schema.ts'

interface Move {
  from: readonly ReferralState[]
  to: ReferralState | null
}

/** Submitted, and neither discussed nor ended. */
const underWay = ['submitted', 'returned', 'accepted', 'listed'] as const

/**
 * REF-11: from which states each operation goes, and whereto; null: the state stays. What is not here does not happen.
 * A referral to agencies alone is moved by their answers (`stateAfterResponse`); one is closed once what its meeting
 * said of it is distributed and nobody owes an answer.
 */
export const moves = {
  save: { from: ['draft', 'returned'], to: null },
  discard: { from: ['draft'], to: null },
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  redirectChild: { from: ['draft', 'returned'], to: 'withdrawn' },
  return: { from: ['submitted'], to: 'returned' },
  /** Back to where triage found it. */
  takeBack: { from: ['returned', 'listed', 'declined', 'redirected'], to: 'submitted' },
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted'], to: 'declined' },
  redirect: { from: ['submitted'], to: 'redirected' },
  /** An agency’s own clock runs while the coordinator’s rests, and after the meeting has said no. */
  respond: { from: [...underWay, 'declined', 'redirected', 'discussed'], to: null },
  /** REF-8: whence the answers of agencies alone move a referral, and back where one is put right. */
  answered: { from: ['submitted', 'accepted', 'declined', 'redirected'], to: null },
  changeLight: { from: underWay, to: null },
  /** REF-5: while somebody may still answer or hear her; of one that came back the whole form is asked for. */
  answerRest: { from: ['submitted', 'accepted', 'listed'], to: null },
  /** REF-10: her light is the most serious of her referrals, ended ones too, until it is lowered. */
  lowerLight: {
    from: [...underWay, 'discussed', 'closed', 'declined', 'redirected', 'withdrawn'],
    to: null,
  },
  /** MTG-5: a form that went back with questions is no reason for her to wait. */
  callEmergencyMeeting: { from: underWay, to: null },
  withdraw: { from: underWay, to: 'withdrawn' },
  list: { from: ['accepted'], to: 'listed' },
  discuss: { from: ['listed'], to: 'discussed' },
  /** MTG-7: its case was ended by a slip. */
  discussAgain: { from: ['discussed'], to: 'listed' },
  close: { from: ['discussed'], to: 'closed' },
} as const satisfies Record<string, Move>
export type ReferralMove = keyof typeof moves

interface RecipientFacts {
  agencyId: string
  forMeeting: boolean
  respondedAt: string | null
  /** A question of theirs waits for the referrer. */
  askedAt?: string | null
}

/** What the rules ask of a referral. The API’s row has it, and so has its reply. */
export interface ReferralFacts {
  state: ReferralState
  /** Written by whoever asks. */
  own: boolean
  /** Whose referral it is. */
  agencyId: string
  light: Light | null
  /** A basis for sharing her case. */
  basisInForce: boolean
  /** The rest of a short form is owed by then. */
  restDueAt: string | null
  recipients: readonly RecipientFacts[]
}

const whyNotFrom = (move: ReferralMove, state: ReferralState): ProblemCode | null =>
  (moves[move].from as readonly ReferralState[]).includes(state) ? null : 'referral.wrong_state'

const whyNotTheirs = ({ own, agencyId }: ReferralFacts, asking: Asking): ProblemCode | null =>
  own || agencyId === asking.agencyId ? null : 'access.not_permitted'

const whyNotForMeeting = ({ recipients }: ReferralFacts): ProblemCode | null =>
  recipients.some(({ forMeeting }) => forMeeting) ? null : 'referral.not_for_meeting'

/** REF-5: its rest is written on, by the agency that sent the short form. */
export const restIsOpen = ({ state, restDueAt }: Pick<ReferralFacts, 'state' | 'restDueAt'>): boolean =>
  restDueAt !== null && whyNotFrom('answerRest', state) === null

/** Its answers still change, by the agency whose it is: a draft, one that came back, and the rest of a short form. */
export const isWrittenOn = (referral: Pick<ReferralFacts, 'state' | 'restDueAt'>): boolean =>
  restIsOpen(referral) || whyNotFrom('save', referral.state) === null

/** Its author’s, and her agency’s: a draft is seen by nobody else, a returned one is her agency’s to mend. */
export const whyNotSave = (referral: ReferralFacts, asking: Asking) =>
  whyNotTheirs(referral, asking) ?? whyNotFrom('save', referral.state)
/** The same, and the rest of a short form that was sent. */
export const whyNotWrite = (referral: ReferralFacts, asking: Asking) =>
  restIsOpen(referral) ? whyNotTheirs(referral, asking) : whyNotSave(referral, asking)
export const whyNotSubmit = (referral: ReferralFacts, asking: Asking) =>
  whyNotTheirs(referral, asking) ?? whyNotFrom('submit', referral.state)
export const whyNotRedirectChild = (referral: ReferralFacts, asking: Asking) =>
  whyNotTheirs(referral, asking) ?? whyNotFrom('redirectChild', referral.state)
export const whyNotDiscard = (referral: ReferralFacts, asking: Asking) =>
  whyNotTheirs(referral, asking) ?? whyNotFrom('discard', referral.state)
/** A colleague takes back what her agency referred, as its author does. */
export const whyNotWithdraw = (referral: ReferralFacts, asking: Asking) =>
  whyNotTheirs(referral, asking) ?? whyNotFrom('withdraw', referral.state)

export const whyNotReturn = (referral: ReferralFacts) =>
  whyNotForMeeting(referral) ?? whyNotFrom('return', referral.state)
/** CON-2: nor without a basis for sharing her case that is in force; REF-5: nor before a short form names its criterion. */
export const whyNotAccept = (referral: ReferralFacts): ProblemCode | null =>
  whyNotForMeeting(referral) ??
  whyNotFrom('accept', referral.state) ??
  (referral.basisInForce ? null : 'referral.basis_missing') ??
  (referral.restDueAt ? 'referral.rest_owed' : null)
/** REF-5: the rest of a short form, by whoever of the referring agency knows. */
export const whyNotAnswerRest = (referral: ReferralFacts, asking: Asking): ProblemCode | null =>
  whyNotTheirs(referral, asking) ?? (restIsOpen(referral) ? null : 'referral.wrong_state')
/** `elsewhere`: she is better placed there, and the referral is redirected. */
export const whyNotDecline = (referral: ReferralFacts, elsewhere = false) =>
  whyNotForMeeting(referral) ?? whyNotFrom(elsewhere ? 'redirect' : 'decline', referral.state)

/** What a decision of triage may be taken back for: minutes. */
export const takenBackWithin = 10

/** REF-11: within ten minutes, and while nobody has acted on it. `undoUntil`: null where somebody has. */
export const whyNotTakeBack = (
  { state, undoUntil }: { state: ReferralState; undoUntil: string | null },
  now: string,
): ProblemCode | null =>
  whyNotFrom('takeBack', state) ??
  (undoUntil !== null && Date.parse(now) < Date.parse(undoUntil) ? null : 'referral.acted_on')

/** REF-8: an agency answers once, for itself; the meeting’s answer is acceptance, return or decline. */
export function whyNotRespond(referral: ReferralFacts, { agencyId }: Asking): ProblemCode | null {
  const mine = referral.recipients.find((one) => one.agencyId === agencyId && !one.forMeeting)
  if (!mine) return 'access.not_permitted'
  return whyNotFrom('respond', referral.state) ?? (mine.respondedAt ? 'referral.wrong_state' : null)
}

/** REF-6: a worker may raise a light; only who triages may lower it. Without `to`: whether it may be changed at all. */
export function whyNotChangeLight(
  { state, light }: Pick<ReferralFacts, 'state' | 'light'>,
  { role }: Asking,
  to?: Light,
): ProblemCode | null {
  if (light === null) return 'referral.wrong_state'
  const mayLower = role !== null && can(role, 'referrals:triage')
  if (to === undefined)
    return mayLower && light !== leastSerious
      ? whyNotFrom('lowerLight', state)
      : whyNotFrom('changeLight', state)
  const lowered = seriousness(to) > seriousness(light)
  const refused = whyNotFrom(lowered ? 'lowerLight' : 'changeLight', state)
  if (refused) return refused
  if (light === to) return 'referral.light_same'
  return lowered && !mayLower ? 'access.not_permitted' : null
}

/** Whether a change of light moves its clock: one that has ended has none. */
export const lightMovesClock = (state: ReferralState): boolean => whyNotFrom('changeLight', state) === null

/** States of a referral whose person the meeting has spoken of. */
export const discussedStates: readonly ReferralState[] = [moves.discuss.to, moves.close.to]

/** Whether this recipient’s clock runs: the meeting’s rests while the referral is returned (REF-5), an agency’s does not. */
export const clockRuns = (state: ReferralState, forMeeting: boolean): boolean =>
  whyNotFrom(forMeeting ? 'accept' : 'respond', state) === null

/** 0 for red: the lower, the more serious. */
export const seriousness = (light: Light): number => lights.indexOf(light)
const leastSerious = lights.at(-1)
export const moreSerious = (a: Light, b: Light): Light => (seriousness(a) <= seriousness(b) ? a : b)

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
