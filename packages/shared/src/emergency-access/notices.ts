import type { Notices } from '../notices/declaring.ts'

export const emergencyAccessNotices = {
  emergency_access_taken: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'an emergency access to look at',
    screen: 'Someone opened a case in an emergency',
  },
  emergency_asked_by_name: {
    subject: 'emergency_request',
    at: '/emergency-requests/:id',
    mail: 'somebody who asks for a person in an emergency',
    screen: 'Someone asks for a person by name in an emergency: look now',
  },
  emergency_by_name_waits: {
    subject: 'emergency_request',
    at: '/emergency-requests/:id',
    mail: 'somebody who asked for a person in an emergency and has no answer yet',
    screen: 'Someone asked for a person by name in an emergency, and nobody has answered: look now',
  },
  emergency_by_name_to_ring: {
    subject: 'emergency_request',
    at: '/on-call',
    mail: 'somebody who asked for a person in an emergency and has no answer yet',
    screen: 'Nobody has answered what was asked in an emergency: ring the coordinator or the chair now',
  },
  emergency_by_name_late: {
    subject: 'emergency_request',
    at: '/emergency-requests/:id',
    mail: 'no answer yet to what you asked in an emergency',
    screen: 'What you asked in an emergency has no answer yet: ring somebody who is on call',
  },
  emergency_by_name_answered: {
    subject: 'emergency_request',
    at: '/emergency-requests/:id',
    mail: 'an answer to what you asked in an emergency',
    screen: 'What you asked by name in an emergency is answered',
  },
  emergency_access_barred: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'somebody who could not open a case in an emergency',
    screen: 'Someone asked for a case in an emergency and did not get it, for she refused or withdrew',
  },
  emergency_access_to_review: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'an emergency access to look at within one working day',
    screen: 'Look at an emergency access, and say whether it was right',
  },
  emergency_access_unreviewed: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'an emergency access that nobody has looked at in time',
    screen: 'Nobody has looked at an emergency access in time',
  },
  emergency_access_not_reviewed: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'an emergency access to a case of yours that nobody has looked at in time',
    screen: 'Nobody has looked in time at an emergency access to this case: ask the coordinator',
  },
  emergency_access_to_tell: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'a question about an emergency',
    screen: 'Say what you did in the emergency',
    evenShutOut: true,
  },
  emergency_access_ended: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'an emergency access of yours that was ended',
    screen: 'Your emergency access was ended',
    evenShutOut: true,
  },
  emergency_access_reviewed: {
    subject: 'emergency_access',
    at: '/emergency-access/:id',
    mail: 'an answer about an emergency access of yours',
    screen: 'Your emergency access was looked at',
    evenShutOut: true,
  },
} as const satisfies Notices
