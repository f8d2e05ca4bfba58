/** PLN-1: the parts of a plan, in the order in which they are read. */
export const planParts = ['risk', 'need', 'goal', 'children', 'exit'] as const
export type PlanPart = (typeof planParts)[number]

export const planAreas = [
  'safety',
  'home',
  'health',
  'mind',
  'drugs_and_alcohol',
  'money',
  'law_and_status',
  'family',
  'people_around_her',
  'daily_life',
  'future',
] as const
export type PlanArea = (typeof planAreas)[number]

/** How a line ends: none of them says that she failed. */
export const planEndings = ['met', 'not_wanted', 'replaced', 'ended'] as const
export type PlanEnding = (typeof planEndings)[number]

export const planStates = ['proposed', 'agreed', 'changed', ...planEndings] as const
export type PlanState = (typeof planStates)[number]

/** Where a line comes from. `record`: the one text of a part that was written down of an item. */
export const planSources = ['item', 'between_meetings', 'record'] as const

/** What happened to a line in an amendment. */
export const planMoves = ['proposed', 'added', 'agreed', 'changed', ...planEndings] as const
export type PlanMove = (typeof planMoves)[number]

/** `plan.review`: months after which every line is looked at again; of a risk while her light is red the second. */
export const reviewMonths = { usually: 3, redRisk: 1 } as const
