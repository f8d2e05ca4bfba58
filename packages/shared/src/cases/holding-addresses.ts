import { at } from '../addresses.ts'

const { post, put } = at('Cases')

export const recordAge = put('recordAge', '/v1/cases/:caseId/age', 'cases:record')
export const recordDeath = post('recordDeath', '/v1/cases/:caseId/death', 'cases:record')
export const liftHold = post('liftHold', '/v1/case-holds/:holdId/lifting', 'referrals:triage')
