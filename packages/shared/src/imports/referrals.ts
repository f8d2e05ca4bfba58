import { birthDays } from '../age/birth.ts'
import { ageFaults, agesOn, mayBeUnder18 } from '../age/rules.ts'
import type { Age } from '../age/schema.ts'
import { yearsOf } from '../age/stated.ts'
import { earliestBirthYear } from '../age/values.ts'
import { lastDayOf } from '../consent/rules.ts'
import type { ConsentAnswers } from '../consent/schema.ts'
import { narrative } from '../limits.ts'
import type { ReferralAnswers } from '../referrals/schema.ts'
import { evaluate } from '../traffic-light/evaluate.ts'
import type { Explanation, IndicatorAnswers, Light } from '../traffic-light/schema.ts'
import { alike, bare, type RowFault, type RowNote, type RowReader } from './cells.ts'
import { lightWords, pastStates, waysOfConsent } from './columns.ts'
import { agencyFix, readAgency } from './partnership.ts'
import type { Reading } from './reading.ts'

export interface ReadReferral {
  row: number
  /** Alike for all referrals of one person; null: a case of its own. */
  reference: string | null
  agencyId: string
  answers: ReferralAnswers
  referredOn: string
  discussedOn: string | null
  state: keyof typeof pastStates
  outcome: string | null
  explanation: Explanation
  light: Light
  consent: { record: ConsentAnswers & { givenOn: string; until: string }; inForce: boolean } | null
}

/** One past referral: its answers as far as the spreadsheet knows them, its end, and on what basis it is shared (ACC-3). */
export function readReferralRow(reader: RowReader, reading: Reading): ReadReferral {
  const { row } = reader
  const reference = reader.line('case_reference', 100)
  const name = reader.neededLine('name', 200)
  const aliases = reader.list('aliases')
  if (aliases.length > 20 || aliases.some((alias) => alias.length > 100))
    reader.fault(
      'aliases',
      'holds too many names, or one that is too long',
      'Leave at most 20, of 100 characters each',
    )
  reader.text('aliases', 2100)
  const agencyId = readAgency(reader, reading, 'referring_agency')
  const referredOn = reader.neededDate('referred_on')
  if (referredOn && referredOn > reading.today)
    reader.fault('referred_on', 'is a day to come', 'Give the day of the referral')
  const age = readAge(reader, referredOn ?? reading.today)
  const person = { name: name ?? '', aliases, age }
  const indicators = readIndicators(reader, reading)
  const told = reader.word('light', lightWords)
  if (!reader.raw('light') && !Object.keys(indicators).length)
    reader.fault('light', 'is empty, and no indicator is answered', 'Give the light, or the indicators')
  const explanation = evaluate(reading.ruleSet, indicators)
  const state = reader.neededWord('state', pastStates)
  const consent = readConsent(reader, reading)
  const kept = reference ? alike(reference) : null
  const known = kept ? reading.seenBy(kept) : undefined
  if (known) reading.note(row, 'Goes to a case that is on file already')
  if (agencyId && referredOn) {
    const who = kept ?? [name ?? '', age.born ?? ''].map(alike).join(' ')
    const earlier = reading.before(`referral ${who} ${agencyId} ${referredOn}`, row)
    if (earlier)
      reader.fault('referred_on', `is the same referral as on row ${earlier}`, 'Take one of them out')
    if (kept && reading.referred.has(`${kept} ${agencyId} ${referredOn}`))
      reader.fault('referred_on', 'is on file already', 'Take the row out')
  }
  if (kept && age.born) {
    const first = reading.before(`born ${kept} ${age.born}`, row)
    const another = first === undefined && reading.before(`anyone ${kept}`, row)
    if (another)
      reader.fault(
        'date_of_birth',
        `differs from row ${another}, which has the same case reference`,
        'Put one of them right',
      )
  }
  if (known && consent)
    reader.fault(
      'consent_given_on',
      'is of a case that is on file already',
      'Leave the columns of consent empty, and record it on the case',
    )
  return {
    row,
    reference: kept,
    agencyId: agencyId ?? '',
    answers: {
      addressedTo: { meeting: true, agencies: [] },
      person,
      indicators,
      ...(consent && { consent: { basis: 'consent', given: consent.record } }),
    },
    referredOn: referredOn ?? '',
    discussedOn: readDiscussed(reader, reading, state, referredOn),
    state: state ?? 'closed',
    outcome: reader.text('outcome', narrative) ?? null,
    explanation,
    light: told ?? explanation.light,
    consent,
  }
}

