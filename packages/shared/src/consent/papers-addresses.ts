import { at } from '../addresses.ts'

const { file } = at('Cases')

export const printInformationSheet = file(
  'printInformationSheet',
  '/v1/papers/information-sheet',
  'referrals:write',
  'application/pdf',
)
export const printConsentForm = file(
  'printConsentForm',
  '/v1/papers/consent-form',
  'referrals:write',
  'application/pdf',
)
