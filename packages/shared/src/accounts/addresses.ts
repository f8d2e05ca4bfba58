import { at } from '../addresses.ts'

const { post, put } = at('Sessions')

export const requestPasswordReset = post('requestPasswordReset', '/v1/password-resets', 'anyone')
export const openPasswordReset = post('openPasswordReset', '/v1/password-resets/opening', 'anyone')
export const resetPassword = post('resetPassword', '/v1/password-resets/completion', 'anyone')
export const changePassword = put('changePassword', '/v1/account/password', 'session:own', { stepUp: true })
export const raiseAlarm = post('raiseAlarm', '/v1/account-alarms', 'anyone')
