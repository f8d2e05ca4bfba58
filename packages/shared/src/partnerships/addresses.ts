import { at } from '../addresses.ts'

const ofPartnership = at('Partnership')
const ofPlatform = at('Platform')

export const readPartnership = ofPartnership.read('readPartnership', '/v1/partnership', 'partnership:read')
export const listMembers = ofPartnership.read('listMembers', '/v1/members', 'members:read')
export const addMember = ofPartnership.post('addMember', '/v1/members', 'members:place', {
  stepUp: true,
})
export const sendOfferAgain = ofPartnership.post(
  'sendOfferAgain',
  '/v1/members/offers/:offerId/sending',
  'members:place',
  { stepUp: true },
)
export const takeBackOffer = ofPartnership.post(
  'takeBackOffer',
  '/v1/members/offers/:offerId/taking-back',
  'members:place',
)
export const endMembership = ofPartnership.post(
  'endMembership',
  '/v1/members/:memberId/ending',
  'members:place',
  { stepUp: true },
)
export const addAgency = ofPartnership.post('addAgency', '/v1/agencies', 'members:manage')
export const listAgreements = ofPartnership.read('listAgreements', '/v1/agreements', 'agreements:read')
export const publishAgreement = ofPartnership.post('publishAgreement', '/v1/agreements', 'members:manage')
export const signAgreement = ofPartnership.post(
  'signAgreement',
  '/v1/agreements/:agreementVersionId/signatures',
  'agreements:sign',
  { stepUp: true },
)
export const listLegalFacts = ofPartnership.read('listLegalFacts', '/v1/legal-facts', 'members:read')
export const saveLegalFacts = ofPartnership.put('saveLegalFacts', '/v1/legal-facts', 'legal_facts:keep')
export const createPartnership = ofPlatform.post('createPartnership', '/v1/partnerships', 'platform:manage', {
  stepUp: true,
})
export const addBankHoliday = ofPlatform.post('addBankHoliday', '/v1/bank-holidays', 'platform:manage')
