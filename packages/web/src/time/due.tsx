import { describeDeadline } from '@alongside/shared/calendar'
import { useEffect, useState } from 'react'
import { useCalendar } from '../session/partnership.ts'
import { Deadline } from '../ui/deadline.tsx'

const halfMinute = 30_000
const soon = 60 * 60_000 // an hour, in milliseconds

/** Now as an instant, again every half minute. */
export function useNow(): Temporal.Instant {
  const [now, setNow] = useState(() => Temporal.Now.instant())
  useEffect(() => {
    const timer = setInterval(() => setNow(Temporal.Now.instant()), halfMinute)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A running deadline (an instant) said both ways, with its state. */
export function Due({ at }: { at: string }) {
  const now = useNow()
  const calendar = useCalendar()
  const due = Temporal.Instant.from(at)
  const [relative = '', exact = ''] = describeDeadline(calendar, due, now).split(' — ')
  const left = due.epochMilliseconds - now.epochMilliseconds
  return (
    <Deadline
      relative={relative}
      exact={exact}
      dateTime={at}
      state={left < 0 ? 'late' : left < soon ? 'soon' : undefined}
    />
  )
}
