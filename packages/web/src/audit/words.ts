import type { Basis, Role } from '@alongside/shared/access'
import type { AuditAction } from '@alongside/shared/audit'

/** What was done, as the end of a sentence that begins with who. */
export const auditWords = {
  'session.opened': 'signed in',
  'session.failed': 'could not sign in',
  'session.ended': 'signed out',
  'sessions.ended': 'signed out everywhere',
  'session.refresh_reused': 'had a session ended, because its token was used twice',
  'session.switched': 'began to act for another place',
  'invitation.accepted': 'accepted an invitation',
  'partnership.created': 'founded the partnership',
  'bank_holiday.added': 'added a bank holiday',
  'agency.added': 'added an agency',
  'membership.added': 'gave someone a place',
  'membership.ended': 'ended a place',
  'agreement.published': 'published an agreement',
  'agreement.signed': 'signed an agreement',
  'meeting_rule.set': 'set when meetings are',
  'referral.started': 'started a referral',
  'referral.saved': 'saved a referral',
  'referral.discarded': 'discarded a draft',
  'referral.submitted': 'submitted a referral',
  'referral.read': 'read a referral',
  'referral.listed': 'listed referrals',
  'referral.accepted': 'accepted a referral',
  'referral.returned': 'returned a referral',
  'referral.declined': 'declined a referral',
  'referral.redirected': 'redirected a referral',
  'referral.withdrawn': 'withdrew a referral',
  'referral.light_changed': 'changed a light',
  'referral.matches_read': 'looked for likely matches',
  'referral.responded': 'answered a referral',
  'referral.child_redirected': 'recorded a referral to children’s social care',
  'case.read': 'read the case',
  'case.listed': 'saw the case in a list or a search',
  'case.access_read': 'read who has looked',
  'case.voice_recorded': 'recorded her words',
  'case.emergency_access': 'opened the case in an emergency',
  'consent.recorded': 'recorded consent',
  'consent.withdrawn': 'recorded that consent was withdrawn',
  'consent.lapsed': 'consent ran out',
  'without_consent.recorded': 'recorded sharing without consent',
  'safeguarding.opened': 'opened a safeguarding notification',
  'safeguarding.recorded': 'recorded that safeguarding was told',
  'meeting.read': 'looked at meetings',
  'meeting.signed': 'signed a meeting’s confidentiality agreement',
  'meeting.opened': 'opened a meeting',
  'meeting.closed': 'closed a meeting',
  'minutes.read': 'read the minutes',
  'pack.circulated': 'circulated a meeting’s pack',
  'document.read': 'read a meeting’s papers on screen',
  'document.registered': 'registered a copy of a document',
  'document.downloaded': 'downloaded a copy of a document',
  'document.handed_out': 'handed out a paper copy',
  'document.collected': 'collected a paper copy',
  'document.destroyed': 'destroyed a paper copy',
  'document.lost': 'recorded a paper copy as lost',
  'item.read': 'read the agenda item',
  'item.recorded': 'wrote down plan or decisions',
  'item.contributed': 'shared what an agency knows',
  'item.closed': 'closed the agenda item',
  'item.deferred': 'deferred the agenda item',
  'action.agreed': 'recorded an action',
  'action.read': 'read an action',
  'action.listed': 'listed actions',
  'action.started': 'started an action',
  'action.done': 'closed an action as done',
  'action.not_done': 'closed an action as not done',
  'my_work.read': 'looked at their own work',
  'audit.searched': 'searched the audit trail',
  'access.denied': 'was refused',
} as const satisfies Record<AuditAction, string>

/** ACC-2: why an agency may see a case. */
export const basisWords = {
  'own referral': 'It made the referral',
  consent: 'She agreed to it',
  'sharing without consent': 'Sharing without consent',
  coordination: 'It coordinates the partnership',
  'emergency access': 'Emergency access',
  invitation: 'Invited to one agenda item',
} as const satisfies Record<Basis, string>

export const roleWords = {
  'platform-administrator': 'Platform administrator',
  coordinator: 'Coordinator',
  chair: 'Chair',
  'lead-member': 'Lead member',
  'secondary-member': 'Secondary member',
  practitioner: 'Practitioner',
  guest: 'Guest',
  observer: 'Observer',
  'steering-group': 'Steering group',
  'machine-client': 'Case system',
} as const satisfies Record<Role, string>

const isBasis = (text: string): text is Basis => text in basisWords

/** The basis of a past access, which the record keeps as text; several stand in a row. */
export const basisInWords = (basis: string | null): string =>
  basis
    ?.split(', ')
    .map((one) => (isBasis(one) ? basisWords[one] : one))
    .join(' · ') ?? ''
