/** What is recorded here, as the end of a sentence that begins with who. */
export const referralAudit = {
  'referral.started': 'started a referral',
  'referral.saved': 'saved a referral',
  'referral.discarded': 'discarded a draft',
  'referral.submitted': 'submitted a referral',
  'referral.read': 'read a referral',
  'referral.listed': 'listed referrals',
  'referral.accepted': 'accepted a referral',
  'referral.returned': 'returned a referral',
  'referral.declined': 'declined a referral',
  'referral.redirected': 'redirected a referral',
  'referral.withdrawn': 'withdrew a referral',
  'referral.light_changed': 'changed a light',
  'referral.matches_read': 'looked for likely matches',
  'referral.compared': 'compared two referrals',
  'referral.responded': 'answered a referral',
  'referral.child_redirected': 'recorded a referral to children’s social care',
} as const
