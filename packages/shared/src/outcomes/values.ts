/** MON-2: when she is asked how she is doing. `other`: between the reviews, whenever something changed. */
export const occasions = ['referral', '3 months', '6 months', '12 months', 'other'] as const
export type Occasion = (typeof occasions)[number]
export const reviewOccasions = ['referral', '3 months', '6 months', '12 months'] as const
export type ReviewOccasion = (typeof reviewOccasions)[number]

/** From 1 to 5, as SQL counts them: the first is 1. */
export const safetyScale = [
  'not safe at all',
  'not very safe',
  'somewhere in between',
  'mostly safe',
  'safe',
] as const
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
export const needLevels = ['no need', 'some', 'a lot', 'not asked'] as const
export type NeedLevel = (typeof needLevels)[number]

export const goalStates = ['not yet', 'partly', 'met'] as const
export type GoalState = (typeof goalStates)[number]

export const exitWishes = ['wants it', 'not now', 'not asked'] as const
export const exitProgress = ['not yet', 'first steps', 'well on the way', 'has left it behind'] as const

export const reviewStates = ['to come', 'asked', 'put off', 'done', 'passed'] as const
export type ReviewState = (typeof reviewStates)[number]

export const putOffReasons = ['not the moment for her', 'not seen her yet', 'she asked for later'] as const
