import type { Change } from '@alongside/shared/audit'
import type { OpenReferral } from './queries.ts'

/** A referral's move, as it goes into the audit and, change by change, into the case's history (REF-11). */
export const traceOf = ({ id, key }: OpenReferral, caseId: string, changes: readonly Change[]) => ({
  subject: 'referral' as const,
  subjectId: id,
  caseId,
  key,
  changes,
})
