import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    nightly: number
  }
}

const times = inject('nightly')

/** How many examples a test of chance tries: so many in a check, many times as many at night. */
export const runs = (inCheck: number) => inCheck * (times || 1)

/** The same, where the night is to try a number of its own, or other examples. */
export const byNight = <T>(inCheck: T, night: T): T => (times ? night : inCheck)

// A check tries the same examples every time: what fails there was broken by the change at hand. The night tries others.
fc.configureGlobal(times ? { numRuns: runs(100), interruptAfterTimeLimit: 600_000 } : { seed: 20260301 })
