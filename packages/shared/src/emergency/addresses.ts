import { at } from '../addresses.ts'

const { read, post } = at('Meetings')

export const planEmergency = read(
  'planEmergency',
  '/v1/referrals/:referralId/emergency-plan',
  'meetings:call',
)
export const callEmergencyMeeting = post(
  'callEmergencyMeeting',
  '/v1/referrals/:referralId/emergency-meetings',
  'meetings:call',
)
export const readContacts = read('readContacts', '/v1/meetings/:meetingId/contacts', 'meetings:read')
export const logContact = post('logContact', '/v1/meetings/:meetingId/contacts', 'items:chair')
export const recordAgreedAloud = post(
  'recordAgreedAloud',
  '/v1/meetings/:meetingId/spoken-signatures',
  'items:chair',
)
