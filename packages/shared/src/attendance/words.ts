import type { attendedAs } from './rules.ts'

/** MTG-6: as what somebody attended, after who it is. */
export const attendedWords = {
  lead: 'lead member',
  second: 'secondary member',
  another: 'for the agency',
} as const satisfies Record<ReturnType<typeof attendedAs>, string>
