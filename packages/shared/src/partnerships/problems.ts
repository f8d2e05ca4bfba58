import type { Problems } from '../problem.ts'

export const partnershipProblems = {
  'agreement.unsigned': {
    status: 403,
    title: 'Your agency’s charter and information sharing protocol are not signed and in force',
    fix: 'Your lead member signs them under “Agreements”; cases open right after.',
  },
  'agreement.signed': { status: 409, title: 'Your agency has signed this version', fix: 'Nothing to do.' },
  'membership.exists': {
    status: 409,
    title: 'That person already has this place',
    fix: 'Read the list of members.',
  },
  'membership.own': {
    status: 409,
    title: 'Nobody gives, changes or ends a place of her own',
    fix: 'Ask a colleague who leads your agency, or the coordinator.',
  },
  'place.not_yours': {
    status: 409,
    title: 'The people of an agency are named by its own lead',
    fix: 'Ask its lead. The coordinator names the first lead of an agency that has nobody; where the lead is missing, whoever signs or stands in for the agency names the next.',
  },
  'place.coordinating_agency_only': {
    status: 409,
    title: 'This place is one in the coordinating agency, and its coordinator gives it',
    fix: 'Choose another place, or ask the coordinator.',
  },
  'place.coordinator_elsewhere': {
    status: 409,
    title: 'Who coordinates holds no place in another agency of the partnership',
    fix: 'One of the two places ends first.',
  },
  'offer.over': {
    status: 409,
    title: 'This invitation was answered, replaced or taken back, or is too old',
    fix: 'Ask whoever invited you to send it again.',
  },
  'agency.exists': {
    status: 409,
    title: 'An agency of that name is in the partnership already',
    fix: 'Use the one that is there, or give this one another name.',
  },
  'partnership.agencies_full': {
    status: 409,
    title: 'The partnership has as many agencies as there may be in one: 200',
    fix: 'Use one that is there. Where there are more indeed, ask the platform’s administrator for a second partnership.',
  },
  'partnership.places_full': {
    status: 409,
    title:
      'As many people have a place in the partnership, or are offered one, as there may be at a time: 1,000',
    fix: 'End places that nobody uses any more, and take back invitations that nobody answers. Then offer it again.',
  },
  'partnership.exists': {
    status: 409,
    title: 'A partnership with that reference prefix exists',
    fix: 'Choose another prefix.',
  },
} as const satisfies Problems
