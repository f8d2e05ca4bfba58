import type { Age } from '@alongside/shared/age/schema'
import { ageBeliefWords, ageGroundWords, ageLabels, bornInWords } from '@alongside/shared/age/words'

/** A part of her age, by its key. */
export const ageLabel = (part: string): string =>
  Object.hasOwn(ageLabels, part) ? ageLabels[part as keyof Age] : 'Age'

/** What was chosen or typed of her age, in words. */
export function ageAnswerInWords(part: string, answer: string): string {
  if (part === 'born' || part === 'statedOn') return bornInWords(answer)
  const words: Readonly<Record<string, string>> =
    part === 'belief' ? ageBeliefWords : part === 'restsOn' ? ageGroundWords : {}
  return words[answer] ?? answer
}
