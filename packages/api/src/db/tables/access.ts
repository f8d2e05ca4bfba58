import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const sharingGrants = pgTable('sharing_grants', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id'),
  accountId: uuid('account_id'),
  basis: text('basis').notNull(),
  referralId: uuid('referral_id'),
  consentId: uuid('consent_id'),
  withoutConsentId: uuid('without_consent_id'),
  emergencyAccessId: uuid('emergency_access_id'),
  guestInvitationId: uuid('guest_invitation_id'),
  overrideId: uuid('override_id'),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at'),
  narrowed: boolean('narrowed').notNull().default(false),
  shutOut: uuid('shut_out').array(),
})
