import type { SharingAnswer, SharingCause, SharingWorkKind } from './values.ts'

/** Why, as a sentence. Who lost sight of a case is told nothing of what she said about it. */
export const sharingCauseWords = {
  withdrawn: 'She withdrew her consent.',
  replaced: 'She consented anew, and your agency is not named any more.',
  lapsed: 'Her consent ran out.',
  limited: 'Sharing with your agency was ended.',
  emergency_ended: 'The emergency access ended.',
  unsigned: 'The agency’s agreement has run out.',
  ended: 'The reason for sharing ended.',
  consent: 'She agreed to it.',
  without_consent: 'Sharing without consent was recorded.',
  emergency: 'The case was opened in an emergency.',
  referral: 'The referral is your agency’s own.',
  limit_lifted: 'She lifted what she had said against it.',
  signed: 'The agency has signed again.',
  reads_again: 'What kept the agency from reading it has ended.',
  promised: 'Your agency took what she agreed to, or holds what she refuses.',
} as const satisfies Record<SharingCause, string>

export const sharingWorkKindWords = {
  action: 'Action',
  research: 'What the agency was asked to look up',
  papers: 'Papers',
} as const satisfies Record<SharingWorkKind, string>

export const sharingAnswerWords = {
  stopped: 'Stopped',
  handed_over: 'Handed over',
  left: 'Left with the agency',
  reads_again: 'The agency may read the case again',
} as const satisfies Record<SharingAnswer | 'reads_again', string>
