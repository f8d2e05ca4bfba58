import { at } from '../addresses.ts'

const { post } = at('Cases')

export const recordConsent = post('recordConsent', '/v1/cases/:caseId/consents', 'consents:record')
export const withdrawConsent = post('withdrawConsent', '/v1/consents/:consentId/withdrawal', 'limits:record')
export const recordWithoutConsent = post(
  'recordWithoutConsent',
  '/v1/cases/:caseId/without-consent-records',
  'consents:record',
)
export const recordLawfulBasis = post(
  'recordLawfulBasis',
  '/v1/cases/:caseId/lawful-bases',
  'consents:record',
)
