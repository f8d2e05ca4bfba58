import type { Changing } from '../audit.ts'
import { occasionWords } from './words.ts'

export const outcomeChanges = {
  outcomes: {
    is: 'How she is doing',
    states: {
      ...occasionWords,
      ...Object.fromEntries(
        Object.entries(occasionWords).map(([occasion, words]) => [
          `${occasion}_put_right`,
          `${words}, put right`,
        ]),
      ),
    },
  },
} as const satisfies Changing
