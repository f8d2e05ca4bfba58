import type { auditWords } from './domains.ts'

export type AuditAction = keyof typeof auditWords

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
  'agenda_item',
  'invitation',
  'action',
  'case',
  'joined_files',
  'flag',
  'outcomes',
  'disclosure',
] as const

/** A command's trace: its changes become the case's history (REF-11). */
export interface ChangeEntry extends AuditEntry {
  subject?: (typeof historySubjects)[number]
  changes?: readonly Change[]
}
