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

/** In whose place somebody decides on sharing past her no: of the agency that referred her, of the coordinator, or on call. */
export const decidingSeats = ['referring', 'coordinator', 'on_call'] as const
export type DecidingSeat = (typeof decidingSeats)[number]

/**
 * Where a request to share past her no stands. Closed: opened for hours, and undecided. Lapsed: nobody decided. Replaced: asked
 * anew, urgently. Said again: she said no anew after it was asked.
 */
export const overrideStates = [
  'asked',
  'open_for_hours',
  'open',
  'refused',
  'closed',
  'lapsed',
  'replaced',
  'lifted',
  'said_again',
] as const
export type OverrideState = (typeof overrideStates)[number]

/** Of one person, those that stand and the latest that she lifted. */
export const limitsAtMost = 200
