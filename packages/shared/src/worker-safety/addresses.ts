import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listWorkerWarnings = read(
  'listWorkerWarnings',
  '/v1/cases/:caseId/worker-warnings',
  'cases:read',
)
export const recordWorkerWarning = post(
  'recordWorkerWarning',
  '/v1/cases/:caseId/worker-warnings',
  'cases:record',
)
export const checkWorkerWarning = post(
  'checkWorkerWarning',
  '/v1/worker-warnings/:workerWarningId/check',
  'cases:record',
)
export const endWorkerWarning = post(
  'endWorkerWarning',
  '/v1/worker-warnings/:workerWarningId/ending',
  'cases:record',
)
