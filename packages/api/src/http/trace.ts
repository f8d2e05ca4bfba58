import type { Role } from '@alongside/shared/access'
import type { AuditAction, AuditEntry, ChangeEntry } from '@alongside/shared/audit'
import { refreshMinutes } from '@alongside/shared/audit/rules'
import type { DomainEvent } from '@alongside/shared/events'
import type { ProblemCode } from '@alongside/shared/problems'
import type { Connection, Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** Where a request came from and when. */
export interface Occasion {
  /** All null but the partnership when somebody without an account used a link that was sent to them. */
  actor: {
    accountId: string | null
    partnershipId: string | null
    agencyId: string | null
    role: Role | null
    sessionId?: string
  }
  now: string
  requestId: string
  fromAddress: string
  /** What is looked for, as its keyed hashes: on record also where the answer is no. Set by the handler. */
  terms: readonly bigint[]
  /** The page says that it reads again by itself; whether it does is the database's to say. */
  refreshes: boolean
}

/** The basis on which the case was open, by the strongest grant that opened it; last, one's own record alone (ACC-7: why). */
const basis = `(SELECT g.basis FROM app.grants_to_own_record(app.partnership_id(), $8) g
  ORDER BY g.narrowed, array_position(ARRAY['own_referral','consent','without_consent','coordination','emergency_access'], g.basis) LIMIT 1)`

const insert = (refreshOf: string) => `INSERT INTO audit_events
  (id, partnership_id, at, account_id, agency_id, role, action, case_id, subject_id, seen, basis, request_id, from_address, session_id, terms, refresh_of)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $8::uuid IS NULL THEN NULL WHEN $8 = app.invited_case() THEN 'invitation' ELSE ${basis} END, $11, $12,
    $13, $14, ${refreshOf})`
const insertAudit = insert('NULL')
const insertRefresh = insert('app.look_again($13, $7, $9, $8, $10, $15)')

const insertAll = `WITH audit AS (${insertAudit}),
  events AS (INSERT INTO outbox_events (id, partnership_id, type, data, at)
    SELECT (e->>'id')::uuid, app.partnership_id(), e->>'type', e->'data', $3 FROM jsonb_array_elements($15::jsonb) e)
  INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, reason, at, account_id, agency_id)
  SELECT (c->>'id')::uuid, $8, $16, $9, c->>'field', c->>'from', c->>'to', decode(c->>'reason', 'hex'), $3, $4, $5
    FROM jsonb_array_elements($17::jsonb) c`

const auditValues = (
  { actor, now, requestId, fromAddress, terms }: Occasion,
  action: AuditAction,
  entry: AuditEntry,
) => [
  newId(),
  actor.partnershipId,
  now,
  actor.accountId,
  actor.agencyId,
  actor.role,
  action,
  entry.caseId ?? null,
  entry.subjectId ?? null,
  entry.seen?.length ? entry.seen : null,
  requestId,
  fromAddress,
  actor.sessionId ?? null,
  terms.length > 0 ? terms : null,
]

/** A read of case data leaves its audit event in the read's own transaction: if it cannot be written, nothing is read. */
export async function recordRead(
  tx: Tx,
  occasion: Occasion,
  action: AuditAction,
  entry: AuditEntry,
): Promise<void> {
  const values = auditValues(occasion, action, entry)
  await tx.$client.query(
    occasion.refreshes && occasion.terms.length === 0
      ? { name: 'record-refresh', text: insertRefresh, values: [...values, refreshMinutes] }
      : { name: 'record-read', text: insertAudit, values },
  )
}

/** A change leaves audit event, outbox events and history in one statement of its own transaction. */
export async function recordChange(
  tx: Tx,
  vault: Vault,
  occasion: Occasion,
  action: AuditAction,
  entry: ChangeEntry & { key?: WrappedKey },
  events: readonly DomainEvent[],
): Promise<void> {
  const { key, subject = null } = entry
  const changes = (entry.caseId ? (entry.changes ?? []) : []).map(({ reason, ...change }) => ({
    id: newId(),
    ...change,
    reason: reason && key ? vault.seal(key, 'reason', reason).toString('hex') : null,
  }))
  const values = [
    ...auditValues(occasion, action, entry),
    JSON.stringify(events.map((event) => ({ id: newId(), ...event }))),
    subject,
    JSON.stringify(changes),
  ]
  await tx.$client.query({ name: 'record-change', text: insertAll, values })
}

/** What was refused, and of what. */
export interface Denied {
  refusal: ProblemCode
  subjectId: string | null
}

/** What was refused is on record too; outside the transaction that the refusal rolled back. */
export async function recordDenied(
  connection: Connection,
  occasion: Occasion,
  { refusal, subjectId }: Denied,
): Promise<void> {
  const { actor, now, requestId, fromAddress, terms } = occasion
  await connection.query({
    name: 'record-denied',
    text: `INSERT INTO audit_events (id, partnership_id, at, account_id, agency_id, role, action, subject_id, request_id, from_address,
        session_id, terms, refusal) VALUES ($1, $2, $3, $4, $5, $6, 'access.denied', $7, $8, $9, $10, $11, $12)`,
    values: [
      newId(),
      actor.partnershipId,
      now,
      actor.accountId,
      actor.agencyId,
      actor.role,
      subjectId,
      requestId,
      fromAddress,
      actor.sessionId ?? null,
      terms.length > 0 ? terms : null,
      refusal,
    ],
  })
}
