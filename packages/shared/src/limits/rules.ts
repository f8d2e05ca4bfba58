import type { Asking, Basis } from '../access.ts'
import { responseDue, type WorkingCalendar } from '../calendar.ts'
import type { CaseFile } from '../cases/contract.ts'
import type { ConsentAnswers } from '../consent/schema.ts'
import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { Limit, LimitOverride, PastLimit } from './schema.ts'

/** A limit as it is written down. `words`: hers, empty where the kind says it all. */
export interface NewLimit
  extends Pick<Limit, 'kind' | 'agencyId' | 'accountId' | 'purpose' | 'words' | 'saidOn'> {}

const nothing = { agencyId: null, accountId: null, purpose: null, words: '' } as const

/** ACC-8: what she refused as she consented. */
export function limitsOf({ refusedAgencies = [], limits, givenOn }: ConsentAnswers): NewLimit[] {
  if (!givenOn) return []
  const words = limits?.trim()
  return [
    ...refusedAgencies.map((agencyId) => ({
      ...nothing,
      kind: 'agency' as const,
      agencyId,
      saidOn: givenOn,
    })),
    ...(words
      ? [{ ...nothing, kind: 'purpose' as const, purpose: 'other' as const, words, saidOn: givenOn }]
      : []),
  ]
}

export const isStanding = ({ liftedAt }: Pick<Limit, 'liftedAt'>): boolean => liftedAt === null

/** Whether both refuse the same. */
export const isSame = (one: NewLimit, other: NewLimit): boolean =>
  one.kind === other.kind &&
  one.agencyId === other.agencyId &&
  one.accountId === other.accountId &&
  one.purpose === other.purpose &&
  (one.agencyId !== null || one.words === other.words)

/** Why she cannot be said to lift or confirm it here; null when she can. Nobody speaks for her about an agency in which he has a place. */
export function whyNotSettleLimit(limit: Pick<Limit, 'liftedAt' | 'own'>): ProblemCode | null {
  if (!isStanding(limit)) return 'limit.lifted'
  return limit.own ? 'limit.own' : null
}

/** Why what she agrees to or refuses is not recorded by who sees the case on these bases; null when it is (ACC-7). */
export const whyNotRecordSay = (bases: readonly Basis[]): ProblemCode | null =>
  bases.length > 0 && bases.every((basis) => basis === 'emergency_access') ? 'consent.emergency' : null

/** How somebody sees a file. `refusedHere`: she said no to her agency on it, which sees there what it wrote itself. */
type Sight = Pick<CaseFile, 'myBases' | 'refusedHere'>

/**
 * ACC-8: why who sees the file so lets nobody in to it, neither by a yes of hers nor without it; null when she may. A no, and what
 * she takes back, she records all the same (`whyNotRecordSay`).
 */
export const whyNotShare = ({ myBases, refusedHere }: Sight): ProblemCode | null =>
  whyNotRecordSay(myBases) ?? (refusedHere ? 'consent.own_record' : null)

const inOneWay = (name: string) => name.trim().toLowerCase().split(/\s+/).join(' ')

/**
 * CON-1: why an agreement is not recorded by who sees the file so; null when it is. She took it herself, or she is of
 * the agency that referred her, or of one to which she agreed. What she refuses or takes back whoever hears it records.
 */
export function whyNotRecordConsent(
  file: Sight,
  { takenBy = '' }: Pick<ConsentAnswers, 'takenBy'>,
  name: string,
): ProblemCode | null {
  const near = file.myBases.some((basis) => basis === 'own_referral' || basis === 'consent')
  const tookIt = inOneWay(takenBy) === inOneWay(name)
  return whyNotShare(file) ?? (near || tookIt ? null : 'consent.not_taken')
}

interface SaidBefore {
  /** What she refuses, as far as who records sees it. */
  limits: readonly Limit[]
  /** The day on which she last withdrew, or null. */
  withdrewOn: string | null
}

/**
 * ACC-8, CON-3: what a consent says against what she said before. A standing no that is neither lifted nor left alone is
 * named at its place; silence keeps it. `at`: where the consent stands in the request.
 */
