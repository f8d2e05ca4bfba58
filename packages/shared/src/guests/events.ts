import type { Events } from '../events/declaring.ts'

export const guestEvents = {
  'guest.proposed': {
    inside: { invitationId: 'always', meetingId: 'always', agendaItemId: 'or null' },
  },
  'guest.agreed': {
    inside: { invitationId: 'always', meetingId: 'always', agendaItemId: 'or null' },
  },
  'guest.declined': {
    inside: { invitationId: 'always', meetingId: 'always', agendaItemId: 'or null' },
  },
  'guest.withdrawn': {
    inside: { invitationId: 'always', meetingId: 'always', agendaItemId: 'or null' },
  },
} as const satisfies Events
