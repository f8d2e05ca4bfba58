import { birthSpan, dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Identity } from '@alongside/shared/cases/contract'
import type { Match } from '@alongside/shared/referrals/schema'
import { exchanged, normalise } from '../cases/name-tokens.ts'
import { wayOf } from '../cases/why-found.ts'

type Known = Pick<Identity, 'name' | 'aliases' | 'age'>

/** REF-10: how far two identities may be one person's on a local day, each likeness with its weight. Under 3 it is not offered. */
export function likenessOf(sought: Known, known: Known, today: string): { score: number; because: string[] } {
  const likenesses = [nameLikeness(sought, known), ageLikeness(sought, known, today)]
  return {
    score: likenesses.reduce((sum, { weight }) => sum + weight, 0),
    because: likenesses.flatMap(({ words }) => words ?? []),
  }
}

export const likelihoodOf = (score: number): Match['likelihood'] =>
  score >= 9 ? 'very_likely' : score >= 5 ? 'likely' : 'possible'

interface Likeness {
  weight: number
  words?: string
}

/** The strongest alone: a name that is the same also sounds the same. */
function nameLikeness(sought: Known, known: Known): Likeness {
  const soughtNames = [sought.name, ...sought.aliases].map(normalise)
  const knownNames = [known.name, ...known.aliases].map(normalise)
  const some = (like: (one: string, other: string) => boolean) =>
    soughtNames.some((one) => knownNames.some((other) => like(one, other)))
  if (soughtNames[0] === knownNames[0]) return { weight: 5, words: 'The same name' }
  if (some((one, other) => one === other)) return { weight: 4, words: 'A name that is also an alias' }
  const words = wayOf(some)
  if (words) return { weight: 3, words }
  return { weight: -1, words: 'Another name' }
}

function ageLikeness(sought: Known, known: Known, today: string): Likeness {
  const [date, other] = [dateOfBirthOf(sought.age), dateOfBirthOf(known.age)]
  if (date && other) {
    if (date === other) return { weight: 5, words: 'The same date of birth' }
    if (exchanged(date) === other)
      return { weight: 3, words: 'The same date of birth with day and month exchanged' }
    return { weight: -1, words: 'Another date of birth' }
  }
  const [one, two] = [birthSpan(sought.age, today), birthSpan(known.age, today)]
  if (!one || !two) return { weight: 0 }
  if (one.last < two.first || two.last < one.first) return { weight: -1, words: 'Another age' }
  return sought.age?.born && known.age?.born
    ? { weight: 2, words: 'The same year of birth' }
    : { weight: 1, words: 'An age that fits' }
}
