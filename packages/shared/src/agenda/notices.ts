import type { Notices } from '../notices/declaring.ts'

export const agendaNotices = {
  agenda_published: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'the agenda of a meeting',
    screen: 'The agenda of a meeting was published',
  },
} as const satisfies Notices
