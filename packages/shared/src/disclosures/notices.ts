import type { Notices } from '../notices/declaring.ts'

export const disclosureNotices = {
  release_to_decide: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'a request to decide',
    screen: 'Somebody asks to release a document, and waits for your word',
  },
  release_agreed: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'an answer to your request',
    screen: 'The release that you asked for is agreed',
  },
  release_declined: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'an answer to your request',
    screen: 'The release that you asked for is not agreed; the reasons stand there',
  },
} as const satisfies Notices
