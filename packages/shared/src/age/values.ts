/** What is believed of somebody whose date of birth nobody can give, or in doubt of it. */
export const ageBeliefs = ['believed_adult', 'may_be_under_18'] as const

/** On what an age rests. */
export const ageGrounds = [
  'she_said',
  'document',
  'another_agency',
  'somebody_close',
  'worker_guess',
  'other',
] as const

/** Of whom we are told no older: what is earlier is a slip of the pen. */
export const earliestBirthYear = 1920
