import categories from '../../data/equality-categories.json' with { type: 'json' }
import type { ReferralAnswers } from '../referrals/schema.ts'
import { ethnicityGroups } from '../referrals/values.ts'

/** MON-1: said nothing, and never asked: counted apart from every answer and from each other. */
export const untold = ['Prefers not to say', 'Not yet asked'] as const

export const characteristics = ['ethnicity', 'sexualOrientation', 'disability', 'sex', 'genderSame'] as const
export type Characteristic = (typeof characteristics)[number]
/** What is counted of one person; her age is counted by the band of the day on which she was discussed. */
export type Characteristics = Record<Characteristic, string>

export const ageBands = ['Under 18', ...categories.ageBands] as const

/** Every answer that can be counted, in the order of a table's rows. */
export const categoriesOf: Readonly<Record<Characteristic | 'ageBand', readonly string[]>> = {
  ethnicity: [...Object.values(ethnicityGroups).flat(), ...untold],
  ageBand: [...ageBands, 'Not yet asked'],
  sexualOrientation: [...categories.sexualOrientation, ...untold],
  disability: ['Yes', 'No', ...untold],
  sex: [...categories.sex, ...untold],
  genderSame: ['Yes', 'No', ...untold],
}

/** The heading that an ethnicity stands under; what was not told is its own. */
export function ethnicHeading(ethnicity: string): string {
  const heading = Object.entries(ethnicityGroups).find(([, groups]) => groups.includes(ethnicity))
  return heading ? heading[0] : ethnicity
}
export const ethnicHeadings: readonly string[] = [...Object.keys(ethnicityGroups), ...untold]

type Equality = NonNullable<ReferralAnswers['equality']>

/** What a referral's answers say of her. */
export function characteristicsOf({
  ethnicity,
  sexualOrientation,
  condition,
  conditionReduces,
  sex,
  genderSameAsRegisteredAtBirth,
}: Equality): Characteristics {
  return {
    ethnicity: counted(ethnicity),
    sexualOrientation: counted(sexualOrientation),
    disability: disabilityOf(condition, conditionReduces),
    sex: counted(sex),
    genderSame: counted(genderSameAsRegisteredAtBirth),
  }
}

/** Equality Act 2010, section 6: a lasting condition that reduces what she can do day to day, a lot or a little. */
function disabilityOf(condition: Equality['condition'], reduces: Equality['conditionReduces']): string {
  if (condition === 'Yes')
    return reduces?.startsWith('Yes') ? 'Yes' : reduces === 'Not at all' ? 'No' : counted(reduces)
  return counted(condition)
}

/** The form writes its two refusals in small letters; a table does not. */
const counted = (answer: string | undefined): string =>
  answer === undefined ? 'Not yet asked' : answer.charAt(0).toUpperCase() + answer.slice(1)

/** Her age band on a local date; both 'YYYY-MM-DD'. Who was born on 29 February is a year older on 1 March. */
export function ageBandOn(dateOfBirth: string | null, date: string): string {
  if (dateOfBirth === null) return 'Not yet asked'
  const day = Temporal.PlainDate.from(date)
  const age = Temporal.PlainDate.from(dateOfBirth).until(day, { largestUnit: 'years' }).years
  const band = categories.ageBands.find(
    (words) => age <= (Number(words.slice(3)) || Number.POSITIVE_INFINITY),
  )
  return age < 18 ? 'Under 18' : (band ?? 'Not yet asked')
}
