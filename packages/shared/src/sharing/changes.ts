import type { Changing } from '../audit.ts'

export const sharingChanges = {
  sharing: {
    is: 'What ran with an agency that may read no more',
    states: { running: 'running', stopped: 'stopped', left: 'left with it' },
  },
} as const satisfies Changing
