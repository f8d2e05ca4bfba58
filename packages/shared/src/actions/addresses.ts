import { at } from '../addresses.ts'

const { read, post } = at('Actions')

export const listActions = read('listActions', '/v1/actions', 'actions:read')
export const countActions = read('countActions', '/v1/action-counts', 'actions:read')
export const readAction = read('readAction', '/v1/actions/:actionId', 'actions:read')
export const startAction = post('startAction', '/v1/actions/:actionId/start', 'actions:report')
export const completeAction = post('completeAction', '/v1/actions/:actionId/completion', 'actions:report')
export const closeActionUndone = post('closeActionUndone', '/v1/actions/:actionId/not-done', 'actions:report')
export const acceptStep = post('acceptStep', '/v1/actions/:actionId/acceptance', 'actions:report')
