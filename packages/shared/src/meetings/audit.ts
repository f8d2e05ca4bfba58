/** What is recorded here, as the end of a sentence that begins with who. */
export const meetingAudit = {
  'meeting.read': 'looked at meetings',
  'meeting.followed': 'followed a meeting live',
  'meeting.replied': 'said whether they can come to a meeting',
  'meeting.confirmed': 'confirmed a meeting',
  'meeting.moved': 'moved a meeting',
  'calendar_feed.made': 'made an address for their calendar',
  'calendar_feed.revoked': 'revoked the address for their calendar',
  'meeting.signed': 'signed a meeting’s confidentiality agreement',
  'meeting.opened': 'opened a meeting',
  'meeting.opening_taken_back': 'took back the opening of a meeting',
  'meeting.closed': 'closed a meeting',
  'meeting.reopened': 'reopened a meeting',
} as const
