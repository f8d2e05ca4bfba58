/** What is somebody's in person, and has no owner once she has left: as app.work_in_person finds it. */
export const leftWorkKinds = [
  'action',
  'draft',
  'returned',
  'consent',
  'review',
  'papers',
  'emergency',
  'asked_by_name',
  'on_call',
  'system',
] as const
export type LeftWorkKind = (typeof leftWorkKinds)[number]

export const leftWorkAnswers = ['handed_over', 'left'] as const
export type LeftWorkAnswer = (typeof leftWorkAnswers)[number]
