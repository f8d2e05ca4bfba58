import { bornOf, isBirth, isDay } from '../age/birth.ts'
import { birthSpan, mayBeUnder18 } from '../age/rules.ts'
import { bornInWords, monthName } from '../age/words.ts'
import { restsOnHerSay, restsOnRecord } from '../consent/lawful-rules.ts'
import { asksForCapacity } from '../consent/rules.ts'
import type { PlaceIn } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { ReferralAnswers } from './schema.ts'

type Name = keyof NonNullable<ReferralAnswers['unfinishedDates']>

/** Where in the answers each date stands that may be unfinished. */
export const datePlaces = {
  dateOfBirth: 'person/age/born',
  givenOn: 'consent/given/givenOn',
  until: 'consent/given/until',
  consentReviewOn: 'consent/given/reviewOn',
  reviewOn: 'consent/without/reviewOn',
  assessedOn: 'consent/without/capacity/assessedOn',
} as const satisfies Record<Name, PlaceIn<ReferralAnswers>>

/** A whole calendar date, 'YYYY-MM-DD', of a year that the API takes. */
export function isWholeDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d{2}-\d{2}$/.test(value)) return false
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
  return isDay(year, month, day)
}

/** What stands in a date’s field is a date: of her birth, also the part of one that is known. */
export const isDateAt = (name: string, value: unknown): boolean =>
  name === 'dateOfBirth' ? isBirth(value) : isWholeDate(value)

export interface ReadBack {
  /** What was understood, as a question or as what is missing: one sentence or two. */
  words: string
  /** The dates that may be meant: of her birth, as much of one as was typed. */
  readings: readonly string[]
}

const twoDigits = (part: number) => String(part).padStart(2, '0')

/**
 * What was typed for a date and is none yet, read back (REF-1, REF-3). `typed`: year, month and day between hyphens, each
 * as far as it was typed; `today`: local date; `born`: whether it is her date of birth. Nothing is taken for granted: a
 * year of two digits may make her a child.
 */
export function readBack(typed: string, today: string, born: boolean): ReadBack {
  const [year = '', month = '', day = ''] = typed.split('-')
  const [m, d] = [Number(month), Number(day)]
  if (!/^\d+$/.test(year + month + day) || typed.split('-').length > 3)
    return { words: 'Write day, month and year in digits', readings: [] }
  if (!year || (!born && (!month || !day)))
    return { words: missingWords({ year, month, day }, born), readings: [] }
  if (year.length === 2) {
    const readings = centuries(today, born)
      .map((century) =>
        bornOf([century + Number(year), month && twoDigits(m), day && twoDigits(d)].join('-')),
      )
      .filter((read) => (born ? mayBeHers(read, today) : isWholeDate(read)))
    if (readings.length > 0) return { words: question(readings, today, born), readings }
  }
  const known = bornOf(`${year}-${month && twoDigits(m)}-${day && twoDigits(d)}`)
  if (born && mayBeHers(known, today))
    return { words: `${bornInWords(known)}? Say yes, or complete the date`, readings: [known] }
  if (day && (d < 1 || d > 31))
    return { words: `No month has a day ${d}: look at the date again`, readings: [] }
  if (month && (m < 1 || m > 12))
    return { words: `There is no month ${month}: look at the date again`, readings: [] }
  if (year.length === 4 && month && day && !isDay(Number(year), m, d))
    return { words: `${monthName(m)} ${year} has no day ${d}: look at the date again`, readings: [] }
  if (year.length === 4)
    return {
      words: `${year} is ${year < '1900' ? 'too long ago' : 'too far off'}: look at the year again`,
      readings: [],
    }
  return { words: 'Write the year in four digits', readings: [] }
}

const mayBeHers = (read: string, today: string): boolean =>
  isBirth(read) && birthSpan({ born: read }, today) !== null

function centuries(today: string, born: boolean): number[] {
  const own = Math.floor(Number(today.slice(0, 4)) / 100) * 100
  return born ? [own - 100, own] : [own]
}

function question(readings: readonly string[], today: string, born: boolean): string {
  const young = readings.filter((date) => born && mayBeUnder18({ born: date }, today))
  const then =
    young.length === 0
      ? ''
      : readings.length === 1
        ? ' Then she is under 18.'
        : ` In ${young.map((date) => date.slice(0, 4)).join(' or ')} she is under 18.`
  return `${readings.map((date) => date.slice(0, 4)).join(' or ')}?${then} Write the year in four digits`
}

function missingWords(parts: { year: string; month: string; day: string }, born: boolean): string {
  const missing = (['day', 'month', 'year'] as const).filter((part) => !parts[part])
  const words = `The ${missing.join(' and the ')} ${missing.length === 1 ? 'is' : 'are'} missing`
  return born ? `${words}. If the year is not known, say below how old she is` : words
}

/** REF-5: each date that stands unfinished in what is asked for. It is not sent as nothing: submission names it. */
export function unfinishedDateFaults(answers: ReferralAnswers, today: string): Fault[] {
  return Object.entries(answers.unfinishedDates ?? {}).flatMap(([name, typed]): Fault[] => {
    if (!typed || !isAsked(name as Name, answers)) return []
    const { words } = readBack(typed, today, name === 'dateOfBirth')
    return [{ pointer: `/answers/${datePlaces[name as Name]}`, code: 'unfinished', detail: words }]
  })
}

function isAsked(name: Name, { consent }: ReferralAnswers): boolean {
  if (name === 'dateOfBirth') return true
  if (name === 'givenOn' || name === 'until' || name === 'consentReviewOn')
    return restsOnHerSay(consent?.basis)
  if (!consent || !restsOnRecord(consent.basis)) return false
  return name === 'reviewOn' || asksForCapacity(consent.without ?? {})
}
