import type { PlanArea, PlanEnding, PlanMove, PlanPart, PlanState } from './values.ts'

export const planPartWords = {
  risk: 'What keeps her safe',
  need: 'What she needs',
  goal: 'What she wants',
  children: 'Her children',
  exit: 'Steps out, as she wants them',
} as const satisfies Record<PlanPart, string>

export const planAreaWords = {
  safety: 'Safety',
  home: 'A home',
  health: 'Health',
  mind: 'Her mind',
  drugs_and_alcohol: 'Drugs and alcohol',
  money: 'Money',
  law_and_status: 'Law and status',
  family: 'Family',
  people_around_her: 'People around her',
  daily_life: 'Daily life',
  future: 'The future',
} as const satisfies Record<PlanArea, string>

export const planStateWords = {
  proposed: 'Proposed, not agreed yet',
  agreed: 'Agreed',
  changed: 'Agreed, and changed since',
  met: 'Met',
  not_wanted: 'No longer wanted by her',
  replaced: 'Replaced by another line',
  ended: 'Ended',
} as const satisfies Record<PlanState, string>

export const planEndingWords = {
  met: 'It is met',
  not_wanted: 'She no longer wants it',
  replaced: 'Another line takes its place',
  ended: 'It ends, because',
} as const satisfies Record<PlanEnding, string>

/** What an amendment did with a line. */
export const planMoveWords = {
  proposed: 'Proposed',
  added: 'Added',
  agreed: 'Agreed',
  changed: 'Changed',
  met: 'Met',
  not_wanted: 'No longer wanted by her',
  replaced: 'Replaced',
  ended: 'Ended',
} as const satisfies Record<PlanMove, string>
