import { useCalendar } from '../session/partnership.ts'
import { momentWords } from './words.ts'

/** An instant in the partnership's local time: "9 April 2026, 14:05". */
export function Moment({ at }: { at: string }) {
  const calendar = useCalendar()
  return <time dateTime={at}>{momentWords(calendar, at)}</time>
}
