import type { WorkingCalendar } from '@alongside/shared/calendar'
import { timeWords } from '../time/words.ts'

/** A stay in the room: "10:02 to 11:40", "since 10:02". */
export const stayWords = (
  calendar: WorkingCalendar,
  { from, until }: { from: string; until: string | null },
): string =>
  until === null
    ? `since ${timeWords(calendar, from)}`
    : `${timeWords(calendar, from)} to ${timeWords(calendar, until)}`
