import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listOutcomes = read('listOutcomes', '/v1/cases/:caseId/outcomes', 'cases:read')
export const recordOutcomes = post('recordOutcomes', '/v1/cases/:caseId/outcomes', 'cases:record')
export const putOffReview = post(
  'putOffReview',
  '/v1/cases/:caseId/outcome-reviews/postponement',
  'cases:record',
)
