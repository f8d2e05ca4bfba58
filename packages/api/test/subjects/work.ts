import type { Subjects } from './subject.ts'

export const workSubjects = {
  markNotificationsRead: {
    bound: 'account',
    body: (_, { notificationId }) => ({ notificationIds: [notificationId] }),
  },
} satisfies Subjects
