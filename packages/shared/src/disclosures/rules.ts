import type { DocumentKind } from '../documents/rules.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import { type DisclosureState, partsOf, type ReleasePart } from './values.ts'

/** Agreed, and not taken back since. */
export const releasedStates = ['agreed'] as const satisfies DisclosureState[]

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

/** CNF-1: a copy is cut to what its recipient needs; of a document in which nothing of that stands, nothing would leave. */
export const nothingChosen = (kind: DocumentKind, parts: readonly ReleasePart[]): Fault[] =>
  partsOf[kind].some((part) => parts.includes(part))
    ? []
    : [{ pointer: '/parts', code: 'missing', detail: 'Choose what the recipient needs of it' }]

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

interface Standing {
  state: DisclosureState
  askedByMe: boolean
  openedAt: string | null
}

/** CNF-1: nobody agrees to what she has not seen in full, with what she whom it is about says to it. */
export const whyNotAgree = (release: Standing & { seenByMe: boolean }): ProblemCode | null =>
  whyNotDecide(release) ?? (release.seenByMe ? null : 'disclosure.unseen')

/** CNF-1: what was asked is taken back by who asked; what was agreed also by who coordinates, until it is fetched. */
export const whyNotTakeBackRelease = (
  { state, askedByMe, openedAt }: Standing,
  coordinates: boolean,
): ProblemCode | null => {
  if (state !== 'asked' && state !== 'agreed') return 'disclosure.decided'
  if (openedAt !== null) return 'disclosure.fetched'
  return askedByMe || (state === 'agreed' && coordinates) ? null : 'access.not_permitted'
}

/** CNF-1: a link that was lost, or has lapsed, is sent again until the copy was fetched; the one before is good no more. */
export const whyNotSendAgain = ({
  state,
  openedAt,
}: Pick<Standing, 'state' | 'openedAt'>): ProblemCode | null => {
  if (state !== 'agreed') return 'disclosure.not_agreed'
  return openedAt === null ? null : 'disclosure.fetched'
}
