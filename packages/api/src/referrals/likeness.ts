import type { Identity } from '@alongside/shared/cases/contract'
import type { Match } from '@alongside/shared/referrals/schema'
import { beginsAlike, exchanged, normalise, soundsLike, speltAlike } from '../cases/name-tokens.ts'

type Known = Pick<Identity, 'name' | 'aliases' | 'dateOfBirth'>

/** REF-10: how far two identities may be one person's, each likeness with its weight. Under 3 it is not offered. */
export function likenessOf(sought: Known, known: Known): { score: number; because: string[] } {
  const likenesses = [nameLikeness(sought, known), dateLikeness(sought, known)]
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
  if (some(soundsLike)) return { weight: 3, words: 'A name that sounds alike' }
  if (some(speltAlike)) return { weight: 3, words: 'A name that is spelt alike' }
  if (some(beginsAlike)) return { weight: 3, words: 'A name that may be short for the other' }
  return { weight: -1, words: 'Another name' }
}

function dateLikeness({ dateOfBirth: sought }: Known, { dateOfBirth: known }: Known): Likeness {
  if (!sought || !known) return { weight: 0 }
  if (sought === known) return { weight: 5, words: 'The same date of birth' }
  if (exchanged(sought) === known)
    return { weight: 3, words: 'The same date of birth with day and month exchanged' }
  return { weight: -1, words: 'Another date of birth' }
}
