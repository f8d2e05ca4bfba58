import { useCalendar } from '../session/partnership.ts'
import { Deadline } from '../ui/deadline.tsx'
import { useNow } from './now.ts'
import { deadlineOf } from './words.ts'

/** A running deadline, both ways, by the partnership's working days. `at`: an instant. */
export function Due({ at }: { at: string }) {
  const calendar = useCalendar()
  const now = useNow()
  return <Deadline {...deadlineOf(calendar, at, now)} dateTime={at} />
}
