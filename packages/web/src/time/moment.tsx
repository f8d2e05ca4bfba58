import { useCalendar } from '../session/partnership.ts'
import { localDateWords, momentWords, untilWords } from './words.ts'

/** An instant in the partnership's local time: "9 April 2026, 14:05". */
export function Moment({ at }: { at: string }) {
  const calendar = useCalendar()
  return <time dateTime={at}>{momentWords(calendar, at)}</time>
}

/** Its local day alone: "9 April 2026". */
export function Day({ at }: { at: string }) {
  const calendar = useCalendar()
  return <time dateTime={at}>{localDateWords(calendar, at)}</time>
}

/** When something ends, an exclusive instant: "the end of 12 April 2027". */
export function Until({ at }: { at: string }) {
  const calendar = useCalendar()
  return <time dateTime={at}>{untilWords(calendar, at)}</time>
}
