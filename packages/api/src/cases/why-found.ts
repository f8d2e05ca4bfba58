import { dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Identity } from '@alongside/shared/cases/contract'
import {
  beginsAlike,
  datesOf,
  joinedAlike,
  normalise,
  petAlike,
  sharesWord,
  soundsLike,
  speltAlike,
  yearsOf,
} from './name-tokens.ts'

type Known = Pick<Identity, 'name' | 'aliases' | 'age'>

/** REF-10: in what way two names fit, the strongest alone: a name that is the same also sounds the same. */
const ways = [
  ['A name that is written together or apart', joinedAlike],
  ['A name that may be a pet name of the other', petAlike],
  ['A name that sounds alike', soundsLike],
  ['A name that is spelt alike', speltAlike],
  ['A name that may be short for the other', beginsAlike],
] as const

export const wayOf = (some: (like: (one: string, other: string) => boolean) => boolean): string | undefined =>
  ways.find(([, like]) => some(like))?.[0]

/** REF-10: why a case was found by what was typed, in words; nothing where the words that fit are not hers to show. */
export function whyFound(q: string, { name, aliases, age }: Known): string[] {
  const asked = normalise(q)
  const byName = sharesWord(asked, normalise(name))
    ? 'The name as it is written'
    : aliases.some((alias) => sharesWord(asked, normalise(alias)))
      ? 'Another name of hers'
      : wayOf((like) => [name, ...aliases].some((one) => like(asked, normalise(one))))
  const dateOfBirth = dateOfBirthOf(age)
  const byDate =
    dateOfBirth && datesOf(q).includes(dateOfBirth)
      ? 'The date of birth'
      : age?.born && yearsOf(q).includes(age.born.slice(0, 4))
        ? 'The year of birth'
        : undefined
  return [byName, byDate].filter((why) => why !== undefined)
}
