import { moves } from './rules.ts'
import type { ReferralState, ResponseKind } from './schema.ts'

/** REF-8: which answers say more than yes, and what is to be said with them. */
export const wordsAsked: Record<ResponseKind, string | null> = {
  accepted: null,
  accepted_onto_waiting_list: null,
  more_information_needed: 'Say what you need to know',
  better_placed_elsewhere: 'Say where she is better placed',
  not_able_to_help_now: 'Say why not',
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
  if (response === 'accepted' || response === 'accepted_onto_waiting_list') return moves.accept.to
  const others = recipients.filter(({ id }) => id !== mine)
  if (!others.every(({ respondedAt }) => respondedAt) || response === 'more_information_needed') return state
  return response === 'better_placed_elsewhere' ? moves.redirect.to : moves.decline.to
}
