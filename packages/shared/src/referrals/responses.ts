import type { ProblemCode } from '../problems.ts'
import type { ResponseKind } from './conversation-schema.ts'
import { moves } from './rules.ts'
import type { ReferralState } from './schema.ts'

/** REF-8: which answers say more than yes, and what is to be said with them. */
export const wordsAsked: Record<ResponseKind, string | null> = {
  accepted: null,
  accepted_onto_waiting_list: null,
  better_placed_elsewhere: 'Say where she is better placed',
  not_able_to_help_now: 'Say why not',
}

/** With it somebody has her. */
export const takesHerOn = (response: ResponseKind): boolean =>
  response === 'accepted' || response === 'accepted_onto_waiting_list'

/**
 * REF-3: an answer is put right while a hold stands too, but for one by which somebody would have her who did not, or have her sooner: null
 * when it is.
 */
export const whyNotAmendWhileHeld = (
  before: ResponseKind | null,
  after: ResponseKind,
  held: boolean,
): ProblemCode | null =>
  held && takesHerOn(after) && before !== after && before !== 'accepted' ? 'case.held' : null

interface Answered {
  state: ReferralState
  recipients: readonly { id?: string; forMeeting: boolean; response: ResponseKind | null }[]
}

/**
 * REF-11: whereto an answer brings a referral, the first of an agency or one that puts it right. The meeting’s is moved by
 * the coordinator; one to agencies alone is accepted while one of them takes it, and ends with the last that does not.
 */
export function stateAfterResponse(
  { state, recipients }: Answered,
  mine: string,
  response: ResponseKind,
): ReferralState {
  const moved = (moves.answered.from as readonly ReferralState[]).includes(state)
  if (recipients.some(({ forMeeting }) => forMeeting) || !moved) return state
  return stateByAnswers(
    recipients.map((one) => (one.id === mine ? response : one.response)),
    response,
  )
}

/** REF-11: a form that comes again and asks nobody anew is where the answers that stand have brought it; else it waits for one. */
export const stateAfterSubmission = (recipients: Answered['recipients']): ReferralState =>
  recipients.some(({ forMeeting }) => forMeeting)
    ? moves.submit.to
    : stateByAnswers(
        recipients.map(({ response }) => response),
        recipients.at(-1)?.response ?? null,
      )

/** Of agencies alone. `last`: what was answered last. */
function stateByAnswers(answers: readonly (ResponseKind | null)[], last: ResponseKind | null): ReferralState {
  if (answers.some((answer) => answer !== null && takesHerOn(answer))) return moves.accept.to
  if (answers.includes(null)) return moves.submit.to
  return last === 'better_placed_elsewhere' ? moves.redirect.to : moves.decline.to
}
