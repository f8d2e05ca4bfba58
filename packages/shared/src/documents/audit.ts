/** What is recorded here, as the end of a sentence that begins with who. */
export const documentAudit = {
  'pack.circulated': 'circulated a meeting’s pack',
  'document.read': 'read a meeting’s papers on screen',
  'document.registered': 'registered a copy of a document',
  'document.downloaded': 'downloaded a copy of a document',
  'document.handed_out': 'handed out a paper copy',
  'document.collected': 'collected a paper copy',
  'document.destroyed': 'destroyed a paper copy',
  'document.lost': 'recorded a paper copy as lost',
  'document.loss_settled': 'recorded what was done about a lost paper copy',
  'document.paper_rule_set': 'set whether paper that comes back, or is destroyed, needs a witness',
  'kit.downloaded': 'downloaded a paper for when Alongside is down',
} as const
