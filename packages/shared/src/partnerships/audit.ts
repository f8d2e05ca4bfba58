/** What is recorded here, as the end of a sentence that begins with who. */
export const partnershipAudit = {
  'partnership.created': 'founded the partnership',
  'bank_holiday.added': 'added a bank holiday',
  'agency.added': 'added an agency',
  'place.offered': 'invited someone to a place',
  'place.offered_again': 'sent an invitation to a place again',
  'place.taken_back': 'took back an invitation to a place',
  'place.accepted': 'took a place that was offered',
  'place.declined': 'said no to a place that was offered',
  'place.answered': 'answered an invitation to a place',
  'membership.ended': 'ended a place',
  'agreement.published': 'published an agreement',
  'agreement.signed': 'signed an agreement',
  'legal_facts.saved': 'said what the law makes of the agency',
  'meeting_rule.set': 'set when meetings are',
} as const
