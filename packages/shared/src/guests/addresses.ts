import { at } from '../addresses.ts'

const { read, post } = at('Meetings')

export const listInvitations = read('listInvitations', '/v1/meetings/:meetingId/invitations', 'meetings:read')
export const proposeGuest = post(
  'proposeGuest',
  '/v1/agenda-items/:itemId/invitations',
  'meetings:contribute',
)
export const proposeObserver = post(
  'proposeObserver',
  '/v1/meetings/:meetingId/invitations',
  'meetings:contribute',
)
export const agreeInvitation = post(
  'agreeInvitation',
  '/v1/invitations/:invitationId/agreement',
  'meetings:convene',
  { stepUp: true },
)
export const declineInvitation = post(
  'declineInvitation',
  '/v1/invitations/:invitationId/decline',
  'meetings:convene',
)
export const withdrawInvitation = post(
  'withdrawInvitation',
  '/v1/invitations/:invitationId/withdrawal',
  'meetings:convene',
)
export const readMyInvitation = read('readMyInvitation', '/v1/my-invitation', 'invitation:own')
export const signMyInvitation = post('signMyInvitation', '/v1/my-invitation/signature', 'invitation:own')
