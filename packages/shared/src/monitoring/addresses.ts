import { at } from '../addresses.ts'

const ofMonitoring = at('Monitoring')
const ofCases = at('Cases')

export const readDiscussed = ofMonitoring.read('readDiscussed', '/v1/monitoring/discussed', 'monitoring:read')
export const readFigures = ofMonitoring.read('readFigures', '/v1/monitoring/figures', 'monitoring:read')
export const listCounted = ofMonitoring.read(
  'listCounted',
  '/v1/monitoring/figures/:figure/rows',
  'monitoring:read',
)
export const readCharacteristics = ofCases.read(
  'readCharacteristics',
  '/v1/cases/:caseId/characteristics',
  'cases:read',
)
export const recordCharacteristics = ofCases.put(
  'recordCharacteristics',
  '/v1/cases/:caseId/characteristics',
  'cases:record',
)
export const listPopulation = ofMonitoring.read('listPopulation', '/v1/monitoring/population', 'reports:read')
export const loadPopulation = ofMonitoring.put(
  'loadPopulation',
  '/v1/monitoring/population',
  'monitoring:report',
)
