import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const standAside = post('standAside', '/v1/cases/:caseId/standing-aside', 'cases:read')
export const listExclusions = read('listExclusions', '/v1/cases/:caseId/exclusions', 'conflicts:close')
export const closeCaseToPerson = post('closeCaseToPerson', '/v1/cases/:caseId/exclusions', 'conflicts:close')
export const endExclusion = post('endExclusion', '/v1/exclusions/:exclusionId/ending', 'conflicts:close')
export const reviewExclusion = post(
  'reviewExclusion',
  '/v1/exclusions/:exclusionId/review',
  'conflicts:close',
)
