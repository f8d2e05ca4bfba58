import categories from '../../data/equality-categories.json' with { type: 'json' }
/** CON-4: how her words were given. */
export const waysGiven = ['to the referrer', 'to an advocate', 'in writing', 'not yet asked'] as const
export const ethnicityGroups: Readonly<Record<string, readonly string[]>> = categories.ethnicity.groups

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
  'accepted onto a waiting list',
  'more information needed',
  'better placed elsewhere',
  'not able to help now',
] as const

export const differences = ['changed', 'new', 'not answered now', 'same'] as const
