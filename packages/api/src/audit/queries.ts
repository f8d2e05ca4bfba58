import type { AuditAction } from '@alongside/shared/audit'
import type { AuditEvent } from '@alongside/shared/audit/contract'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'

export interface AuditFilter {
  accountId: string | null
  /** Done to the case, or the case was shown in a list. */
  caseId: string | null
  action: AuditAction | null
  /** Epoch seconds: from the first, before the second. */
  from: number | null
  until: number | null
  after: Position | null
  limit: number
}

/** The partnership's audit events, newest first; the policy opens them to its coordinator alone (ACC-7). */
export async function searchEvents(tx: Tx, filter: AuditFilter): Promise<AuditEvent[]> {
  const { accountId, caseId, action, from, until, after, limit } = filter
  const [before, beforeId] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<AuditEvent>({
    name: 'search-audit',
    text: `SELECT e.id, e.at, e.account_id AS "accountId", a.name, g.name AS "agencyName", e.role, e.action,
        e.subject_id AS "subjectId", e.case_id AS "caseId", e.basis, e.request_id AS "requestId", e.from_address AS "fromAddress",
        e.seal_id IS NOT NULL AS sealed
      FROM audit_events e
      LEFT JOIN accounts a ON a.id = e.account_id
      LEFT JOIN agencies g ON g.partnership_id = e.partnership_id AND g.id = e.agency_id
      WHERE e.partnership_id = app.partnership_id() AND (e.at, e.id) < ($1, $2)
        AND ($3::uuid IS NULL OR e.account_id = $3) AND ($4::uuid IS NULL OR e.case_id = $4 OR $4 = ANY (e.seen))
        AND ($5::text IS NULL OR e.action = $5)
        AND ($6::float8 IS NULL OR e.at >= to_timestamp($6)) AND ($7::float8 IS NULL OR e.at < to_timestamp($7))
      ORDER BY e.at DESC, e.id DESC LIMIT $8`,
    values: [before, beforeId, accountId, caseId, action, from, until, limit],
  })
  return rows
}
