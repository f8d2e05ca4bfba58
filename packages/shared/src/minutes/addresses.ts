import { at } from '../addresses.ts'

const { read, post, patch, remove } = at('Meetings')

export const readMinutes = read('readMinutes', '/v1/meetings/:meetingId/minutes', 'meetings:read')
export const acknowledgeMinutes = post(
  'acknowledgeMinutes',
  '/v1/meetings/:meetingId/minutes/receipts',
  'meetings:contribute',
)
export const readMinutesDraft = read(
  'readMinutesDraft',
  '/v1/meetings/:meetingId/minutes/draft',
  'items:chair',
)
export const editMinutes = patch('editMinutes', '/v1/meetings/:meetingId/minutes/draft', 'items:chair')
export const editMinutedItem = patch('editMinutedItem', '/v1/minuted-items/:minutedItemId', 'items:chair')
export const distributeMinutes = post(
  'distributeMinutes',
  '/v1/meetings/:meetingId/minutes/draft/distribution',
  'items:chair',
)
export const correctMinutes = post(
  'correctMinutes',
  '/v1/meetings/:meetingId/minutes/corrections',
  'items:chair',
)
export const dropCorrection = remove('dropCorrection', '/v1/meetings/:meetingId/minutes/draft', 'items:chair')
