import { newId } from '../../src/ids.ts'
import type { Subjects } from './subject.ts'

export const sessionSubjects = {
  acceptPlace: { bound: 'account', params: (_, { offerId }) => ({ offerId }) },
  declinePlace: { bound: 'account', params: (_, { offerId }) => ({ offerId }) },
  endSession: { bound: 'account', params: (_, { otherSessionId }) => ({ sessionId: otherSessionId }) },
  switchMembership: {
    bound: 'account',
    body: (_, { membershipId }) => ({ membershipId: membershipId ?? newId() }),
  },
} satisfies Subjects
