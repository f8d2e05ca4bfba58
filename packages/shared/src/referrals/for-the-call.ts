import { ageInWords, groundInWords } from '../age/words.ts'
import { childInWords } from '../children/words.ts'
import { narrative } from '../limits.ts'
import type { ReferralAnswers } from './schema.ts'

/**
 * REF-3: what was typed of her, as whoever rings children’s social care is asked for it. `day`: the local day of the call.
 * Nothing of it is a referral: it stands with the notification alone.
 */
export function forTheCall(answers: ReferralAnswers, day: string): string {
  const { person = {}, whereabouts = {}, children = {}, indicators = {} } = answers
  const { age } = person
  const rests = Object.values(indicators).flatMap(({ answer, restsOn }) =>
    (answer === 'yes' || answer === 'suspected') && restsOn?.trim() ? [restsOn.trim()] : [],
  )
  const rows = (children.rows ?? []).map((row) => childInWords(row, day))
  const lines = [
    ['Name', person.name],
    ['Also known as', person.aliases?.join(', ')],
    ['Age', age && [ageInWords(age, day), groundInWords(age)].filter(Boolean).join('; ')],
    ['Language', person.language],
    ['Where and when', whereabouts.where],
    ['Where she sleeps', whereabouts.sleeps],
    ['How to reach her', person.safeContactHow],
    ['To keep away from', person.contactToAvoid],
    ['Her children', [...rows, children.about].filter(Boolean).join('\n') || children.risk],
    ['What was seen or said', rests.join('; ')],
  ] as const
  return lines
    .flatMap(([label, words]) => (words?.trim() ? [`${label}: ${words.trim()}`] : []))
    .join('\n')
    .slice(0, narrative)
}
