import type { changes } from './changes.ts'
import type { auditWords } from './domains.ts'

export type AuditAction = keyof typeof auditWords

/** A contract whose reply holds no case data says so out loud instead of naming an action. */
export const noCaseData = 'no case data'
export type Audited = AuditAction | typeof noCaseData

/** Old and new value of a light, a date, an owner or a state (REF-11). Never free text: that is the sealed `reason`. */
export interface Change {
  field: 'state' | 'light' | 'due' | 'owner' | 'meeting' | 'escalation' | 'age'
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

/**
 * Of what changes stand in the history of a case, by what a command's trace calls it: its words, and those of its states;
 * one that is not here is its own word.
 */
export type Changing = Readonly<Record<string, { is: string; states?: Readonly<Record<string, string>> }>>

export type HistorySubject = keyof typeof changes

/** A command's trace: its changes become the case's history (REF-11). */
export interface ChangeEntry extends AuditEntry {
  subject?: HistorySubject
  changes?: readonly Change[]
}
