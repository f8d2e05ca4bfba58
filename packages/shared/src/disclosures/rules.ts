import type { ProblemCode } from '../problems.ts'
import type { DisclosureState } from './values.ts'

/** CNF-1: decided once, and by another person than asked. */
export function whyNotDecide({
  state,
  askedByMe,
}: {
  state: DisclosureState
  askedByMe: boolean
}): ProblemCode | null {
  if (state !== 'asked') return 'disclosure.decided'
  return askedByMe ? 'disclosure.own' : null
}

/** Days for which a released copy's link is good, once. */
export const releaseDays = 7

/** CNF-1: until when, from the moment that the link is sent. RFC 3339, UTC. */
export const releaseUntil = (sentAt: string): string =>
  Temporal.Instant.from(sentAt)
    .add({ hours: releaseDays * 24 })
    .toString()
