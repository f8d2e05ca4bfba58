import { howWords, tellingWords, throughWords, whyWords } from '@alongside/shared/consent/words'
import { answerLabels, givenLabels, type Labelled, withoutLabels } from '@alongside/shared/referrals/labels'
import type { Section } from '@alongside/shared/referrals/schema'
import { choiceWords } from '@alongside/shared/referrals/words'
import type { ResponseTime } from '@alongside/shared/traffic-light/schema'

/** "within 4 hours, day and night", "by the end of the next working day". */
export function responseWords({ amount, unit }: ResponseTime): string {
  if (unit === 'hours') return `within ${amount} hours, day and night`
  return amount === 1 ? 'by the end of the next working day' : `by the end of the ${amount}th working day`
}

/** By the name of a question, which a compared or a faulty answer brings as text. */
export const labelsOf = (section: string): Readonly<Record<string, string>> =>
  Object.hasOwn(answerLabels, section) ? answerLabels[section as Labelled] : {}
export const consentLabels: Readonly<Record<string, string>> = givenLabels
export const withoutConsentLabels: Readonly<Record<string, string>> = withoutLabels

type ChoicesOfSection = Readonly<Record<string, Readonly<Record<string, string>>>>
const consentChoices: ChoicesOfSection = {
  ...choiceWords.consent,
  how: howWords,
  through: throughWords,
  why: whyWords,
  telling: tellingWords,
}

/** What was chosen, in words; what was typed, as it is. `question`: its key in the section, of consent the last one. */
export function answerInWords(section: Section, question: string, answer: string): string {
  const choices: ChoicesOfSection =
    section === 'consent'
      ? consentChoices
      : ((choiceWords as Partial<Record<Section, ChoicesOfSection>>)[section] ?? {})
  const said = Object.hasOwn(choices, question) ? choices[question]?.[answer] : undefined
  return said ?? answer
}
