import { localDate, type WorkingCalendar } from '../calendar.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { Counted, OutcomeAnswers, Review } from './contract.ts'
import {
  type Occasion,
  type ReviewOccasion,
  type ReviewState,
  reviewOccasions,
  type Safety,
  safetyScale,
} from './values.ts'

const monthsAfter = {
  referral: 0,
  three_months: 3,
  six_months: 6,
  twelve_months: 12,
} as const satisfies Record<ReviewOccasion, number>

/** Days before a review is due from which a look counts as it: she is seen when she is seen. */
export const lookAhead = 14
/** Days after which a review that was put off is asked for again, where no day was named. */
export const askAgainAfter = 14
/** Days up to which it can be put off. */
export const putOffAtMost = 90

/**
 * MON-2: when each review is due, as local dates counted from the day on which her first referral was accepted: the
 * same day of the month, or that month's last where it has no such day. Each from that day, so that a short month
 * moves none but its own.
 */
export function reviewDates(
  calendar: WorkingCalendar,
  acceptedAt: string,
): { occasion: ReviewOccasion; dueOn: string }[] {
  const accepted = localDate(calendar, Temporal.Instant.from(acceptedAt))
  return reviewOccasions.map((occasion) => ({
    occasion,
    dueOn: accepted.add({ months: monthsAfter[occasion] }).toString(),
  }))
}

const plusDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()

/** Where a review stands. `done`: there is a look at that occasion; `nextDueOn`: the next review's day. */
export function reviewState(
  {
    askOn,
    putOff,
    done,
    nextDueOn,
  }: { askOn: string; putOff: boolean; done: boolean; nextDueOn: string | null },
  today: string,
): ReviewState {
  if (done) return 'done'
  if (nextDueOn !== null && nextDueOn <= today) return 'passed'
  if (askOn <= today) return 'asked'
  return putOff ? 'put_off' : 'to_come'
}

/**
 * Why a look on that day is not recorded as that review; null when it can be: it is asked for, was put off, is nearly due,
 * or has passed and is recorded late. Before her referral is accepted there is the look at referral alone.
 */
export function whyNotRecordAs(
  occasion: Occasion,
  reviews: readonly Pick<Review, 'occasion' | 'dueOn'>[],
  lookedOn: string,
): ProblemCode | null {
  if (occasion === 'referral' || occasion === 'other') return null
  const review = reviews.find((one) => one.occasion === occasion)
  return review && plusDays(review.dueOn, -lookAhead) <= lookedOn ? null : 'outcomes.not_asked'
}

/** A look is put right once, by the look that follows it; null when it can be. */
export const whyNotPutRight = ({ replaced }: { replaced: boolean }): ProblemCode | null =>
  replaced ? 'outcomes.replaced' : null

/** A review that is asked for, or was put off before, may be put off; null when it can be. */
export const whyNotPutOff = (state: ReviewState): ProblemCode | null =>
  state === 'asked' || state === 'put_off' ? null : 'outcomes.not_asked'

/** When a review that is put off today is asked for again; or what is wrong with the day named. */
export function askAgainOn(today: string, until: string | undefined): { on: string } | { fault: Fault } {
  if (until === undefined) return { on: plusDays(today, askAgainAfter) }
  if (until > today && until <= plusDays(today, putOffAtMost)) return { on: until }
  const detail = `is not a day within the next ${putOffAtMost} days`
  return { fault: { pointer: '/until', code: 'invalid', detail } }
}

const isBlank = (text: string | undefined) => text === undefined || text.trim() === ''

/** Whether anything was answered at all; that a need was not asked about is no answer. */
export function saysSomething({ herWords, needs = {}, goals = [], exit, ...rest }: OutcomeAnswers): boolean {
  return (
    !isBlank(herWords) ||
    goals.length > 0 ||
    Object.values(needs).some((level) => level !== 'not_asked') ||
    (exit !== undefined && exit.wish !== 'not_asked') ||
    Object.values(rest).some((answer) => answer !== undefined)
  )
}

/** What is wrong with a look, each at its place: `today` is the local date. */
export function lookFaults(
  { lookedOn, answers }: { lookedOn: string; answers: OutcomeAnswers },
  today: string,
): Fault[] {
  const faults: Fault[] = []
  if (lookedOn > today)
    faults.push({ pointer: '/lookedOn', code: 'invalid', detail: 'is a day that has not come yet' })
  if (!saysSomething(answers))
    faults.push({
      pointer: '/answers',
      code: 'missing',
      detail: 'write down at least one thing; every question may be skipped, but not all of them',
    })
  for (const [at, { goal }] of (answers.goals ?? []).entries())
    if (isBlank(goal))
      faults.push({ pointer: `/answers/goals/${at}/goal`, code: 'missing', detail: 'say what her goal is' })
  const { exit } = answers
  if (exit && exit.wish !== 'wants_it' && (exit.progress !== undefined || !isBlank(exit.steps)))
    faults.push({
      pointer: '/answers/exit',
      code: 'contradiction',
      detail: 'has steps toward exit that she does not want now',
    })
  return faults
}

/** 1 to 5, for a chart and for counting. */
export const safetyLevel = (safety: Safety): number => safetyScale.indexOf(safety) + 1

/** 0, «not known» and skipped read differently. */
export function countWords(counted: Counted | undefined): string {
  if (counted === undefined) return 'Skipped'
  if (counted === 'not_known') return 'Not known'
  return counted === 0 ? 'None' : String(counted)
}
