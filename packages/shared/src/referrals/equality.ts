import categories from '../../data/equality-categories.json' with { type: 'json' }

type Groups = typeof categories.ethnicity.groups
type Keys<T> = T extends unknown ? keyof T & string : never
export type Ethnicity = Keys<Groups[keyof Groups]['answers']>

/** The headings of the Census, each with the groups under it. */
export const ethnicityGroups: Readonly<
  Record<string, { title: string; answers: Readonly<Record<string, string>> }>
> = categories.ethnicity.groups
export const ethnicityWords = Object.assign(
  {},
  ...Object.values(ethnicityGroups).map(({ answers }) => answers),
) as Readonly<Record<Ethnicity, string>>
export const sexWords = categories.sex
export const sexualOrientationWords = categories.sexualOrientation
export const yesNoWords = categories.disability.condition.answers
export const reducesWords = categories.disability.conditionReduces.answers
/** MON-1: said nothing, and never asked: counted apart from every answer and from each other. */
export const untoldWords = categories.untold
export const ageBandWords = { under_18: 'Under 18', ...categories.ageBands } as const

/** The tokens of some words, in their order. */
export const tokensOf = <Token extends string>(words: Readonly<Record<Token, string>>): Token[] =>
  Object.keys(words) as Token[]
