import type { Notification, NotificationKind } from '@alongside/shared/work/contract'

/** CNF-2: that something waits, and nothing that names anyone. The reference stands beside it. */
export const notificationWords = {
  'referral to triage': 'A referral has come in and waits for triage',
  'referral to answer': 'A referral waits for your agency’s answer',
  'response clock nearly out': 'The time to answer a referral is nearly over',
  'response clock out': 'The time to answer a referral is over',
  'referral accepted': 'Your referral was accepted',
  'referral returned': 'Your referral came back with questions',
  'referral declined': 'Your referral was not taken on',
  'referral answered': 'An agency answered your referral',
  'referral light changed': 'The light of a referral changed',
  'safeguarding to record': 'A safeguarding team must be told, and that recorded',
  'emergency access taken': 'Someone opened a case in an emergency',
  'consent withdrawn': 'Consent was withdrawn: sharing that rested on it has ended',
  'consent lapsed': 'Consent has run out: sharing that rested on it has ended',
  'sharing without consent to review': 'Sharing without consent is to be looked at again',
  'meeting papers ready': 'The papers of a meeting are ready',
  'meeting minutes ready': 'The minutes of a meeting are ready',
  'action agreed': 'An action was agreed for your agency',
  'action due soon': 'An action of your agency is due soon',
  'action late': 'An action of your agency is late',
  'action done': 'An action was done',
  'action not done': 'An action was closed without being done',
  'agreement to sign': 'An agreement waits for your agency’s signature',
} as const satisfies Record<NotificationKind, string>

/** Where to look. The subject of `meeting minutes ready` is the meeting. */
export function notificationPath({ kind, subject, subjectId }: Notification): string {
  if (kind === 'meeting minutes ready') return `/meetings/${subjectId}/minutes`
  if (kind === 'meeting papers ready') return `/meetings/${subjectId}/documents`
  const paths = {
    referral: `/referrals/${subjectId}`,
    case: `/cases/${subjectId}`,
    meeting: `/meetings/${subjectId}`,
    action: `/actions/${subjectId}`,
    agreement: '/agreements',
    // Recorded from the list on the landing page, whichever case it belongs to.
    safeguarding: '/',
  } as const
  return paths[subject]
}
