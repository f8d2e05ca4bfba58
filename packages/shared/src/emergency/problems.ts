import type { Problems } from '../problem.ts'

export const emergencyProblems = {
  'meeting.emergency_running': {
    status: 409,
    title: 'An emergency meeting about this case is called already',
    fix: 'Go to that meeting. Another can be called once it is closed.',
  },
  'meeting.not_an_emergency': {
    status: 409,
    title: 'An emergency meeting is called from a red referral that is not yet discussed',
    fix: 'Raise the light with its reason first, or take the case to the monthly meeting.',
  },
} as const satisfies Problems
