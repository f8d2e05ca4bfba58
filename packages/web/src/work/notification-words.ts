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
  'guest to agree': 'A guest or an observer is proposed and waits for your word',
  'guest agreed': 'The guest whom you proposed is invited',
  'guest declined': 'The guest whom you proposed is not invited; the reason stands there',
  'invited to a meeting': 'You are invited to part of a meeting',
  'meeting date proposed': 'Dates of meetings are proposed: say whether you can come',
  'meeting moved': 'A meeting has moved: say whether you can come',
  'meeting confirmed': 'A meeting is confirmed, with its agenda',
  'meeting to confirm': 'A meeting’s place, date and time wait to be confirmed',
  'meeting not confirmed in time': 'A meeting was not confirmed in the week before',
  'pack due soon': 'A meeting’s papers are due and not circulated',
  'pack late': 'A meeting’s papers were not circulated in time',
  'minutes due soon': 'A meeting’s minutes are due and not distributed',
  'minutes late': 'A meeting’s minutes were not distributed in time',
  'referrals close soon': 'Referrals to the next meeting close in 2 working days',
  'agenda published': 'The agenda of a meeting was published',
  'research asked': 'A coming meeting asks what your agency knows',
  'meeting papers ready': 'The papers of a meeting are ready',
  'release to decide': 'Somebody asks to release a document, and waits for your word',
  'release agreed': 'The release that you asked for is agreed',
  'release not agreed': 'The release that you asked for is not agreed; the reasons stand there',
  'meeting minutes ready': 'The minutes of a meeting are ready',
  'meeting minutes corrected': 'The minutes of a meeting were corrected',
  'action agreed': 'An action was agreed for your agency',
  'action due soon': 'An action of your agency is due soon',
  'action late': 'An action of your agency is late',
  'action done': 'An action was done',
  'action not done': 'An action was closed without being done',
  'emergency meeting called': 'You are called to an emergency meeting',
  'flag asked': 'Your agency is asked to put a flag on its own case system',
  'flag not yet confirmed': 'Your agency has not confirmed a flag yet',
  'flag to take down': 'Your agency is asked to take a flag down',
  'outcomes to look at': 'It is time to ask how somebody is doing',
  'agreement to sign': 'An agreement waits for your agency’s signature',
  'system to agree': 'An agency asks to connect its case system, and waits for your word',
  'system agreed': 'Your agency’s case system may be connected',
  'system declined': 'Your agency’s case system was not agreed to; the reason stands there',
  'system ended': 'Your agency’s case system is no longer connected',
  'webhook stopped': 'Your agency’s system is no longer told what happens',
} as const satisfies Record<NotificationKind, string>

/** Where to look. The subject of minutes is their meeting. */
export function notificationPath({ kind, subject, subjectId }: Notification): string {
  if (kind.startsWith('guest ')) return `/meetings/${subjectId}/guests`
  // The cases that ask stand on the landing page, by reference.
  if (kind === 'research asked') return '/'
  if (kind === 'outcomes to look at') return `/cases/${subjectId}/outcomes`
  if (kind === 'meeting minutes ready' || kind === 'meeting minutes corrected')
    return `/meetings/${subjectId}/minutes`
  if (kind === 'meeting papers ready' || kind.startsWith('release '))
    return `/meetings/${subjectId}/documents`
  const paths = {
    referral: `/referrals/${subjectId}`,
    case: `/cases/${subjectId}`,
    meeting: `/meetings/${subjectId}`,
    calendar: '/meetings',
    action: `/actions/${subjectId}`,
    agreement: '/agreements',
    invitation: '/',
    // Recorded from the list on the landing page, whichever case it belongs to.
    safeguarding: '/',
    flag: '/',
    system: `/systems/${subjectId}`,
    webhook: '/systems/webhooks',
  } as const
  return paths[subject]
}