export function sayingFaults(
  consent: ConsentAnswers,
  at: string,
  { limits, withdrewOn }: SaidBefore,
): Fault[] {
  const { faults, unknown, contradiction } = faultsOf<ConsentAnswers>(at)
  const lifts = new Set(consent.lifts)
  const standing = limits.filter(isStanding)
  const refused = new Set(consent.refusedAgencies)
  for (const id of lifts) {
    const limit = limits.find((one) => one.id === id)
    if (!limit) unknown('lifts', 'One of these is not a no of hers')
    else if (!isStanding(limit)) continue
    else if (whyNotSettleLimit(limit))
      contradiction('lifts', 'An agency does not lift what she said about it')
    else if (limit.kind === 'agency' && limit.agencyId && refused.has(limit.agencyId))
      contradiction('lifts', `She cannot both lift her no to ${limit.agencyName} and say it`)
  }
  for (const limit of standing)
    if (
      limit.kind === 'agency' &&
      limit.agencyId &&
      consent.agreedAgencies?.includes(limit.agencyId) &&
      !lifts.has(limit.id)
    )
      contradiction(
        'agreedAgencies',
        `She said no to ${limit.agencyName} on ${limit.saidOn}: record that she lifts it, or leave that agency out`,
      )
  if (withdrewOn && consent.givenOn && consent.givenOn < withdrewOn)
    contradiction('givenOn', `She withdrew on ${withdrewOn}: say when she agreed again`)
  return faults
}

type Named = Partial<Omit<NewLimit, 'saidOn'>> & Pick<NewLimit, 'kind' | 'saidOn'>

/** What a limit still lacks. `today`: the local date. */
export function limitFaults(limit: Named, today: string, knows: (agencyId: string) => boolean): Fault[] {
  const { faults, missing, contradiction, unknown } = faultsOf<NewLimit>('')
  const { kind, agencyId, accountId, purpose, words, saidOn } = limit
  if (kind === 'agency' || kind === 'worker') {
    if (!agencyId) missing('agencyId', 'Choose the agency')
    else if (!knows(agencyId)) unknown('agencyId', 'This agency is not in the partnership')
  }
  if (kind === 'worker' && !accountId) missing('accountId', 'Choose whom she means')
  if (kind === 'purpose' && !purpose) missing('purpose', 'Choose what it must not be used for')
  if ((kind === 'telling' || (kind === 'purpose' && purpose === 'other')) && !words?.trim())
    missing('words', 'Say it in her words')
  if (saidOn > today) contradiction('saidOn', 'She cannot have said it on a day to come')
  return faults
}

/** A sharing without consent, as far as her limits are concerned. */
interface SharingPast {
  agencies?: readonly string[]
  pastLimits?: readonly PastLimit[]
}

/** ACC-8: what she refused of those that a sharing without consent names, as far as who records it sees. */
export const limitsPassed = <L extends Pick<Limit, 'kind' | 'agencyId' | 'liftedAt'>>(
  { agencies = [] }: SharingPast,
  limits: readonly L[],
): L[] =>
  limits.filter(
    (limit) =>
      isStanding(limit) &&
      limit.kind === 'agency' &&
      limit.agencyId !== null &&
      agencies.includes(limit.agencyId),
  )

/** ACC-8: each no that it would pass is named, with why the risk outweighs it now and when she is told. */
export function pastLimitFaults(sharing: SharingPast, limits: readonly Limit[]): Fault[] {
  const { faults, missing, unknown } = faultsOf<Required<SharingPast>>('')
  const { pastLimits = [] } = sharing
  const passed = limitsPassed(sharing, limits)
  for (const { id, agencyName, saidOn } of passed)
    if (!pastLimits.some(({ limitId }) => limitId === id))
      missing(
        'pastLimits',
        `She said no to ${agencyName} on ${saidOn}: name it, and say why the risk outweighs it now`,
      )
  pastLimits.forEach(({ limitId, why, tellHer }, index) => {
    if (!limits.some(({ id }) => id === limitId)) unknown('pastLimits', 'One of these is not a no of hers')
    else if (!passed.some(({ id }) => id === limitId)) return
    else {
      if (!why?.trim()) missing(`pastLimits/${index}/why`, 'Say why the risk outweighs her no now')
      if (!tellHer?.trim()) missing(`pastLimits/${index}/tellHer`, 'Say when and how she is told')
    }
  })
  return faults
}

