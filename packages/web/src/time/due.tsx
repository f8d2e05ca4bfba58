import { useCalendar } from '../session/partnership.ts'
import { Deadline } from '../ui/deadline.tsx'
import { useNow } from './now.ts'
import { deadlineOf } from './words.ts'

/** A running deadline (an instant) said both ways, with its state. */
export function Due({ at }: { at: string }) {
  return <Deadline {...deadlineOf(useCalendar(), at, useNow())} dateTime={at} />
}
