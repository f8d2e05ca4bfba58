import { at } from '../addresses.ts'

const { read, post } = at('Cases')
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
export const recordReference = post(
  'recordReference',
  '/v1/safeguarding-notifications/:notificationId/reference',
  'safeguarding:record',
)
export const readReceived = read(
  'readReceived',
  '/v1/received-notifications/:receivedId',
  'safeguarding:answer',
)
export const answerReceived = post(
  'answerReceived',
  '/v1/received-notifications/:receivedId/answer',
  'safeguarding:answer',
)
export const giveReference = post(
  'giveReference',
  '/v1/received-notifications/:receivedId/reference',
  'safeguarding:answer',
)
