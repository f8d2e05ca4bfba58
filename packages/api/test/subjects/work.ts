import type { Subjects } from './subject.ts'

export const workSubjects = {
  markNotificationRead: { bound: 'account', params: (_, { notificationId }) => ({ notificationId }) },
} satisfies Subjects
