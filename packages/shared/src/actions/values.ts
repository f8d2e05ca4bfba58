export const actionStates = [
  'open',
  'in_progress',
  'done',
  'not_done_changed',
  'not_done_by_agency',
  'carried_forward',
] as const
