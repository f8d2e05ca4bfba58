import { at } from '../addresses.ts'

const { read, post } = at('Documents')

export const listDisclosures = read(
  'listDisclosures',
  '/v1/meetings/:meetingId/disclosure-requests',
  'documents:read',
)
export const requestDisclosure = post('requestDisclosure', '/v1/disclosure-requests', 'documents:read')
export const agreeDisclosure = post(
  'agreeDisclosure',
  '/v1/disclosure-requests/:disclosureId/agreement',
  'documents:register',
  { stepUp: true },
)
export const declineDisclosure = post(
  'declineDisclosure',
  '/v1/disclosure-requests/:disclosureId/decline',
  'documents:register',
)
