import type { Age } from '@alongside/shared/age/schema'
import { ageBeliefWords, ageGroundWords, bornInWords } from '@alongside/shared/age/words'
import type { Labels } from './words.ts'

const labels: Labels<Age> = {
  born: 'Date of birth',
  stated: 'Age',
  statedOn: 'Day of that age',
  belief: '18 or over',
  restsOn: 'What her age is known by',
  inWords: 'What makes you think so',
}

/** A part of her age, by its key. */
export const ageLabel = (part: string): string =>
  Object.hasOwn(labels, part) ? labels[part as keyof Age] : 'Age'

/** What was chosen or typed of her age, in words. */
export function ageAnswerInWords(part: string, answer: string): string {
  if (part === 'born' || part === 'statedOn') return bornInWords(answer)
  const words: Readonly<Record<string, string>> =
    part === 'belief' ? ageBeliefWords : part === 'restsOn' ? ageGroundWords : {}
  return words[answer] ?? answer
}
