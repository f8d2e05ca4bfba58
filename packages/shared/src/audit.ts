import { Choice } from './scalars.ts'

/** Everything that can be recorded, closed (ACC-7). Past tense: it happened, or was refused. */
export const auditActions = [
  'session.opened',
  'session.failed',
  'session.ended',
  'sessions.ended',
  'session.refresh_reused',
  'session.switched',
  'invitation.accepted',
  'partnership.created',
  'bank_holiday.added',
  'agency.added',
  'membership.added',
  'membership.ended',
  'agreement.published',
  'agreement.signed',
  'meeting_rule.set',
  'referral.started',
  'referral.saved',
  'referral.discarded',
  'referral.submitted',
  'referral.read',
  'referral.listed',
  'referral.accepted',
  'referral.returned',
  'referral.declined',
  'referral.redirected',
  'referral.withdrawn',
  'referral.light_changed',
  'referral.matches_read',
  'referral.compared',
  'referral.responded',
  'referral.child_redirected',
  'case.read',
  'case.listed',
  'case.access_read',
  'case.voice_recorded',
  'case.files_joined',
  'case.files_parted',
  'case.emergency_access',
  'consent.recorded',
  'consent.withdrawn',
  'consent.lapsed',
  'without_consent.recorded',
  'safeguarding.opened',
  'safeguarding.recorded',
  'meeting.read',
  'meeting.followed',
  'meeting.replied',
  'meeting.confirmed',
  'meeting.moved',
  'calendar_feed.made',
  'calendar_feed.revoked',
  'meeting.signed',
  'meeting.paper_signed',
  'apologies.given',
  'apologies.withdrawn',
  'meeting.opened',
  'meeting.closed',
  'guest.listed',
  'guest.proposed',
  'guest.agreed',
  'guest.declined',
  'guest.withdrawn',
  'guest.read_own',
  'agenda.ordered',
  'agenda.published',
  'agenda.case_listed',
  'meeting.called',
  'meeting.contact_logged',
  'meeting.signed_aloud',
  'minutes.read',
  'minutes.edited',
  'minutes.distributed',
  'minutes.correction_begun',
  'minutes.acknowledged',
  'pack.circulated',
  'document.read',
  'document.registered',
  'document.downloaded',
  'document.handed_out',
  'document.collected',
  'document.destroyed',
  'document.lost',
  'disclosure.listed',
  'disclosure.requested',
  'disclosure.agreed',
  'disclosure.not_agreed',
  'disclosure.opened',
  'item.read',
  'item.begun',
  'item.recorded',
  'item.contributed',
  'item.closed',
  'item.deferred',
  'item.prepared',
  'research.shared',
  'action.agreed',
  'action.read',
  'action.listed',
  'action.started',
  'action.done',
  'action.not_done',
  'flag.asked',
  'flag.listed',
  'flag.confirmed',
  'flag.taken_down',
  'flag.ended',
  'outcomes.read',
  'outcomes.recorded',
  'outcomes.put_off',
  'system.proposed',
  'system.agreed',
  'system.declined',
  'system.changed',
  'system.ended',
  'system.secret_made',
  'system.secret_ended',
  'system.token_given',
  'system.token_refused',
  'system.token_revoked',
  'system.calls_read',
  'my_work.read',
  'audit.searched',
  'access.denied',
] as const
export type AuditAction = (typeof auditActions)[number]
export const AuditActionSchema = Choice(auditActions, { $id: 'AuditAction' })

/** A contract whose reply holds no case data says so out loud instead of naming an action. */
export const noCaseData = 'no case data'
export type Audited = AuditAction | typeof noCaseData

/** Old and new value of a light, a date, an owner or a state (REF-11). Never free text: that is the sealed `reason`. */
export interface Change {
  field: 'state' | 'light' | 'due' | 'owner' | 'meeting' | 'escalation'
  from: string | null
  to: string | null
  reason?: string
}

/** What an operation leaves behind. `caseId` puts it into "who has looked at this case". */
export interface AuditEntry {
  subjectId?: string | null
  caseId?: string | null
  /** The cases that a list or a search showed. */
  seen?: readonly string[]
}

export const historySubjects = [
  'referral',
  'consent',
  'safeguarding',
  'agenda item',
  'invitation',
  'action',
  'case',
  'joined files',
  'flag',
  'outcomes',
  'disclosure',
] as const

/** A command's trace: its changes become the case's history (REF-11). */
export interface ChangeEntry extends AuditEntry {
  subject?: (typeof historySubjects)[number]
  changes?: readonly Change[]
}
