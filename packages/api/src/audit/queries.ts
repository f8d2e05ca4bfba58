import type { AuditAction } from '@alongside/shared/audit'
import type { AuditEvent, SearchTrace } from '@alongside/shared/audit/contract'
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

/** The partnership's audit events, newest first; the policy opens them to its coordinator alone (ACC-7), but for those of a case that is closed to her (HRM-1). */
export async function searchEvents(tx: Tx, filter: AuditFilter): Promise<AuditEvent[]> {
  const { accountId, caseId, action, from, until, after, limit } = filter
  const [before, beforeId] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<AuditEvent>({
    // One statement for each combination of filters: one for all of them would look through everything that happened for each.
    name: `search-audit ${[accountId, caseId, action, from, until].map((one) => (one === null ? 0 : 1)).join('')}`,
    text: `SELECT e.id, e.at, e.account_id AS "accountId", a.name, g.name AS "agencyName", e.role, e.action,
        e.subject_id AS "subjectId", e.case_id AS "caseId", e.basis, e.request_id AS "requestId", e.from_address AS "fromAddress",
        e.refusal, e.refresh_of AS "refreshOf", e.seal_id IS NOT NULL AS sealed
      FROM audit_events e
      LEFT JOIN accounts a ON a.id = e.account_id
      LEFT JOIN agencies g ON g.partnership_id = e.partnership_id AND g.id = e.agency_id
      WHERE ($3::uuid, $4::uuid, $5::text, $6::float8, $7::float8) IS NOT NULL IS NOT NULL
        AND e.partnership_id = app.partnership_id() AND (e.at, e.id) < ($1, $2)
        ${accountId === null ? '' : 'AND e.account_id = $3'}
        ${caseId === null ? '' : 'AND (e.case_id = $4 OR ($4 = ANY (e.seen) AND $4 <> ALL ((SELECT app.closed_to_me())::uuid[])))'}
        ${action === null ? '' : 'AND e.action = $5'}
        ${from === null ? '' : 'AND e.at >= to_timestamp($6)'} ${until === null ? '' : 'AND e.at < to_timestamp($7)'}
      ORDER BY e.at DESC, e.id DESC LIMIT $8`,
    values: [before, beforeId, accountId, caseId, action, from, until, limit],
  })
  return rows
}

/** What a search is kept as, and what it fits: the words that were asked for, each once and by its nearest fit. */
type Terms = ReadonlyMap<bigint, SearchTrace['fits'][number]>
const nearest = ['spelt', 'begun', 'alike'] as const satisfies SearchTrace['fits'][number]['fit'][]

/** ACC-11: the searches that looked for any of these, newest first. The policy opens them to the partnership's coordination alone. */
export async function searchesFor(
  tx: Tx,
  terms: Terms,
  after: Position | null,
  limit: number,
): Promise<SearchTrace[]> {
  const [before, beforeId] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<Omit<SearchTrace, 'fits'> & { terms: string[] }>({
    name: 'searches-for',
    text: `SELECT e.id, e.at, e.account_id AS "accountId", a.name, g.name AS "agencyName", e.role, e.action, e.case_id AS "caseId",
        e.from_address AS "fromAddress", e.terms::text[] AS terms,
        CASE WHEN e.action = 'audit.searches_read' THEN NULL ELSE e.action = 'emergency_access.asked' OR EXISTS (SELECT FROM unnest(e.seen) s WHERE s <> ALL ((SELECT app.closed_to_me())::uuid[])) END AS found
      FROM audit_events e
      LEFT JOIN accounts a ON a.id = e.account_id
      LEFT JOIN agencies g ON g.partnership_id = e.partnership_id AND g.id = e.agency_id
      WHERE e.partnership_id = app.partnership_id() AND e.terms && $1 AND (e.at, e.id) < ($2, $3)
      ORDER BY e.at DESC, e.id DESC LIMIT $4`,
    values: [[...terms.keys()], before, beforeId, limit],
  })
  return rows.map(({ terms: kept, ...trace }) => ({ ...trace, fits: fitsOf(kept.map(BigInt), terms) }))
}

function fitsOf(kept: readonly bigint[], terms: Terms): SearchTrace['fits'] {
  const fits = new Map<string, SearchTrace['fits'][number]>()
  for (const term of kept) {
    const one = terms.get(term)
    const known = one && fits.get(one.word)
    if (one && (!known || nearest.indexOf(one.fit) < nearest.indexOf(known.fit))) fits.set(one.word, one)
  }
  return [...fits.values()].slice(0, 100)
}
