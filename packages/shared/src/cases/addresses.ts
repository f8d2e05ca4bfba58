import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listCases = read('listCases', '/v1/cases', 'cases:read')
export const searchCases = post('searchCases', '/v1/case-searches', 'cases:read')
export const readCase = read('readCase', '/v1/cases/:caseId', 'cases:read')
export const readCaseAccess = read('readCaseAccess', '/v1/cases/:caseId/access-log', 'cases:read')
export const recordVoice = post('recordVoice', '/v1/cases/:caseId/voices', 'cases:record')
