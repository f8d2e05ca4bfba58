import type { Subjects } from './subject.ts'

export const actionSubjects = {
  actionId: { bound: 'case', params: ({ actionId }) => ({ actionId }) },
} satisfies Subjects
