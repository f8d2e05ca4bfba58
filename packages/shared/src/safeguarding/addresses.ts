import { at } from '../addresses.ts'

const { post } = at('Cases')
const ofPartnership = at('Partnership')

export const listFrontDoors = ofPartnership.read('listFrontDoors', '/v1/front-doors', 'members:read')
export const saveFrontDoor = ofPartnership.put('saveFrontDoor', '/v1/front-doors/:kind', 'front_doors:keep')

export const openNotification = post(
  'openNotification',
  '/v1/cases/:caseId/safeguarding-notifications',
  'safeguarding:record',
)
export const recordNotification = post(
  'recordNotification',
  '/v1/safeguarding-notifications/:notificationId/record',
  'safeguarding:record',
)
