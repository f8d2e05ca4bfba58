import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listFlags = read('listFlags', '/v1/flags', 'flags:read')
export const readCaseFlags = read('readCaseFlags', '/v1/cases/:caseId/flags', 'flags:read')
export const confirmFlag = post('confirmFlag', '/v1/cases/:caseId/flag/confirmation', 'flags:confirm')
export const takeFlagDown = post('takeFlagDown', '/v1/cases/:caseId/flag/removal', 'flags:confirm')
