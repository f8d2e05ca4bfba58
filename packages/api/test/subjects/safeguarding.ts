import { openNotification } from '@alongside/shared/safeguarding/contract'
import { emailOf } from '../../src/demo/cast.ts'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeSafeguarding({ as, rows, agencies }: Eastmarsh, { caseId }: Ground) {
  const safeguarding = await done(as.outreach, openNotification, {
    params: { caseId },
    body: { kind: 'adult', about: 'Somebody must be told' },
  })
  // As if another had told Lantern: what a front door receives is its agency's alone.
  await rows(
    `UPDATE received_notifications r SET agency_id = $2, from_agency_id = m.agency_id, from_account_id = m.account_id
      FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $3 AND r.notification_id = $1`,
    [safeguarding.id, agencies.lantern, emailOf('police')],
  )
  return { safeguardingId: safeguarding.id }
}

export const safeguardingSubjects = {
  // Each partnership has one of each kind.
  saveFrontDoor: { bound: 'nothing', params: () => ({ kind: 'child' }) },
  recordNotification: { bound: 'case', params: ({ safeguardingId }) => ({ notificationId: safeguardingId }) },
  receivedId: { bound: 'case', params: ({ safeguardingId }) => ({ receivedId: safeguardingId }) },
  recordReference: { bound: 'case', params: ({ safeguardingId }) => ({ notificationId: safeguardingId }) },
  takeBackRedirection: {
    bound: 'case',
    params: ({ safeguardingId }) => ({ notificationId: safeguardingId }),
  },
} satisfies Subjects
