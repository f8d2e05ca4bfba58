import { agesOn } from '../age/rules.ts'
import type { Age } from '../age/schema.ts'
import {
  ageBandWords,
  ethnicityGroups,
  ethnicityWords,
  sexualOrientationWords,
  sexWords,
  tokensOf,
  untoldWords,
  yesNoWords,
} from '../referrals/equality.ts'
import type { ReferralAnswers } from '../referrals/schema.ts'

/** MON-1: said nothing, and never asked: counted apart from every answer and from each other. */
export const untold = tokensOf(untoldWords)

export const characteristics = ['ethnicity', 'sexualOrientation', 'disability', 'sex', 'genderSame'] as const
export type Characteristic = (typeof characteristics)[number]
/** What is counted of one person; her age is counted by the band of the day on which she was discussed. */
export type Characteristics = Record<Characteristic, string>

/** What is known of her age reaches over more than one band. */
const ageNotKnown = 'not_known'

type Question = Characteristic | 'ageBand'

/** Every answer that can be counted with its words, in the order of a table's rows. */
export const answerWords: Readonly<Record<Question, Readonly<Record<string, string>>>> = {
  ethnicity: { ...ethnicityWords, ...untoldWords },
  ageBand: {
    ...ageBandWords,
    [ageNotKnown]: 'Not known to a band',
    not_yet_asked: untoldWords.not_yet_asked,
  },
  sexualOrientation: { ...sexualOrientationWords, ...untoldWords },
  disability: { ...yesNoWords, ...untoldWords },
  sex: { ...sexWords, ...untoldWords },
  genderSame: { ...yesNoWords, ...untoldWords },
}
export const categoriesOf = (question: Question): readonly string[] => tokensOf(answerWords[question])

/** The heading that an ethnicity stands under; what was not told is its own. */
export function ethnicHeading(ethnicity: string): string {
  const heading = Object.entries(ethnicityGroups).find(([, { answers }]) => Object.hasOwn(answers, ethnicity))
  return heading ? heading[0] : ethnicity
}
export const ethnicHeadings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ethnicityGroups).map(([token, { title }]) => [token, title])),
  ...untoldWords,
}

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
  if (condition === 'yes')
    return reduces === 'yes_a_lot' || reduces === 'yes_a_little'
      ? 'yes'
      : reduces === 'not_at_all'
        ? 'no'
        : counted(reduces)
  return counted(condition)
}

const counted = (answer: string | undefined): string => answer ?? 'not_yet_asked'

/**
 * Her age band on a local date, where all the ages that she may have lie in one; else it is not known. Who was born on 29
 * February is a year older on 1 March.
 */
export function ageBandOn(age: Age | null, date: string): string {
  const ages = agesOn(age, date)
  if (ages === null) return 'not_yet_asked'
  const [youngest, oldest] = [bandOf(ages.from), bandOf(ages.to)]
  return youngest === oldest ? youngest : ageNotKnown
}

function bandOf(age: number): string {
  if (age < 18) return 'under_18'
  const band = tokensOf(ageBandWords).find((token) => age <= Number(token.split('_to_')[1] ?? Number.NaN))
  return band ?? '65_and_over'
}
