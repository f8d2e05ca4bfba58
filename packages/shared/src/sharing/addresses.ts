import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const readSharingChange = read(
  'readSharingChange',
  '/v1/sharing-changes/:sharingChangeId',
  'cases:read',
)
export const confirmSharingStopped = post(
  'confirmSharingStopped',
  '/v1/sharing-changes/:sharingChangeId/stopping',
  'actions:report',
)
export const settleSharingWork = post(
  'settleSharingWork',
  '/v1/sharing-work/:sharingWorkId/answer',
  'referrals:triage',
)
