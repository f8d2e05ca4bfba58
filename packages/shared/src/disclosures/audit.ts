/** What is recorded here, as the end of a sentence that begins with who. */
export const disclosureAudit = {
  'disclosure.listed': 'listed requests to release a document',
  'disclosure.requested': 'asked to release a document to somebody outside',
  'disclosure.previewed': 'read what would be released to somebody outside',
  'disclosure.taken_back': 'took back a release to somebody outside',
  'disclosure.sent_again': 'sent the link to a released document again',
  'disclosure.agreed': 'agreed to release a document to somebody outside',
  'disclosure.declined': 'did not agree to release a document',
  'disclosure.opened': 'the recipient outside fetched a released document',
} as const
