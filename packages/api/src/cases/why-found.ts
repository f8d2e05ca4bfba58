import { birthYears, dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Identity } from '@alongside/shared/cases/contract'
import {
  beginsAlike,
  beginsWith,
  datesOf,
  joinedAlike,
  normalise,
  petAlike,
  sharesWord,
  soundsLike,
  speltAlike,
  yearsOf,
} from './name-tokens.ts'

/** What a file says of her, and the day on which it began. */
interface Known extends Pick<Identity, 'name' | 'aliases' | 'age'> {
  on: string
}

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

/** REF-10: why somebody was found by what was typed, in words, by whatever her files say of her; the first of them goes on. */
export function whyFound(q: string, files: readonly Known[]): string[] {
  const asked = normalise(q)
  const [name = '', ...others] = files.flatMap((file) => [file.name, ...file.aliases])
  const byName = sharesWord(asked, normalise(name))
    ? 'The name as it is written'
    : others.some((other) => sharesWord(asked, normalise(other)))
      ? 'Another name of hers'
      : wayOf((like) => [name, ...others].some((one) => like(asked, normalise(one))))
  const begun = [name, ...others].some((one) => beginsWith(asked, normalise(one)))
  const byDate = files.some(({ age }) => datesOf(q).includes(dateOfBirthOf(age) ?? ''))
    ? 'The date of birth'
    : byYear(yearsOf(q), files)
  return [byName ?? (begun ? 'A name that begins so' : undefined), byDate].filter((why) => why !== undefined)
}

function byYear(asked: readonly string[], files: readonly Known[]): string | undefined {
  if (files.some(({ age }) => age?.born && asked.includes(age.born.slice(0, 4)))) return 'The year of birth'
  return files.some(({ age, on }) => birthYears(age, on).some((year) => asked.includes(year)))
    ? 'A year in which she may have been born'
    : undefined
}
