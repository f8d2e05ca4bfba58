import type { Labels } from '../words.ts'
import { agesOn, yearsInWords } from './rules.ts'
import type { Age } from './schema.ts'
import type { ageBeliefs, ageGrounds } from './values.ts'

export const ageBeliefWords = {
  believed_adult: 'believed to be an adult',
  may_be_under_18: 'may be under 18',
} as const satisfies Record<(typeof ageBeliefs)[number], string>

/** On what an age rests, after a comma. */
export const ageGroundWords = {
  she_said: 'she said so',
  document: 'by a document that was seen',
  another_agency: 'by another agency’s record',
  somebody_close: 'by somebody who knows her',
  worker_guess: 'the worker’s guess',
  other: 'by something else',
} as const satisfies Record<(typeof ageGrounds)[number], string>

/** What is asked of her age, in a few words. */
export const ageLabels: Labels<Age> = {
  born: 'Date of birth',
  stated: 'Age',
  statedOn: 'Day of that age',
  belief: '18 or over',
  restsOn: 'What her age is known by',
  inWords: 'What makes you think so',
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
export const monthName = (month: number): string => monthNames[month - 1] ?? ''

/** «14 February 1991», «February 1991», «1991»; «on a 14th of 1991, month not known». */
export function bornInWords(born: string): string {
  const [year = '', month = '', day = ''] = born.split('-')
  if (!month && day) return `${year} (day ${Number(day)}, month not known)`
  return [day && String(Number(day)), month && monthName(Number(month)), year].filter(Boolean).join(' ')
}

/**
 * Her age on a local day, with what it was told as: «29, born 3 May 1996»; «35 or 36, born 1990»; «32 to 36 («about 34» on 2
 * March 2026)»; else what is believed.
 */
export function ageInWords(age: Age | null, day: string): string {
  if (!age) return 'Age not known'
  const years = agesOn(age, day)
  const { born, stated, statedOn, belief } = age
  if (!years) return belief ? ageBeliefWords[belief] : 'Age not known'
  // What was said is what it comes to: it is not said twice.
  if (!born && stated === yearsInWords(years))
    return `${stated}, as it was said${statedOn ? ` on ${bornInWords(statedOn)}` : ''}`
  return born || stated ? `${yearsInWords(years)}, ${toldAge(age)}` : yearsInWords(years)
}

/** As it was told, without a day on which it is read: «born 1990», «said to be about 34 on 2 March 2026». */
export function toldAge({ born, stated, statedOn, belief }: Age): string {
  const told = [
    born && `born ${bornInWords(born)}`,
    stated && `said to be ${stated}${statedOn ? ` on ${bornInWords(statedOn)}` : ''}`,
  ].filter(Boolean)
  if (told.length > 0) return told.join(', ')
  return belief ? ageBeliefWords[belief] : 'age not known'
}

/** What it rests on, as a sentence’s end; null where nothing says. */
export function groundInWords({ restsOn, inWords }: Age): string | null {
  return [restsOn && ageGroundWords[restsOn], inWords?.trim()].filter(Boolean).join(': ') || null
}
