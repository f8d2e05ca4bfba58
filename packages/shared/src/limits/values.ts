/** What she may refuse (ACC-8): an agency, one person who works there, what it is used for, or a way of telling. */
export const limitKinds = ['agency', 'worker', 'purpose', 'telling'] as const
export type LimitKind = (typeof limitKinds)[number]

/** Purposes that are refused so often that they have a name; any other she says in her own words. */
export const limitPurposes = [
  'immigration_enforcement',
  'arrest_or_charge',
  'child_proceedings',
  'other',
] as const
export type LimitPurpose = (typeof limitPurposes)[number]
