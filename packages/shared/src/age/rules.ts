import { ageOn } from '../calendar.ts'
import { faultsOf } from '../faults.ts'
import type { Fault } from '../problems.ts'
import { birthDays } from './birth.ts'
import type { Age } from './schema.ts'
import { type Years, yearsOf } from './stated.ts'
import { earliestBirthYear } from './values.ts'

/** From when she is an adult. */
const adult = 18

interface Span {
  /** Local days 'YYYY-MM-DD', both counted. */
  first: string
  last: string
}

const plain = (day: string) => Temporal.PlainDate.from(day)

/** The days on which she may have been born, by her date of birth or the part of it that is known; none by a slip. */
function spanOfBirth({ born }: Age, today: string): Span | null {
  const days = born ? birthDays(born) : null
  if (!days || days.first > today || Number(days.last.slice(0, 4)) < earliestBirthYear) return null
  return { first: days.first, last: days.last < today ? days.last : today }
}

/** The same by the age that was stated, on the day on which she was that old; without one, on `day`. */
function spanOfStated({ stated, statedOn }: Age, day: string): Span | null {
  const years = stated ? yearsOf(stated) : null
  if (!years) return null
  const on = plain(statedOn ?? day)
  return {
    first: on
      .subtract({ years: years.to + 1 })
      .add({ days: 1 })
      .toString(),
    last: on.subtract({ years: years.from }).toString(),
  }
}

/** Of what is said today: a day to come is a slip, and says nothing of her age. */
const withoutSlip = <A extends Age | null | undefined>(age: A, today: string): A =>
  age?.statedOn && age.statedOn > today ? { ...age, statedOn: today } : age

const meet = (a: Span, b: Span): Span | null => {
  const both = { first: a.first > b.first ? a.first : b.first, last: a.last < b.last ? a.last : b.last }
  return both.first <= both.last ? both : null
}

/**
 * The days on which she may have been born, by all that is known of her age; null: nothing is. Where her date of birth and
 * the age that was stated cannot both be right, it reaches from one to the other: nothing is settled for her in silence.
 */
export function birthSpan(age: Age | null | undefined, today: string): Span | null {
  const one = spanOfBirth(age ?? {}, today)
  const other = spanOfStated(age ?? {}, today)
  if (!one || !other) return one ?? other
  return (
    meet(one, other) ?? {
      first: one.first < other.first ? one.first : other.first,
      last: one.last > other.last ? one.last : other.last,
    }
  )
}

const agesOf = ({ first, last }: Span, day: string): Years => ({
  from: Math.max(0, ageOn(plain(last), plain(day))),
  to: Math.max(0, ageOn(plain(first), plain(day))),
})

/** How old she may be on a local day; null: nothing is known but what is believed. */
export function agesOn(age: Age | null | undefined, day: string): Years | null {
  const span = birthSpan(age, day)
  return span && agesOf(span, day)
}

/**
 * REF-3: she is or may be under 18 on that local day: the range of her possible ages reaches below 18, or a doubt was
 * expressed. Modern Slavery Act 2015 s. 51: where it is not certain that somebody is 18, and there are reasonable grounds to
 * believe that she is not, she is taken for a child until her age is known. A date to come or before 1920 is a slip, and says
 * nothing of her age: it is a fault (`ageFaults`).
 */
export function mayBeUnder18(age: Age | null | undefined, day: string): boolean {
  const ages = agesOn(withoutSlip(age, day), day)
  return (ages !== null && ages.from < adult) || age?.belief === 'may_be_under_18'
}

/** How old somebody is by the date of birth and by the age that was stated, where both cannot be right; null: they can. `today`: local day. */
export function agesApart(age: Age, today: string): { byBirth: Years; byStated: Years } | null {
  const byBirth = spanOfBirth(age, today)
  const byStated = spanOfStated(withoutSlip(age, today), today)
  return byBirth && byStated && !meet(byBirth, byStated)
    ? { byBirth: agesOf(byBirth, today), byStated: agesOf(byStated, today) }
    : null
}

const blank = (text: string | undefined) => !text?.trim()