/** The referrals of one person, oldest first, and the consent that holds now: the latest given, unless it has ended (ACC-3). */
export interface ReadFile {
  reference: string | null
  referrals: ReadReferral[]
  current: ReadReferral | null
}

export function filesOf(referrals: readonly ReadReferral[]): ReadFile[] {
  const grouped = Map.groupBy(referrals, ({ reference, row }) => reference ?? row)
  return Array.from(grouped.values(), (group) => {
    const inOrder = group.toSorted((a, b) => byText(a.referredOn, b.referredOn) || a.row - b.row)
    const latest = inOrder
      .filter(({ consent }) => consent)
      .toSorted((a, b) => byText(a.consent?.record.givenOn, b.consent?.record.givenOn))
      .at(-1)
    return {
      reference: group[0]?.reference ?? null,
      referrals: inOrder,
      current: latest?.consent?.inForce ? latest : null,
    }
  })
}

const byText = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)

/**
 * ACC-8: whoever refuses the agency that runs the meeting is not brought to it, as on the form (referrals/completeness.ts); what
 * she agreed to in a later row of the same agency lifts it.
 */
export const conveningFaults = (
  referrals: readonly ReadReferral[],
  { convenes }: Pick<Reading, 'convenes'>,
): RowFault[] =>
  filesOf(referrals)
    .flatMap((person) => [...Map.groupBy(person.referrals, ({ agencyId }) => agencyId).values()])
    .flatMap((file) =>
      file.filter(
        ({ consent, referredOn }) =>
          convenes !== null &&
          consent?.record.refusedAgencies?.includes(convenes) &&
          !file.some(
            (later) =>
              later.referredOn > referredOn && later.consent?.record.agreedAgencies?.includes(convenes),
          ),
      ),
    )
    .map(({ row }) => ({
      row,
      column: 'consent_refused_agencies',
      wrong: 'names the agency that runs the meeting, to which this referral would go',
      fix: 'Take the row out: she is not brought to the meeting of an agency that she refuses. The agency that referred her can refer her to agencies’ services; or, if she has agreed since, give that in a later row',
    }))

/** What the coordinator is told of who will see what, before she imports. */
export const sharingNotes = (referrals: readonly ReadReferral[]): RowNote[] =>
  filesOf(referrals)
    .filter(({ current }) => !current)
    .flatMap((file) => file.referrals)
    .map(({ row, consent }) => ({
      row,
      says: `${consent ? 'Her consent has ended' : 'No consent is given'}: the case is seen by the referring agency and the coordinator alone, until a basis is recorded`,
    }))

const spreadsheet = { restsOn: 'other', inWords: 'By the partnership’s spreadsheet' } as const

/** REF-2, REF-3: what is known of her age on the day of the referral. Who is or may be under 18 is never kept here. */
function readAge(reader: RowReader, on: string): Age {
  const born = reader.birth('date_of_birth')
  const told = reader.line('age', 40) ?? ''
  const adult = alike(told) === 'adult'
  const stated = adult ? '' : told
  if (stated && !yearsOf(stated))
    reader.fault('age', 'is no number of years', 'Write the years, about 34, 30 to 35, or: adult')
  if (!reader.raw('date_of_birth') && !told)
    reader.fault(
      'date_of_birth',
      'is empty, and so is the age',
      'Give one of them, or write adult as the age',
    )
  const days = born ? birthDays(born) : null
  if (days && (days.first > on || Number(days.last.slice(0, 4)) < earliestBirthYear))
    reader.fault('date_of_birth', 'lies outside anybody’s time', 'Look at the year again')
  const age: Age = {
    ...(born && { born }),
    ...(stated && { stated, statedOn: on }),
    ...(adult && { belief: 'believed_adult' }),
    ...spreadsheet,
  }
  const [contradiction] = ageFaults(age, '', on).filter(({ pointer }) => pointer === '/stated')
  if (mayBeUnder18(age, on))
    reader.fault(
      born ? 'date_of_birth' : 'age',
      (agesOn(age, on)?.to ?? 0) < 18
        ? 'makes her under 18 on the day of the referral'
        : 'may make her under 18 on the day of the referral',
      'Take the row out: she is children’s social care’s, and no referral to the meeting is kept',
    )
  else if (born && yearsOf(stated) && contradiction)
    reader.fault('age', 'contradicts the date of birth', 'Put one of them right')
  return age
}

