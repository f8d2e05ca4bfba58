import { at } from '../addresses.ts'

const { read, post, put } = at('Cases')

export const listPeopleWhoHarm = read('listPeopleWhoHarm', '/v1/cases/:caseId/people-who-harm', 'cases:read')
export const recordPersonWhoHarms = post(
  'recordPersonWhoHarms',
  '/v1/cases/:caseId/people-who-harm',
  'cases:record',
)
export const changePersonWhoHarms = put(
  'changePersonWhoHarms',
  '/v1/people-who-harm/:personWhoHarmsId',
  'cases:record',
)
export const endPersonWhoHarms = post(
  'endPersonWhoHarms',
  '/v1/people-who-harm/:personWhoHarmsId/ending',
  'cases:record',
)
export const restorePersonWhoHarms = post(
  'restorePersonWhoHarms',
  '/v1/people-who-harm/:personWhoHarmsId/restoring',
  'cases:record',
)
export const nameWorker = post('nameWorker', '/v1/cases/:caseId/named-workers', 'conflicts:answer')
export const endNaming = post('endNaming', '/v1/named-workers/:namedWorkerId/ending', 'conflicts:answer')
export const listConflictChecks = read('listConflictChecks', '/v1/conflict-checks', 'conflicts:answer')
export const answerConflict = post(
  'answerConflict',
  '/v1/people-who-harm/:personWhoHarmsId/conflict',
  'conflicts:answer',
)
export const settleConflict = post(
  'settleConflict',
  '/v1/people-who-harm/:personWhoHarmsId/settling',
  'conflicts:close',
)
