import type { Subjects } from './subject.ts'

export const referralSubjects = {
  referralId: { bound: 'case', params: ({ referralId }) => ({ referralId }) },
  discardReferral: { bound: 'account', params: (_, { draftId }) => ({ referralId: draftId }) },
} satisfies Subjects