/**
 * By when two have decided: one working day, as for whatever waits for somebody who is named; four hours where a life is in
 * danger now, which is how long one on call may open it. Then it goes up (the clock `override.undecided`).
 */
export const decideBy = (calendar: WorkingCalendar, askedAt: string, urgent: boolean): string =>
  responseDue(
    calendar,
    urgent ? { amount: 4, unit: 'hours' } : { amount: 1, unit: 'working_days' },
    Temporal.Instant.from(askedAt),
  ).toString()

/** When it ends by itself: after five working days, why the risk outweighed her no then is no reason for now. */
export const lapsesAt = (calendar: WorkingCalendar, askedAt: string): string =>
  responseDue(calendar, { amount: 5, unit: 'working_days' }, Temporal.Instant.from(askedAt)).toString()

const waitingStates: readonly LimitOverride['state'][] = ['asked', 'open_for_hours']

/** Two are still to decide on it. */
export const waitsForDecision = ({ state }: Pick<LimitOverride, 'state'>): boolean =>
  waitingStates.includes(state)

/**
 * Why the same is not asked for again beside it; null when it is. What waits is decided on; but where a life is in danger now,
 * what was asked without haste gives way (ACC-8).
 */
export const whyNotAskAgain = (
  before: Pick<LimitOverride, 'state' | 'urgent'>,
  { urgent = false }: { urgent?: boolean },
): ProblemCode | null => (waitsForDecision(before) && (before.urgent || !urgent) ? 'override.asked' : null)

/** What waits already of what a sharing without consent would ask for on a file. */
export const askedAlready = <O extends Pick<LimitOverride, 'caseId' | 'agencyId' | 'state' | 'urgent'>>(
  sharing: SharingPast & { urgent?: boolean },
  caseId: string,
  limits: readonly Limit[],
  overrides: readonly O[],
): O[] =>
  overrides.filter(
    (before) =>
      before.caseId === caseId &&
      limitsPassed(sharing, limits).some(({ agencyId }) => agencyId === before.agencyId) &&
      whyNotAskAgain(before, sharing) !== null,
  )

/** Of who may decide those whose decision is still awaited: of an agency that has not, in a place that is not taken. */
export function stillToDecide({
  state,
  urgent,
  deciders,
  decisions,
}: Pick<LimitOverride, 'state' | 'urgent' | 'deciders'> & {
  decisions: readonly Pick<LimitOverride['decisions'][number], 'seat' | 'agencyId'>[]
}): LimitOverride['deciders'] {
  if (!waitsForDecision({ state })) return []
  if (!deciders) return null
  return deciders.filter(({ seat, agencyId }) =>
    seat === 'on_call'
      ? urgent && state === 'asked'
      : !decisions.some((one) => one.seat !== 'on_call' && (one.seat === seat || one.agencyId === agencyId)),
  )
}

const places = ['referring', 'coordinator'] as const

/** Whether too few are left for two people of two agencies to have decided. False where the reader is not told who may. */
export function lacksDeciders({
  deciders,
  decisions,
}: Pick<LimitOverride, 'deciders'> & Pick<LimitOverride, 'decisions'>): boolean {
  if (!deciders) return false
  const awaited = places.filter((place) => !decisions.some(({ seat }) => seat === place))
  const [one = [], other] = awaited.map((place) => deciders.filter(({ seat }) => seat === place))
  if (!other) return awaited.length > 0 && one.length === 0
  return !one.some((first) => other.some((second) => second.agencyId !== first.agencyId))
}

type Deciding = Pick<LimitOverride, 'state' | 'agencyId' | 'mine'>

/** Why she does not decide on sharing past that no; null when she may (ACC-8). */
export function whyNotDecide(
  { state, agencyId, mine }: Deciding,
  asking: Pick<Asking, 'agencyId'>,
): ProblemCode | null {
  if (state === 'lifted') return 'limit.lifted'
  if (state === 'said_again') return 'limit.stands'
  if (!waitsForDecision({ state })) return 'override.settled'
  if (agencyId === asking.agencyId) return 'override.gains'
  if (mine.asked) return 'override.own'
  if (mine.seat) return null
  return mine.decided ? 'override.agency' : 'override.not_yours'
}
