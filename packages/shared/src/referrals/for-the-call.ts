import { ageInWords, groundInWords } from '../age/words.ts'
import { childInWords } from '../children/words.ts'
import { narrative } from '../limits.ts'
import { waysOf } from '../reach/rules.ts'
import { inOrderOfUse, wayInWords } from '../reach/words.ts'
import type { ReferralAnswers } from './schema.ts'

/**
 * REF-3: what was typed of her, as whoever rings children’s social care is asked for it. `day`: the local day of the call.
 * Nothing of it is a referral: it stands with the notification alone.
 */
export function forTheCall(answers: ReferralAnswers, day: string): string {
  const { person = {}, whereabouts = {}, children = {}, indicators = {} } = answers
  const { age } = person
  const ways = [...waysOf(answers.reach).values()]
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
    [
      'How to reach her',
      inOrderOfUse(ways, day)
        .map((way) => wayInWords(way, day))
        .join('\n'),
    ],
    ['To keep away from', person.contactToAvoid],
    ['Her children', [...rows, children.about].filter(Boolean).join('\n') || children.risk],
    ['What was seen or said', rests.join('; ')],
  ] as const
  return lines
    .flatMap(([label, words]) => (words?.trim() ? [`${label}: ${words.trim()}`] : []))
    .join('\n')
    .slice(0, narrative)
}
