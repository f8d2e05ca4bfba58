export const actionStates = [
  'open',
  'in progress',
  'done',
  'not done, circumstances changed',
  'not done by the agency',
  'carried forward',
] as const
