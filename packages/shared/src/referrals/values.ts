/** CON-4: how her words were given. */
export const waysGiven = ['to_referrer', 'to_advocate', 'in_writing', 'not_yet_asked'] as const

export const referralStates = [
  'draft',
  'submitted',
  'returned',
  'accepted',
  'declined',
  'redirected',
  'withdrawn',
  'listed',
  'discussed',
  'closed',
] as const

export const responseKinds = [
  'accepted',
  'accepted_onto_waiting_list',
  'better_placed_elsewhere',
  'not_able_to_help_now',
] as const

export const differences = ['changed', 'new', 'not_answered_now', 'same'] as const

/** Referrals of one file, the latest. */
export const referralsAtMost = 200
