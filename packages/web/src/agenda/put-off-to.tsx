import { useCalendar } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'

/** MTG-3: the new date of a case that was put off, after what is said of it. */
export function PutOffTo({ at }: { at: string }) {
  return <> To the meeting of {dayWords(useCalendar(), at)}.</>
}
