import type { Events } from '../events/declaring.ts'

export const partnershipEvents = {
  'agreement.published': {
    outside: {
      ids: { agreementVersionId: 'always' },
      toldTo: 'every_agency',
      says: 'A version of an agreement was published; it may ask for your agency’s signature.',
    },
  },
  'agreement.signed': {
    inside: { agreementVersionId: 'always', agencyId: 'always' },
  },
  'place.offered': {
    inside: { offerId: 'always' },
  },
  'membership.added': {
    inside: { membershipId: 'always' },
  },
  'membership.ended': {
    inside: { membershipId: 'always' },
  },
} as const satisfies Events
