import { useEffect, useState } from 'react'

/** Now, moving on every so many milliseconds: twice a minute, for what is left of a deadline. */
export function useNow(every = 30_000): Temporal.Instant {
  const [now, setNow] = useState(() => Temporal.Now.instant())
  useEffect(() => {
    const timer = setInterval(() => setNow(Temporal.Now.instant()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
