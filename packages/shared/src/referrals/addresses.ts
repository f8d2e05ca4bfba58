import { at } from '../addresses.ts'

const { read, post, patch, put, remove } = at('Referrals')

export const startReferral = post('startReferral', '/v1/referrals', 'referrals:write')
export const listReferrals = read('listReferrals', '/v1/referrals', 'referrals:read')
export const readReferral = read('readReferral', '/v1/referrals/:referralId', 'referrals:read')
export const saveReferral = patch('saveReferral', '/v1/referrals/:referralId', 'referrals:write')
export const discardReferral = remove('discardReferral', '/v1/referrals/:referralId', 'referrals:write')
export const previewReferral = read('previewReferral', '/v1/referrals/:referralId/preview', 'referrals:write')
export const submitReferral = post(
  'submitReferral',
  '/v1/referrals/:referralId/submission',
  'referrals:write',
)
export const answerRest = post('answerRest', '/v1/referrals/:referralId/rest', 'referrals:write')
export const takeBackRedirection = post(
  'takeBackRedirection',
  '/v1/safeguarding-notifications/:notificationId/taking-back',
  'referrals:write',
)
export const redirectChild = post(
  'redirectChild',
  '/v1/referrals/:referralId/child-redirection',
  'referrals:write',
)
export const acceptReferral = post(
  'acceptReferral',
  '/v1/referrals/:referralId/acceptance',
  'referrals:triage',
)
export const returnReferral = post('returnReferral', '/v1/referrals/:referralId/return', 'referrals:triage')
export const declineReferral = post(
  'declineReferral',
  '/v1/referrals/:referralId/decline',
  'referrals:triage',
)
export const takeBackTriage = post(
  'takeBackTriage',
  '/v1/referrals/:referralId/triage-undoing',
  'referrals:triage',
)
export const withdrawReferral = post(
  'withdrawReferral',
  '/v1/referrals/:referralId/withdrawal',
  'referrals:write',
)
export const changeLight = put('changeLight', '/v1/referrals/:referralId/light', 'referrals:write')
export const respondToReferral = post(
  'respondToReferral',
  '/v1/referrals/:referralId/responses',
  'referrals:respond',
)
export const compareReferrals = read(
  'compareReferrals',
  '/v1/referrals/:referralId/comparison',
  'referrals:read',
)
export const findMatches = read('findMatches', '/v1/referrals/:referralId/matches', 'referrals:triage')
