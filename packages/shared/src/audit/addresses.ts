import { at } from '../addresses.ts'

const { post, read } = at('Audit')

export const searchAudit = read('searchAudit', '/v1/audit-events', 'audit:read')
export const findSearches = post('findSearches', '/v1/search-traces', 'audit:read')
export const listUnusualReadings = read('listUnusualReadings', '/v1/unusual-readings', 'readings:answer')
export const readUnusualReading = read(
  'readUnusualReading',
  '/v1/unusual-readings/:readingId',
  'readings:answer',
)
export const answerUnusualReading = post(
  'answerUnusualReading',
  '/v1/unusual-readings/:readingId/answer',
  'readings:answer',
)
