import { ageOn } from '../calendar.ts'
import { asksForCapacity } from '../consent/rules.ts'
import type { PlaceIn } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { ReferralAnswers } from './schema.ts'

type Name = keyof NonNullable<ReferralAnswers['unfinishedDates']>

/** Where in the answers each date stands that may be unfinished. */
export const datePlaces = {
  dateOfBirth: 'person/dateOfBirth',
  givenOn: 'consent/given/givenOn',
  until: 'consent/given/until',
  reviewOn: 'consent/without/reviewOn',
  assessedOn: 'consent/without/capacity/assessedOn',
} as const satisfies Record<Name, PlaceIn<ReferralAnswers>>

/** A whole calendar date, 'YYYY-MM-DD', of a year that the API takes. */
export function isWholeDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d{2}-\d{2}$/.test(value)) return false
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
  return isDay(year, month, day)
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export interface ReadBack {
  /** What was understood, as a question or as what is missing: one sentence or two. */
  words: string
  /** The whole dates that may be meant. */
  readings: readonly string[]
}

const oldest = 110 // years
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
  if (!year || !month || !day) return { words: missingWords({ year, month, day }, born), readings: [] }
  if (year.length === 2) {
    const years = centuries(today, born).map((century) => century + Number(year))
    const readings = years
      .filter((full) => isDay(full, m, d))
      .map((full) => `${full}-${twoDigits(m)}-${twoDigits(d)}`)
      .filter((date) => !born || (date <= today && age(date, today) <= oldest))
    if (readings.length > 0) return { words: question(readings, today, born), readings }
  }
  if (m < 1 || m > 12) return { words: `There is no month ${month}: look at the date again`, readings: [] }
  if (year.length === 4 && !isDay(Number(year), m, d))
    return { words: `${monthNames[m - 1]} ${year} has no day ${d}: look at the date again`, readings: [] }
  if (year.length === 4)
    return {
      words: `${year} is ${year < '1900' ? 'too long ago' : 'too far off'}: look at the year again`,
      readings: [],
    }
  return { words: 'Write the year in four digits', readings: [] }
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

const age = (date: string, today: string) =>
  ageOn(Temporal.PlainDate.from(date), Temporal.PlainDate.from(today))

function centuries(today: string, born: boolean): number[] {
  const own = Math.floor(Number(today.slice(0, 4)) / 100) * 100
  return born ? [own - 100, own] : [own]
}

function question(readings: readonly string[], today: string, born: boolean): string {
  const young = readings.filter((date) => born && age(date, today) < 18)
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
  return born ? `${words}. If no more is known, say so under the date` : words
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
  if (name === 'givenOn' || name === 'until') return consent?.basis === 'consent'
  if (consent?.basis !== 'without_consent') return false
  return name === 'reviewOn' || asksForCapacity(consent.without ?? {})
}
