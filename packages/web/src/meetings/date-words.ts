import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { DateState, DerivedDate } from '@alongside/shared/meetings/dates'
import { dayWords, momentWords } from '../time/words.ts'
import type { TagColour } from '../ui/tag.tsx'

export const dateNames = {
  referrals: 'Referrals in',
  confirmation: 'Place, date and time confirmed',
  pack: 'Papers out',
  minutes: 'Minutes and action log out',
} as const satisfies Record<DerivedDate['name'], string>

const tags = {
  coming: { words: 'Coming', colour: 'blue' },
  now: { words: 'To do now', colour: 'teal' },
  kept: { words: 'Kept', colour: 'green' },
  missed: { words: 'Missed', colour: 'red' },
} as const satisfies Record<DateState, { words: string; colour: TagColour }>

/** Where a derived date stands, in a word; referrals close by themselves. */
export const dateTag = ({ name, state }: DerivedDate): { words: string; colour: TagColour } =>
  name === 'referrals' && state === 'kept' ? { words: 'Closed', colour: 'grey' } : tags[state]

/** When it was done, or that it was not: "Done 1 April 2026, 10:00". Undefined while there is still time. */
export function doneWords(calendar: WorkingCalendar, { doneAt, state }: DerivedDate): string | undefined {
  if (doneAt) return `${state === 'missed' ? 'Done late' : 'Done'}, ${momentWords(calendar, doneAt)}`
  return state === 'missed' ? 'Not done yet' : undefined
}

/** "Monday 30 March 2026 to Friday 3 April 2026"; of the others their last day alone. */
export const whenWords = (calendar: WorkingCalendar, { name, from, by }: DerivedDate): string =>
  name === 'confirmation'
    ? `${dayWords(calendar, from)} to ${dayWords(calendar, by)}`
    : `by ${dayWords(calendar, by)}, end of day`
