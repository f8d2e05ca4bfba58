import { at } from '../addresses.ts'

const { read, post } = at('Meetings')

export const readAttendance = read('readAttendance', '/v1/meetings/:meetingId/attendance', 'meetings:read')
export const readAttendanceYear = read('readAttendanceYear', '/v1/attendance', 'meetings:read')
export const recordPaperSignature = post(
  'recordPaperSignature',
  '/v1/meetings/:meetingId/paper-signatures',
  'meetings:convene',
)
export const enterRoom = post('enterRoom', '/v1/meetings/:meetingId/presence', 'items:contribute')
export const leaveRoom = post('leaveRoom', '/v1/meetings/:meetingId/presence-end', 'items:contribute')
export const markAttendance = post('markAttendance', '/v1/meetings/:meetingId/attendances', 'items:chair')
export const giveApologies = post('giveApologies', '/v1/meetings/:meetingId/apologies', 'meetings:contribute')
export const withdrawApologies = post(
  'withdrawApologies',
  '/v1/meetings/:meetingId/apologies-withdrawal',
  'meetings:contribute',
)