function readIndicators(reader: RowReader, { ruleSet }: Reading): IndicatorAnswers {
  const codes = new Map(ruleSet.indicators.map(({ code }) => [bare(code), code]))
  const answers: IndicatorAnswers = {}
  for (const answer of ['yes', 'suspected', 'no'] as const) {
    const column = `indicators_${answer}`
    for (const code of reader.list(column).map((written) => codes.get(bare(written)))) {
      if (code === undefined) {
        reader.fault(
          column,
          'names an indicator that the rule set does not ask',
          'Use the words of the template',
        )
        break
      }
      if (answers[code])
        reader.fault(column, 'answers an indicator that is answered otherwise', 'Leave it in one column')
      answers[code] = { answer, ...(answer !== 'no' && { restsOn: 'By the partnership’s spreadsheet' }) }
    }
  }
  return answers
}

function readDiscussed(
  reader: RowReader,
  { today }: Reading,
  state: ReadReferral['state'] | undefined,
  referredOn: string | undefined,
): string | null {
  const discussedOn = reader.date('discussed_on') ?? null
  if (!state) return discussedOn
  const discussed = state === 'discussed' || state === 'closed'
  if (discussed && !reader.raw('discussed_on'))
    reader.fault('discussed_on', 'is empty', 'Give the day of the meeting, or another state')
  if (!discussed && discussedOn)
    reader.fault(
      'discussed_on',
      `contradicts the state ${state}`,
      'Leave it empty, or write closed as the state',
    )
  if (discussedOn && referredOn && discussedOn < referredOn)
    reader.fault('discussed_on', 'lies before the referral', 'Look at both dates')
  if (discussedOn && discussedOn > today)
    reader.fault('discussed_on', 'is a day to come', 'Give the day of the meeting')
  return discussedOn
}

const consentColumns = ['given_on', 'until', 'agencies', 'refused_agencies', 'how'].map(
  (name) => `consent_${name}`,
)

/** CON-1: all that makes it a basis, or nothing of it. */
function readConsent(reader: RowReader, reading: Reading): ReadReferral['consent'] {
  if (consentColumns.every((column) => !reader.raw(column))) return null
  const givenOn = reader.neededDate('consent_given_on')
  const until = reader.neededDate('consent_until')
  const how = reader.word('consent_how', waysOfConsent)
  const agreedAgencies = readAgencies(reader, reading, 'consent_agencies')
  const refusedAgencies = readAgencies(reader, reading, 'consent_refused_agencies')
  if (!reader.raw('consent_agencies'))
    reader.fault(
      'consent_agencies',
      'is empty',
      'Name the agencies that she agreed to, or leave all columns of consent empty',
    )
  if (agreedAgencies.some((id) => refusedAgencies.includes(id)))
    reader.fault('consent_refused_agencies', 'names an agency that she agreed to', 'Leave it in one column')
  if (givenOn && givenOn > reading.today)
    reader.fault('consent_given_on', 'is a day to come', 'Give the day on which she consented')
  if (givenOn && until && until < givenOn)
    reader.fault('consent_until', 'lies before it was given', 'Look at both dates')
  if (givenOn && until && until > lastDayOf(givenOn))
    reader.fault(
      'consent_until',
      'lies more than 12 months after it was given',
      `Give ${lastDayOf(givenOn)} at the latest: she is asked again then`,
    )
  if (!givenOn || !until) return null
  return {
    record: { agreedAgencies, refusedAgencies, ...(how && { how }), givenOn, until },
    inForce: until >= reading.today,
  }
}

function readAgencies(reader: RowReader, reading: Reading, column: string): string[] {
  const ids = reader.list(column).map(reading.agencyNamed)
  if (ids.some((id) => !id))
    reader.fault(column, 'names something that is no agency of the partnership', agencyFix)
  return [...new Set(ids.filter((id) => id !== undefined))]
}
