import { moves } from './rules.ts'
import type { ReferralState, ResponseKind } from './schema.ts'

/** REF-8: which answers say more than yes, and what is to be said with them. */
export const wordsAsked: Record<ResponseKind, string | null> = {
  accepted: null,
  'accepted onto a waiting list': null,
  'more information needed': 'Say what you need to know',
  'better placed elsewhere': 'Say where she is better placed',
  'not able to help now': 'Say why not',
}

interface Answered {
  state: ReferralState
  recipients: readonly { id: string; forMeeting: boolean; respondedAt: string | null }[]
}

/**
 * REF-11: whereto an answer brings a referral. The meeting’s is moved by the coordinator; one to agencies alone is accepted
 * with the first that takes it, and ends with the last that does not.
 */
export function stateAfterResponse(
  { state, recipients }: Answered,
  mine: string,
  response: ResponseKind,
): ReferralState {
  if (recipients.some(({ forMeeting }) => forMeeting) || state !== 'submitted') return state
  if (response === 'accepted' || response === 'accepted onto a waiting list') return moves.accept.to
  const others = recipients.filter(({ id }) => id !== mine)
  if (!others.every(({ respondedAt }) => respondedAt) || response === 'more information needed') return state
  return response === 'better placed elsewhere' ? moves.redirect.to : moves.decline.to
}
