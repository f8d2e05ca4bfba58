import type { DomainEvent } from '@alongside/shared/events'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { Vault } from '../vault.ts'
import type { CheckedImport } from './check.ts'
import { planAnew } from './queries.ts'

export interface Writing extends CheckedImport {
  tx: Tx
  vault: Vault
  actor: Member
  importId: string
  now: string
  /** Tells how many rows are written, once a batch. @throws when the server is about to stop */
  progress: (done: number) => Promise<void>
}

/** What a kind's writer leaves for the audit and the outbox. */
export interface Written {
  cases: string[]
  events: DomainEvent[]
}

/** A row of a table that an import made, by which it is undone. */
export interface MadeRow {
  made: 'agencies' | 'place_offers' | 'cases' | 'joined_files' | 'referrals' | 'consents' | 'actions'
  id: string
  row: number
}

const batchSize = 100

/** Batch after batch; within one the statements of all rows travel together. */
export async function inBatches<T>(
  { tx, progress }: Writing,
  all: readonly T[],
  write: (batch: readonly T[]) => Promise<unknown>,
  rowsOf: (batch: readonly T[]) => number = (batch) => batch.length,
): Promise<void> {
  let done = 0
  for (let from = 0; from < all.length; from += batchSize) {
    const batch = all.slice(from, from + batchSize)
    await planAnew(tx)
    await write(batch)
    done += rowsOf(batch)
    await progress(done)
  }
}

export async function noteMade({ tx, importId }: Writing, made: readonly MadeRow[]): Promise<void> {
  await tx.$client.query({
    name: 'note-made',
    text: `INSERT INTO imported_rows (import_id, made, made_id, row_number)
      SELECT $1, r.made, r.id, r.row FROM jsonb_to_recordset($2::jsonb) AS r(made text, id uuid, row integer)`,
    values: [importId, JSON.stringify(made)],
  })
}

export interface Moved {
  caseId: string
  subject: 'referral' | 'action'
  subjectId: string
  field: 'state' | 'owner' | 'due'
  to: string
  reason: Buffer
}

/** REF-11: each stands in the history as what it is, imported today by whoever imported it. */
export async function writeHistory({ tx, actor, now }: Writing, moved: readonly Moved[]): Promise<void> {
  await tx.$client.query({
    name: 'imported-history',
    text: `INSERT INTO history (id, case_id, subject, subject_id, field, new_value, reason, at, account_id, agency_id)
      SELECT m.id, m."caseId", m.subject, m."subjectId", m.field, m."to", decode(m.reason, 'hex'), $2, $3, $4
        FROM jsonb_to_recordset($1::jsonb) AS m(id uuid, "caseId" uuid, subject text, "subjectId" uuid, field text, "to" text, reason text)`,
    values: [
      JSON.stringify(moved.map((move) => ({ id: newId(), ...move, reason: move.reason.toString('hex') }))),
      now,
      actor.accountId,
      actor.agencyId,
    ],
  })
}
