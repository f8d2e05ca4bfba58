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
/** A read that leaves a mark: who agrees has read it. */
export const previewDisclosure = post(
  'previewDisclosure',
  '/v1/disclosure-requests/:disclosureId/preview',
  'documents:register',
)
export const takeBackDisclosure = post(
  'takeBackDisclosure',
  '/v1/disclosure-requests/:disclosureId/withdrawal',
  'documents:read',
)
export const sendDisclosureAgain = post(
  'sendDisclosureAgain',
  '/v1/disclosure-requests/:disclosureId/sending',
  'documents:register',
  { stepUp: true },
)
