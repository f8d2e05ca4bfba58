/** CON-4: how her words were given. */
export const waysGiven = ['to_referrer', 'to_advocate', 'in_writing', 'not_yet_asked'] as const

/** What kind of place she sleeps in. */
export const homeKinds = [
  'tenant',
  'licence',
  'temporary',
  'hostel',
  'with_someone',
  'none',
  'not_known',
] as const

/** Her own view of the danger that she is in. */
export const dangerViews = ['in_danger', 'worried', 'not_worried', 'not_asked'] as const

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

/** The short form for the street: how old she seems, how she is reached, how what she faces is known, and her say. */
export const ageBandWords = {
  under_18: 'Under 18, or may be',
  '18_to_24': '18 to 24',
  '25_to_34': '25 to 34',
  '35_or_over': '35 or over',
  adult_not_known: 'An adult, age not known',
} as const
export const reachWords = {
  at_the_van: 'At the van',
  through_me: 'Through me',
  by_phone: 'By phone',
  no_way_yet: 'No way yet',
} as const
export const knownByWords = {
  she_said: 'She said it',
  i_saw: 'I saw it',
  from_somebody: 'From somebody',
} as const
export const sayWords = { nobody_now: 'Nobody now', could_not_ask: 'Could not ask' } as const
