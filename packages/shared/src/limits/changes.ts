import type { Changing } from '../audit.ts'

export const limitChanges = {
  limit: {
    is: 'What she does not want',
    states: { stands: 'said', confirmed: 'said again', lifted: 'lifted' },
  },
  limit_override: {
    is: 'Sharing past what she does not want',
    states: {
      asked: 'asked for',
      open_for_hours: 'open for hours',
      open: 'agreed',
      refused: 'not agreed',
      closed: 'closed, undecided',
      lapsed: 'ended, undecided',
      replaced: 'asked anew, urgently',
    },
  },
} as const satisfies Changing
