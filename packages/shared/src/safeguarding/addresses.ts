import { at } from '../addresses.ts'

const { post } = at('Cases')

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
