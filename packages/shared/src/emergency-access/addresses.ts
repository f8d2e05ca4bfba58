import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const askEmergencyAccess = post('askEmergencyAccess', '/v1/emergency-accesses', 'access:emergency')
export const askByName = post('askByName', '/v1/emergency-requests', 'access:emergency')
export const readByName = read('readByName', '/v1/emergency-requests/:requestId', 'access:emergency')
export const answerByName = post(
  'answerByName',
  '/v1/emergency-requests/:requestId/answer',
  'access:emergency',
)
export const openEmergencyAccess = post(
  'openEmergencyAccess',
  '/v1/emergency-accesses/:accessId/opening',
  'access:emergency',
)
export const endEmergencyAccess = post(
  'endEmergencyAccess',
  '/v1/emergency-accesses/:accessId/end',
  'access:emergency',
)
export const tellEmergencyAccess = post(
  'tellEmergencyAccess',
  '/v1/emergency-accesses/:accessId/account',
  'access:emergency',
)
export const reviewEmergencyAccess = post(
  'reviewEmergencyAccess',
  '/v1/emergency-accesses/:accessId/review',
  'access:review',
)
export const listEmergencyAccesses = read(
  'listEmergencyAccesses',
  '/v1/emergency-accesses',
  'access:emergency',
)
export const readEmergencyAccess = read(
  'readEmergencyAccess',
  '/v1/emergency-accesses/:accessId',
  'access:emergency',
)
