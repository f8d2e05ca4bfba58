import type { Problems } from '../problem.ts'

export const emergencyAccessProblems = {
  'emergency_access.read_only': {
    status: 403,
    title: 'An emergency opens it to be read',
    fix: 'You can record what she says, report on an action and open a safeguarding notification. For anything else, tell the coordinator.',
  },
  'emergency_access.withdrawn': {
    status: 409,
    title: 'She took back her consent, and nothing stands in its place',
    fix: 'Phone the coordinator or whoever is on call: it is opened only by a decision of two people of two agencies, neither of which gains by it. For a life in danger, ring 999.',
  },
  'emergency_access.closed_to_them': {
    status: 409,
    title: 'This file is closed to who asked',
    fix: 'Answer that no file can be opened: they hear what is heard where there is none. If somebody else must read it now, phone a colleague of theirs.',
  },
  'emergency_access.answered': {
    status: 409,
    title: 'This is answered already, or it is your own',
    fix: 'Read the answer that stands. What one asked oneself somebody else answers.',
  },
  'emergency_access.over': {
    status: 409,
    title: 'This was asked for too long ago, or was opened before',
    fix: 'Ask again, and say why now.',
  },
  'emergency_access.ended': {
    status: 409,
    title: 'This emergency access has ended, or was not opened',
    fix: 'Nothing to do.',
  },
  'emergency_access.not_over': {
    status: 409,
    title: 'It is not told of, or looked at, in this way now',
    fix: 'Read it again: only what was opened is told of by who opened it, and only until somebody has looked at it.',
  },
  'emergency_access.for_another': {
    status: 409,
    title: 'Somebody else looks at this',
    fix: 'Nobody looks at her own: the chair does for the coordinating agency’s people, the coordinator for all others and for the chair.',
  },
} as const satisfies Problems
