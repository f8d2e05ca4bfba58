/** What he is to her. */
export const harmRelations = [
  'partner',
  'former_partner',
  'family',
  'buyer',
  'exploiter',
  'landlord',
  'other',
] as const
export type HarmRelation = (typeof harmRelations)[number]

/** How far what is said of him has come with police and courts. */
export const harmStatuses = ['alleged', 'charged', 'convicted', 'not_proceeded'] as const
export type HarmStatus = (typeof harmStatuses)[number]

/** What a court or the police have put on him. */
export const harmOrderKinds = [
  'non_molestation',
  'occupation',
  'restraining',
  'protection_notice',
  'protection_order',
  'stalking_protection',
  'bail_conditions',
  'licence_conditions',
  'other',
] as const
export type HarmOrderKind = (typeof harmOrderKinds)[number]

/** Why a row no longer counts: he does not harm her any more, or it should never have been written. */
export const harmEndings = ['no_longer', 'recorded_in_error'] as const
export type HarmEnding = (typeof harmEndings)[number]

/** What the lead of an agency answers on his name, age and area alone. */
export const conflictAnswers = ['not_known', 'stand_aside', 'works_with_him'] as const
export type ConflictAnswer = (typeof conflictAnswers)[number]

/** Somebody of his name works in the partnership: the case is closed to that person first, or it is somebody else. */
export const sameNames = ['close_first', 'somebody_else'] as const
export type SameName = (typeof sameNames)[number]

/** Of one case, and on one form. */
export const peopleAtMost = 100
export const rowsAtMost = 20
export const earlierAtMost = 50
export const ordersAtMost = 10

/** How long before an order ends it is warned about, in days. */
export const orderWarningDays = 14

/** So many people of one name are shown to who looks whether one of them is he. */
export const namesakesAtMost = 20
