/** MON-2: when she is asked how she is doing. `other`: between the reviews, whenever something changed. */
export const occasions = ['referral', 'three_months', 'six_months', 'twelve_months', 'other'] as const
export type Occasion = (typeof occasions)[number]
export const reviewOccasions = ['referral', 'three_months', 'six_months', 'twelve_months'] as const
export type ReviewOccasion = (typeof reviewOccasions)[number]

/** From 1 to 5, as SQL counts them: the first is 1. */
export const safetyScale = ['not_safe_at_all', 'not_very_safe', 'in_between', 'mostly_safe', 'safe'] as const
export type Safety = (typeof safetyScale)[number]

export const needDomains = [
  'housing',
  'health',
  'mentalHealth',
  'drugsAndAlcohol',
  'money',
  'family',
  'legal',
  'company',
] as const
export type NeedDomain = (typeof needDomains)[number]
export const needLevels = ['no_need', 'some', 'a_lot', 'not_asked'] as const
export type NeedLevel = (typeof needLevels)[number]

export const goalStates = ['not_yet', 'partly', 'met'] as const
export type GoalState = (typeof goalStates)[number]

export const exitWishes = ['wants_it', 'not_now', 'not_asked'] as const
export const exitProgress = ['not_yet', 'first_steps', 'well_on_the_way', 'left_behind'] as const

export const reviewStates = ['to_come', 'asked', 'put_off', 'done', 'passed'] as const
export type ReviewState = (typeof reviewStates)[number]

export const putOffReasons = ['not_the_moment', 'not_seen_yet', 'asked_for_later'] as const
