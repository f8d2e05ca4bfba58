import type { Notices } from '../notices/declaring.ts'

export const caseNotices = {
  case_held: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a case that has changed',
    screen: 'Stop: nothing more is sent, asked or listed for her. Read why before you contact anybody',
  },
  case_hold_lifted: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a case that has changed',
    screen: 'A hold was lifted: she is back on the agenda that it took her off; look at what else is open',
  },
  // ACC-6: to who sees another file of hers alone: not why, nor that there is that other file.
  case_rests: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a case that has changed',
    screen: 'Work on this case rests for now: ask the coordinator before you contact anybody',
  },
  case_goes_on: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a case that has changed',
    screen: 'Work on this case goes on again: look at what is open',
  },
} as const satisfies Notices
