export const actionStates = [
  'open',
  'in_progress',
  'done',
  'not_done_changed',
  'not_done_by_agency',
  'carried_forward',
] as const

/** ACT-1: asked: it was agreed while nobody of its agency was in the room, which has not said yet whether it takes it on. */
export const acceptances = ['asked', 'accepted', 'declined'] as const
export type Acceptance = (typeof acceptances)[number]
