import { at } from '../addresses.ts'

const { post } = at('Referrals')

export const askReferrer = post('askReferrer', '/v1/referrals/:referralId/questions', 'referrals:respond')
export const answerQuestion = post(
  'answerQuestion',
  '/v1/referrals/:referralId/questions/:questionId/answer',
  'referrals:write',
)
export const addToReferral = post('addToReferral', '/v1/referrals/:referralId/additions', 'referrals:write')
export const amendResponse = post(
  'amendResponse',
  '/v1/referrals/:referralId/response-amendments',
  'referrals:respond',
)
export const settleUnhelped = post(
  'settleUnhelped',
  '/v1/referrals/:referralId/help-found',
  'referrals:triage',
)
