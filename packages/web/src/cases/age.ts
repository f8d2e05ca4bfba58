import { ageOn } from '@alongside/shared/calendar'
import type { Identity } from '@alongside/shared/cases/contract'
import { dateWords } from '../time/words.ts'

/** "29, born 3 May 1996", or what is believed where the date is not known. `today`: a local date. */
export function ageWords(
  { dateOfBirth, ageBelief }: Pick<Identity, 'dateOfBirth' | 'ageBelief'>,
  today: string,
): string {
  if (!dateOfBirth) return ageBelief ?? 'Age not known'
  const age = ageOn(Temporal.PlainDate.from(dateOfBirth), Temporal.PlainDate.from(today))
  return `${age}, born ${dateWords(dateOfBirth)}`
}
