import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listLimits = read('listLimits', '/v1/cases/:caseId/limits', 'cases:read')
export const recordLimit = post('recordLimit', '/v1/cases/:caseId/limits', 'limits:record')
export const confirmLimit = post('confirmLimit', '/v1/limits/:limitId/confirmation', 'consents:record')
export const liftLimit = post('liftLimit', '/v1/limits/:limitId/lifting', 'consents:record', {
  stepUp: true,
})
export const listOverrides = read('listOverrides', '/v1/cases/:caseId/limit-overrides', 'cases:read')
export const decideOverride = post(
  'decideOverride',
  '/v1/limit-overrides/:overrideId/decisions',
  'consents:record',
  { stepUp: true },
)
