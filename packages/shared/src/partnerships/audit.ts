/** What is recorded here, as the end of a sentence that begins with who. */
export const partnershipAudit = {
  'partnership.created': 'founded the partnership',
  'bank_holiday.added': 'added a bank holiday',
  'agency.added': 'added an agency',
  'membership.added': 'gave someone a place',
  'membership.ended': 'ended a place',
  'agreement.published': 'published an agreement',
  'agreement.signed': 'signed an agreement',
  'meeting_rule.set': 'set when meetings are',
} as const
