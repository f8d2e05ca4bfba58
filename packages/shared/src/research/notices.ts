import type { Notices } from '../notices/declaring.ts'

export const researchNotices = {
  // The cases that ask stand on the landing page, by reference.
  research_asked: {
    subject: 'meeting',
    at: '/',
    mail: 'a meeting that asks what your agency knows',
    screen: 'A coming meeting asks what your agency knows',
  },
} as const satisfies Notices