/** REF-2, REF-5: what an age lacks, and where it contradicts itself: a question at its field, never settled in silence. */
export function ageFaults(age: Age, at: string, today: string): Fault[] {
  const { faults, missing, contradiction } = faultsOf<Age>(at)
  const { born, belief } = age
  const stated = age.stated?.trim() ?? ''
  if (!born && !stated && !belief)
    missing('born', 'Give her date or year of birth or her age, or say that you believe her to be an adult')
  const days = born ? birthDays(born) : null
  if (born && !days) contradiction('born', 'There is no such day: look at the date again')
  if (days && days.first > today) contradiction('born', 'A date of birth cannot be to come: look at it again')
  else if (days && Number(days.last.slice(0, 4)) < earliestBirthYear)
    contradiction('born', `A year of birth before ${earliestBirthYear} is a slip: look at it again`)
  if (stated && !yearsOf(stated))
    contradiction('stated', 'Write her age in digits: 34, about 34, or 30 to 35')
  if (age.statedOn && age.statedOn > today)
    contradiction('statedOn', 'The day on which she was that old cannot be to come')

  const apart = agesApart(age, today)
  if (apart)
    contradiction(
      'stated',
      `By her date of birth she is ${yearsInWords(apart.byBirth)}, by her age ${yearsInWords(apart.byStated)}: which is right?`,
    )
  const ages = agesOn(withoutSlip(age, today), today)
  if (ages && belief === 'believed_adult' && ages.from < adult)
    contradiction(
      'belief',
      `You say that she is 18 or over, and by ${born ? 'her date of birth' : 'her age'} she ${ages.to < adult ? 'is' : 'may be'} ${yearsInWords(ages)}: which is right?`,
    )
  if (ages && belief === 'may_be_under_18' && ages.from >= adult)
    contradiction(
      'belief',
      `You say that she may be under 18, and by ${born ? 'her date of birth' : 'her age'} she is ${yearsInWords(ages)}: which is right?`,
    )

  if ((born || stated || belief) && !age.restsOn) missing('restsOn', 'Say what you know her age by')
  if ((age.restsOn === 'worker_guess' || age.restsOn === 'other') && blank(age.inWords))
    missing('inWords', 'Say what makes you think so')
  return faults
}

/** The more it proves, the earlier. */
const byGround = [
  'document',
  'another_agency',
  'she_said',
  'somebody_close',
  'other',
  'worker_guess',
] as const
const ground = ({ restsOn }: Age) => (restsOn ? byGround.indexOf(restsOn) : byGround.length)

/** How many days she may have been born on; without any, what is believed says nothing exact. */
const width = (age: Age, today: string): number => {
  const span = birthSpan(age, today)
  return span
    ? plain(span.first).until(plain(span.last), { largestUnit: 'days' }).days
    : Number.POSITIVE_INFINITY
}

/**
 * REF-2, REF-3: of what was found out of her age since, and what a referral says when it is sent again, what stands: what rests on the
 * better ground; of two alike the more exact, else what is told now. `contradiction`: they cannot both be right, and somebody is asked.
 */
export function ageThatStands(
  known: Age | null,
  told: Age | null,
  today: string,
): Age | null | 'contradiction' {
  if (!known || !told) return told ?? known
  const [one, other] = [birthSpan(known, today), birthSpan(told, today)]
  if (one && other && !meet(one, other)) return 'contradiction'
  if (mayBeUnder18(known, today) !== mayBeUnder18(told, today) && [known, told].some(({ belief }) => belief))
    return 'contradiction'
  if (ground(known) !== ground(told)) return ground(known) < ground(told) ? known : told
  return width(known, today) < width(told, today) ? known : told
}

/** «36», «35 or 36», «30 to 35». */
export function yearsInWords({ from, to }: Years): string {
  if (from === to) return String(from)
  return to === from + 1 ? `${from} or ${to}` : to >= 100 ? `${from} or older` : `${from} to ${to}`
}

/** The years in which she may have been born, where they are few enough to look for her by. */
export function birthYears(age: Age | null, today: string): string[] {
  const span = birthSpan(age, today)
  if (!span) return []
  const [first, last] = [Number(span.first.slice(0, 4)), Number(span.last.slice(0, 4))]
  return last - first > 5 ? [] : Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
}

/** Her date of birth, where all of it is known. */
export const dateOfBirthOf = (age: Age | null | undefined): string | null =>
  age?.born && age.born.length === 10 ? age.born : null

/** As it is kept: an age that was stated, with the day on which she was that old. `day`: that of the submission. */
export function ageAsOf(age: Age | undefined, day: string): Age | null {
  const { stated, statedOn, ...known } = age ?? {}
  const said = stated?.trim()
  const kept: Age = { ...known, ...(said && { stated: said, statedOn: statedOn ?? day }) }
  return Object.keys(kept).length > 0 ? kept : null
}
