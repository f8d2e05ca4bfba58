import { at } from '../addresses.ts'

const { read, post } = at('Work')

export const readMyWork = read('readMyWork', '/v1/my-work', 'partnership:read')
export const listNotifications = read('listNotifications', '/v1/notifications', 'notifications:own')
export const markNotificationsRead = post(
  'markNotificationsRead',
  '/v1/notifications/reading',
  'notifications:own',
)
