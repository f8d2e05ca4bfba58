import type { Fault, ProblemCode } from '../problems.ts'
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

/** ACC-8: what she refuses and whoever agrees has not said to have read, each at its place. */
export const noesUnread = (
  herNoes: readonly { limitId: string; caseReference: string; what: string }[],
  read: readonly string[],
): Fault[] =>
  herNoes
    .filter(({ limitId }) => !read.includes(limitId))
    .map(({ caseReference, what }) => ({
      pointer: '/noesRead',
      code: 'missing' as const,
      detail: `In ${caseReference} she said no to ${what}`,
    }))

/** ACC-8: of which refused agencies whoever is let in may be, where nothing says that they are not, each at its place. */
export const notSaidOf = (mayBeOf: readonly string[], notOf: string | undefined): Fault[] =>
  notOf
    ? []
    : mayBeOf.map((name) => ({
        pointer: '/notOf',
        code: 'missing' as const,
        detail: `They may be of ${name}, which she refuses`,
      }))

/** What whoever agrees says to have read and is no such no, each at its place: of another request, lifted since, or nobody's. */
export const noesUnknown = (herNoes: readonly { limitId: string }[], read: readonly string[]): Fault[] =>
  read.flatMap((id, at) =>
    herNoes.some(({ limitId }) => limitId === id)
      ? []
      : [
          {
            pointer: `/noesRead/${at}`,
            code: 'unknown' as const,
            detail: 'Nobody says this no here; read the request again',
          },
        ],
  )
