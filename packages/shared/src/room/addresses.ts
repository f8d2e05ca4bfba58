import { at } from '../addresses.ts'

const { read, stream, post, patch, put, remove } = at('Meetings')

export const readItem = read('readItem', '/v1/agenda-items/:itemId', 'items:read')
export const recordItem = patch('recordItem', '/v1/agenda-items/:itemId', 'items:chair')
export const contribute = post('contribute', '/v1/agenda-items/:itemId/contributions', 'items:contribute')
export const putRight = patch('putRight', '/v1/contributions/:contributionId', 'items:contribute')
export const takeBack = remove('takeBack', '/v1/contributions/:contributionId', 'items:contribute')
export const agreeAction = post('agreeAction', '/v1/agenda-items/:itemId/actions', 'items:chair')
export const closeItem = post('closeItem', '/v1/agenda-items/:itemId/closing', 'items:chair')
export const deferItem = post('deferItem', '/v1/agenda-items/:itemId/deferral', 'items:chair')
export const reopenItem = post('reopenItem', '/v1/agenda-items/:itemId/reopening', 'items:chair')
export const followMeeting = stream('followMeeting', '/v1/meetings/:meetingId/events', 'items:read')
export const startItem = post('startItem', '/v1/agenda-items/:itemId/start', 'items:chair')
export const callItem = post('callItem', '/v1/agenda-items/:itemId/call', 'items:chair')
export const takeBackCall = remove('takeBackCall', '/v1/agenda-items/:itemId/call', 'items:chair')
export const confirmSteppedOut = post(
  'confirmSteppedOut',
  '/v1/agenda-items/:itemId/stepping-out',
  'items:chair',
)
export const listDeputies = read('listDeputies', '/v1/meetings/:meetingId/deputies', 'items:chair')
export const nameDeputy = put('nameDeputy', '/v1/meetings/:meetingId/deputy', 'items:chair')
