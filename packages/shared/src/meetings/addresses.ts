import { at } from '../addresses.ts'

const { read, file, post, put, remove } = at('Meetings')

export const setMeetingRule = put('setMeetingRule', '/v1/meeting-rule', 'meetings:convene')
export const listMeetings = read('listMeetings', '/v1/meetings', 'meetings:read')
export const readMeeting = read('readMeeting', '/v1/meetings/:meetingId', 'meetings:read')
export const signMeeting = post('signMeeting', '/v1/meetings/:meetingId/signatures', 'meetings:read')
export const openMeeting = post('openMeeting', '/v1/meetings/:meetingId/opening', 'items:chair')
export const takeBackOpening = post(
  'takeBackOpening',
  '/v1/meetings/:meetingId/opening-withdrawal',
  'items:chair',
)
export const reopenMeeting = post('reopenMeeting', '/v1/meetings/:meetingId/reopening', 'items:chair')
export const closeMeeting = post('closeMeeting', '/v1/meetings/:meetingId/closing', 'items:chair')
export const replyToMeeting = post('replyToMeeting', '/v1/meetings/:meetingId/replies', 'meetings:reply')
export const listMeetingReplies = read(
  'listMeetingReplies',
  '/v1/meetings/:meetingId/replies',
  'meetings:convene',
)
export const confirmMeeting = post(
  'confirmMeeting',
  '/v1/meetings/:meetingId/confirmation',
  'meetings:convene',
)
export const moveMeeting = post('moveMeeting', '/v1/meetings/:meetingId/move', 'meetings:convene')
export const makeCalendarFeed = put('makeCalendarFeed', '/v1/calendar-feed', 'meetings:read', {
  stepUp: true,
})
export const readCalendarFeedState = read('readCalendarFeedState', '/v1/calendar-feed', 'meetings:read')
export const revokeCalendarFeed = remove('revokeCalendarFeed', '/v1/calendar-feed', 'meetings:read')
export const readCalendarFeed = file(
  'readCalendarFeed',
  '/v1/calendar-feeds/:secret',
  'anyone',
  'text/calendar',
)
