import { at } from '../addresses.ts'

const { read, stream, post, patch } = at('Meetings')

export const readItem = read('readItem', '/v1/agenda-items/:itemId', 'items:read')
export const recordItem = patch('recordItem', '/v1/agenda-items/:itemId', 'meetings:record')
export const contribute = post('contribute', '/v1/agenda-items/:itemId/contributions', 'items:contribute')
export const agreeAction = post('agreeAction', '/v1/agenda-items/:itemId/actions', 'meetings:record')
export const closeItem = post('closeItem', '/v1/agenda-items/:itemId/closing', 'meetings:record')
export const deferItem = post('deferItem', '/v1/agenda-items/:itemId/deferral', 'meetings:record')
export const followMeeting = stream('followMeeting', '/v1/meetings/:meetingId/events', 'items:read')
export const startItem = post('startItem', '/v1/agenda-items/:itemId/start', 'meetings:record')
export const callItem = post('callItem', '/v1/agenda-items/:itemId/call', 'meetings:record')
export const confirmSteppedOut = post(
  'confirmSteppedOut',
  '/v1/agenda-items/:itemId/stepping-out',
  'meetings:record',
)
