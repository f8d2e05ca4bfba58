import { openNotification } from '@alongside/shared/safeguarding/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeSafeguarding({ as }: Eastmarsh, { caseId }: Ground) {
  const safeguarding = await done(as.outreach, openNotification, {
    params: { caseId },
    body: { kind: 'adult', about: 'Somebody must be told' },
  })
  return { safeguardingId: safeguarding.id }
}

export const safeguardingSubjects = {
  // Each partnership has one of each kind.
  saveFrontDoor: { bound: 'nothing', params: () => ({ kind: 'child' }) },
  recordNotification: { bound: 'case', params: ({ safeguardingId }) => ({ notificationId: safeguardingId }) },
  takeBackRedirection: {
    bound: 'case',
    params: ({ safeguardingId }) => ({ notificationId: safeguardingId }),
  },
} satisfies Subjects
