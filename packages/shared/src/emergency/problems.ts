import type { Problems } from '../problem.ts'

export const emergencyProblems = {
  'meeting.emergency_running': {
    status: 409,
    title: 'An emergency meeting about this case is called already',
    fix: 'Go to that meeting. Another can be called once it is closed.',
  },
  'meeting.no_referral_waits': {
    status: 409,
    title:
      'An emergency meeting is called from a referral that waits for an answer or for the meeting; this one does not',
    fix: 'Undo the decision while that is possible, or send a new referral and call it from that.',
  },
  'meeting.not_an_emergency': {
    status: 409,
    title: 'An emergency meeting is called from a red referral; this one is not red',
    fix: 'Raise the light with its reason first, or take the case to the monthly meeting.',
  },
} as const satisfies Problems
