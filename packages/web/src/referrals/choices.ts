import type { Asking } from '@alongside/shared/access'
import { type ProblemCode, problems } from '@alongside/shared/problems'
import { whyNotAmend, whyNotAsk } from '@alongside/shared/referrals/conversation'
import {
  type ReferralFacts,
  whyNotAccept,
  whyNotChangeLight,
  whyNotDecline,
  whyNotRespond,
  whyNotReturn,
  whyNotWithdraw,
} from '@alongside/shared/referrals/rules'

export type Choice = 'respond' | 'ask' | 'amend' | 'accept' | 'return' | 'decline' | 'withdraw' | 'light'

export interface Choices {
  /** What can be done now. */
  open: readonly Choice[]
  /** What whoever asks would do next and cannot yet, by the reason. What is done, or over, the state says by itself. */
  closed: readonly { choices: readonly Choice[]; reason: string }[]
}

/** `may`: what the role of whoever asks lets it do at all. */
export function choicesOf(
  referral: ReferralFacts,
  asking: Asking,
  may: { triage: boolean; respond: boolean; write: boolean },
): Choices {
  const asked: [Choice, boolean, ProblemCode | null][] = [
    ['respond', may.respond, whyNotRespond(referral, asking)],
    ['ask', may.respond, whyNotAsk(referral, asking)],
    ['amend', may.respond, whyNotAmend(referral, asking)],
    ['accept', may.triage, whyNotAccept(referral)],
    ['return', may.triage, whyNotReturn(referral)],
    ['decline', may.triage, whyNotDecline(referral)],
    ['light', true, whyNotChangeLight(referral, asking)],
    ['withdraw', may.write, whyNotWithdraw(referral, asking)],
  ]
  const ofRole = asked.filter(([, role]) => role)
  const closed = ofRole.flatMap(([choice, , refused]) => {
    const reason = refused && reasonOf(choice, refused, referral)
    return reason ? [{ choice, reason }] : []
  })
  return {
    open: ofRole.filter(([, , refused]) => refused === null).map(([choice]) => choice),
    closed: [...Map.groupBy(closed, ({ reason }) => reason)].map(([reason, of]) => ({
      reason,
      choices: of.map(({ choice }) => choice),
    })),
  }
}

const ofMeeting: readonly Choice[] = ['accept', 'return', 'decline']

function reasonOf(choice: Choice, refused: ProblemCode, { state }: ReferralFacts): string | null {
  if (refused === 'referral.basis_missing') return `${problems[refused].title}.`
  if (refused === 'referral.wrong_state' && state === 'returned' && ofMeeting.includes(choice))
    return 'It waits for the referrer, who was asked for more.'
  return null
}
