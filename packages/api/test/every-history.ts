import fc from 'fast-check'
import { expect } from 'vitest'
import { type History, history } from './promise-history.ts'
import { type Life, told } from './promise-life.ts'

/** Lives through that many random histories; of none of them anything is wrong. What is wrong is said with the story that led to it. */
export const ofEveryHistory = (
  histories: number,
  live: (one: History) => Promise<{ life: Life; wrong: string[] }>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(history, async (one) => {
      const { life, wrong } = await live(one)
      expect(wrong, told(life.story)).toEqual([])
    }),
    { numRuns: histories, ...(histories > 1000 && { interruptAfterTimeLimit: 3 * 3_600_000 }) },
  )
