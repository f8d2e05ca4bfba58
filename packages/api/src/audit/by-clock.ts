import type { AuditAction, HistorySubject } from '@alongside/shared/audit'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

interface Turn {
  action: AuditAction
  caseId: string
  subject: HistorySubject
  subjectId: string
  from: string | null
  to: string
  /** Whose it is, where it is one agency's. */
  agencyId?: string
}

/** REF-11, ACC-7: a state that a clock changed, in the record and in the case's history, by nobody. */
export async function recordByClock(
  tx: Tx,
  { action, caseId, subject, subjectId, from, to, agencyId }: Turn,
  now: string,
): Promise<void> {
  await tx.$client.query({
    name: 'record-by-clock',
    text: `WITH audit AS (INSERT INTO audit_events (id, partnership_id, at, action, subject_id, case_id) VALUES ($1, app.partnership_id(), $2, $3, $4, $5))
      INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, at, agency_id)
        VALUES ($1, $5, $6, $4, 'state', $7, $8, $2, $9)`,
    values: [newId(), now, action, subjectId, caseId, subject, from, to, agencyId ?? null],
  })
}
