import type { Basis } from '../access.ts'
import { dayInWords, localDay, startOfDay, type WorkingCalendar } from '../calendar.ts'
import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { Consent, ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

/** Neither withdrawn nor put on record as ended. Its last day may have passed all the same. */
export const stands = ({ withdrawnAt, lapsedAt }: Pick<Consent, 'withdrawnAt' | 'lapsedAt'>): boolean =>
  withdrawnAt === null && lapsedAt === null

/** ACC-3: grants rest on it until the end of its last day. `today`: the local date. */
export const isInForce = (
  consent: Pick<Consent, 'withdrawnAt' | 'lapsedAt' | 'until'>,
  today: string,
): boolean => stands(consent) && consent.until >= today

/** CON-3: so many days before its last, whoever took a consent hears that it ends (the clock `consent.ends-soon`). */
export const endsSoonDays = 14

/** CON-3: what has ended is not withdrawn again; null when it can be. */
export const whyNotWithdrawConsent = (
  consent: Parameters<typeof isInForce>[0],
  today: string,
): ProblemCode | null => (isInForce(consent, today) ? null : 'consent.ended')

/** The day on which she last withdrew a consent, as far as these say. */
export function withdrewOn(
  calendar: WorkingCalendar,
  consents: readonly Pick<Consent, 'withdrawnAt'>[],
): string | null {
  const last = consents
    .flatMap(({ withdrawnAt }) => withdrawnAt ?? [])
    .sort()
    .at(-1)
  return last ? localDay(calendar, last) : null
}

/**
 * CON-3: who sees the case by an earlier consent alone and is left out of this one without a word: nobody closes a case by
 * accident. Whom she refuses in it is named in it. `seeing`: by consent alone; `said`: whom the form names as left out.
 */
export function leftOut<Agency extends { id: string }>(
  seeing: readonly Agency[],
  { agreedAgencies = [], refusedAgencies = [] }: ConsentAnswers,
  said: readonly string[] = [],
): Agency[] {
  const named = new Set([...agreedAgencies, ...refusedAgencies, ...said])
  return seeing.filter(({ id }) => !named.has(id))
}

/** A grant to be written: which agency, why, from when, until when (exclusive; null: until ended). Instants. */
export interface GrantPlan {
  /** null: a guest’s, which no agency holds. */
  agencyId: string | null
  basis: Basis
  from: string
  until: string | null
}

const blank = (text: string | undefined) => !text?.trim()

/** CON-1: what was agreed to longer ago is asked for again. */
const longestMonths = 12

/** The last day on which a consent of that day can hold. Local days. */
export const lastDayOf = (givenOn: string): string =>
  Temporal.PlainDate.from(givenOn).add({ months: longestMonths }).toString()

/** CON-1: what a consent record still lacks. `today` is the local date; `knows` says which agencies are the partnership's. */
export function consentFaults(
  consent: ConsentAnswers,
  at: string,
  today: string,
  knows: (agencyId: string) => boolean,
): Fault[] {
  const { faults, missing, contradiction, unknown } = faultsOf<ConsentAnswers>(at)
  if (blank(consent.explained)) missing('explained', 'Say what was explained to her')
  if (blank(consent.shared)) missing('shared', 'Say what is shared')
  if (!consent.agreedAgencies?.length) missing('agreedAgencies', 'Choose the agencies that she agrees to')
  if (!consent.how) missing('how', 'Say whether it was given in writing or spoken')
  if (!consent.through) missing('through', 'Say whether an interpreter or advocate was there')
  if (blank(consent.takenBy)) missing('takenBy', 'Say who took her consent')
  if (!consent.givenOn) missing('givenOn', 'Say when it was given')
  else if (consent.givenOn > today) contradiction('givenOn', 'Consent cannot be given on a day to come')
  if (!consent.until) missing('until', 'Say until when it holds')
  else if (consent.until < today) contradiction('until', 'This consent has ended already')
  else if (consent.until > lastDayOf(consent.givenOn ?? today))
    contradiction(
      'until',
      `Consent holds for ${longestMonths} months at most: until ${dayInWords(lastDayOf(consent.givenOn ?? today))} at the latest`,
    )
  if (consent.reviewOn && consent.until && consent.reviewOn > consent.until)
    contradiction('reviewOn', 'She is asked again while the consent holds: on its last day at the latest')
  else if (consent.reviewOn && consent.reviewOn < today)
    contradiction('reviewOn', 'The day on which she is asked again has passed')
  const refused = new Set(consent.refusedAgencies)
  if (consent.agreedAgencies?.some((id) => refused.has(id)))
    contradiction('refusedAgencies', 'An agency is both agreed to and not agreed to')
  for (const [key, ids] of [
    ['agreedAgencies', consent.agreedAgencies],
    ['refusedAgencies', consent.refusedAgencies],
  ] as const)
    if (ids?.some((id) => !knows(id))) unknown(key, 'One of these agencies is not in the partnership')
  return faults
}

/** CON-2 and SAF-2: what a sharing without consent record still lacks. */
export function withoutConsentFaults(
  record: WithoutConsentAnswers,
  at: string,
  today: string,
  knows: (agencyId: string) => boolean,
): Fault[] {
  const { faults, missing, contradiction, unknown } = faultsOf<WithoutConsentAnswers>(at)
  if (!record.grounds?.length) missing('grounds', 'Choose at least one legal or safeguarding ground')
  record.grounds?.forEach((ground, index) => {
    if (blank(ground.because)) missing(`grounds/${index}/because`, 'Say how this ground applies')
  })
  if (!record.why) missing('why', 'Say why consent could not be sought or was not given')
  if (blank(record.whyInWords)) missing('whyInWords', 'Say it in words')
  if (blank(record.shared)) missing('shared', 'Say what is shared, and why no more')
  if (!record.agencies?.length) missing('agencies', 'Choose the agencies that it is shared with')
  else if (record.agencies.some((id) => !knows(id)))
    unknown('agencies', 'One of these agencies is not in the partnership')
  if (blank(record.decidedBy)) missing('decidedBy', 'Say who decided')
  if (!record.telling) missing('telling', 'Say whether she will be told')
  if (blank(record.tellingInWords)) missing('tellingInWords', 'Say when and how she is told, or why not')
  if (!record.reviewOn) missing('reviewOn', 'Give the date on which this is looked at again')
  else if (record.reviewOn < today) contradiction('reviewOn', 'The review date has passed')
  if (asksForCapacity(record)) {
    const { assessor, assessedOn, decision, bestInterests } = record.capacity ?? {}
    if (blank(assessor)) missing('capacity/assessor', 'Say who assessed her capacity')
    if (!assessedOn) missing('capacity/assessedOn', 'Say when it was assessed')
    else if (assessedOn > today)
      contradiction('capacity/assessedOn', 'It cannot be assessed on a day to come')
    if (blank(decision)) missing('capacity/decision', 'Say for which decision')
    if (blank(bestInterests)) missing('capacity/bestInterests', 'Say how her best interests were worked out')
    if (!record.grounds?.some((ground) => ground.code === 'mental_capacity'))
      contradiction('grounds', 'Where she lacks capacity, the mental-capacity ground is one of them')
  }
  return faults
}

/** Mental Capacity Act 2005 ss. 1–4: the ground, or the reason, asks for assessor, date, decision and best interests. */
export const asksForCapacity = (record: WithoutConsentAnswers): boolean =>
  record.why === 'lacks_capacity' ||
  Boolean(record.grounds?.some((ground) => ground.code === 'mental_capacity'))

/** ACC-3: the grants that rest on consent end when the day `until` has ended, local time. */
export function consentGrants(calendar: WorkingCalendar, consent: ConsentAnswers, now: string): GrantPlan[] {
  const until = consent.until
    ? startOfDay(calendar, Temporal.PlainDate.from(consent.until).add({ days: 1 })).toString()
    : null
  return (consent.agreedAgencies ?? []).map((agencyId) => ({ agencyId, basis: 'consent', from: now, until }))
}

export const withoutConsentGrants = (record: WithoutConsentAnswers, now: string): GrantPlan[] =>
  (record.agencies ?? []).map((agencyId) => ({
    agencyId,
    basis: 'without_consent',
    from: now,
    until: null,
  }))

/** Whether a consent that has lapsed ran out as agreed; else a newer one took its place. `until`: its last local day. */
export const ranOut = (calendar: WorkingCalendar, { lapsedAt, until }: { lapsedAt: string; until: string }) =>
  localDay(calendar, lapsedAt) > until
