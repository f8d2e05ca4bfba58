import type { Events } from '../events/declaring.ts'

export const meetingEvents = {
  'meeting.planned': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s date was proposed.',
    },
  },
  'meeting.confirmed': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s place, date and time were confirmed.',
    },
  },
  'meeting.moved': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting was moved.',
    },
  },
  'meeting.opened': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting was opened.',
    },
  },
  'meeting.opening_taken_back': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting was opened by mistake, and is planned again.',
    },
  },
  'meeting.reopened': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting that was closed too soon was reopened.',
    },
  },
  'meeting.closed': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting was closed.',
    },
  },
} as const satisfies Events
