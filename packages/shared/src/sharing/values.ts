/** What may run with an agency that reads a file no more. */
export const sharingWorkKinds = ['action', 'research', 'papers'] as const
export type SharingWorkKind = (typeof sharingWorkKinds)[number]

/** What the coordinator may answer to it. */
export const sharingAnswers = ['stopped', 'handed_over', 'left'] as const
export type SharingAnswer = (typeof sharingAnswers)[number]

/** Why an agency reads a file no more, why another does now, or why it is told. As app.why_lost and app.why_gained find it. */
export const sharingCauses = [
  'withdrawn',
  'replaced',
  'lapsed',
  'limited',
  'emergency_ended',
  'unsigned',
  'ended',
  'consent',
  'without_consent',
  'emergency',
  'referral',
  'limit_lifted',
  'signed',
  'reads_again',
  'promised',
] as const
export type SharingCause = (typeof sharingCauses)[number]
