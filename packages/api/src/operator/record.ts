import type { operatorAudit } from '@alongside/shared/operator-audit'
import type { ClientBase } from 'pg'
import { newId } from '../ids.ts'

/** A command's connection as the owner of the database, within a transaction; and when it was given. */
export interface Operator {
  owner: Pick<ClientBase, 'query'>
  now: string
}

/** ACC-7: what an operator does is on record too, in the transaction that does it. Who it was, the machine's own record says. */
export const record = (
  { owner, now }: Operator,
  action: keyof typeof operatorAudit,
  {
    subjectId = null,
    partnershipId = null,
  }: { subjectId?: string | null; partnershipId?: string | null } = {},
) =>
  owner.query(
    `INSERT INTO audit_events (id, partnership_id, at, action, subject_id, request_id) VALUES ($1, $2, $3, $4, $5, 'command')`,
    [newId(), partnershipId, now, action, subjectId],
  )
