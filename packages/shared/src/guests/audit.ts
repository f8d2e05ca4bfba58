/** What is recorded here, as the end of a sentence that begins with who. */
export const guestAudit = {
  'guest.listed': 'listed the guests of a meeting',
  'guest.proposed': 'proposed a guest or an observer',
  'guest.agreed': 'agreed to a guest or an observer',
  'guest.declined': 'did not agree to a guest or an observer',
  'guest.withdrawn': 'took an invitation back',
  'guest.read_own': 'read their own invitation',
} as const
