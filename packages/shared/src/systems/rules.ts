import type { Permission } from '../access.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { SystemState } from './values.ts'

/** Secrets of one system at a time: the one in use, and the next one while it is put in place. */
export const secretsAtMost = 2
/** Of one partnership, the latest that were asked for: its page shows them all. */
export const systemsAtMost = 500
/** Days from the proposal to the last on which a system may be agreed to work: its leads look at it again every year, with the protocol (GOV-2). */
const longest = 366

const moves = {
  agree: ['proposed'],
  decline: ['proposed'],
  change: ['proposed', 'agreed'],
  end: ['proposed', 'agreed'],
  'make a secret': ['agreed'],
} as const satisfies Record<string, readonly SystemState[]>

/** It may be called, as long as the rest stands too: its end, its agency’s agreements, its places. */
export const workingSystemStates = moves['make a secret']

/** Why this cannot be done with a system in that state; null when it can. */
export const whyNotSystem = (move: keyof typeof moves, state: SystemState): ProblemCode | null =>
  (moves[move] as readonly SystemState[]).includes(state) ? null : 'system.wrong_state'

interface Standing {
  state: SystemState
  proposedByMe: boolean
}

/** API-2: another than who asked for it decides, once; who thinks better of it ends it instead. Null when it can be. */
export const whyNotDecideSystem = (
  move: 'agree' | 'decline',
  { state, proposedByMe }: Standing,
): ProblemCode | null => whyNotSystem(move, state) ?? (proposedByMe ? 'system.own_proposal' : null)

/** API-2: the one in use, and the next one; null when a secret can be made. */
export const whyNotMakeSecret = ({
  state,
  secrets,
}: Pick<Standing, 'state'> & { secrets: readonly unknown[] }): ProblemCode | null =>
  whyNotSystem('make a secret', state) ?? (secrets.length < secretsAtMost ? null : 'system.two_secrets')

/** It was agreed to once, so that there are calls of it to look at. */
export const hasWorked = (state: SystemState): boolean => state === 'agreed' || state === 'ended'

/** `expiresOn` is the last day that it works, local; `today` too. */
export function proposalFaults({ expiresOn }: { expiresOn: string }, today: string): Fault[] {
  if (expiresOn <= today) return [{ pointer: '/expiresOn', code: 'invalid', detail: 'is not a day to come' }]
  if (expiresOn > Temporal.PlainDate.from(today).add({ days: longest }).toString())
    return [{ pointer: '/expiresOn', code: 'invalid', detail: 'lies more than a year ahead' }]
  return []
}

/** What was agreed is only ever narrowed: more scopes, or a later end, are asked for as a new system. */
export function wideningFaults(
  before: { state: SystemState; scopes: readonly Permission[] },
  after: { scopes?: readonly Permission[] },
): Fault[] {
  if (before.state === 'proposed') return []
  return (after.scopes ?? [])
    .filter((scope) => !before.scopes.includes(scope))
    .map((scope) => ({
      pointer: '/scopes',
      code: 'invalid',
      detail: `${scope} was not agreed to; ask for it as a new system`,
    }))
}
