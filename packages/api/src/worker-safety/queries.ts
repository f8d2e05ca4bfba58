import { Refusal } from '@alongside/shared/problems'
import { isStale } from '@alongside/shared/worker-safety/rules'
import type { WorkerWarning } from '@alongside/shared/worker-safety/schema'
import { type WorkerWarningKind, warningsAtMost } from '@alongside/shared/worker-safety/values'
import { filesOfPerson } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface WarningRow extends Omit<WorkerWarning, 'words' | 'source' | 'stale' | 'ended'>, UnderKey {
  agencyId: string
  recorderId: string
  words: Sealed<string> | null
  source: Sealed<string>
  endedAt: string | null
  endedBy: string | null
  endedFor: Sealed<string> | null
}

const columns = `w.id, w.version, w.case_id AS "caseId", f.reference AS "caseReference", w.kind, w.words, w.source,
    w.checked_on AS "checkedOn", coalesce(c.name, 'Alongside') AS "checkedBy", z.name AS "checkedAgencyName",
    w.agency_id AS "agencyId", w.recorded_by AS "recorderId", w.recorded_at AS "recordedAt", coalesce(a.name, 'Alongside') AS "recordedBy",
    y.name AS "agencyName", w.ended_at AS "endedAt", e.name AS "endedBy", w.ended_for AS "endedFor", k.id AS "keyId", k.wrapped
  FROM worker_warnings w
  JOIN cases f ON f.partnership_id = w.partnership_id AND f.id = w.case_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
  JOIN agencies y ON y.partnership_id = w.partnership_id AND y.id = w.agency_id
  JOIN agencies z ON z.partnership_id = w.partnership_id AND z.id = w.checked_agency_id
  LEFT JOIN accounts c ON c.id = w.checked_by
  LEFT JOIN accounts a ON a.id = w.recorded_by
  LEFT JOIN accounts e ON e.id = w.ended_by`

interface Held {
  warning: WorkerWarning
  key: WrappedKey
  /** By whom, for which agency, it was recorded. */
  by: { recordedBy: string; agencyId: string }
}

function opened(vault: Vault, row: WarningRow, today: string): Held {
  const sealed = keyed(row)
  const { endedAt, endedBy, endedFor, agencyId, recorderId, ...warning } = openListed(vault, sealed, {
    words: 'worker warning',
    source: 'worker warning',
    endedFor: 'worker warning',
  })
  return {
    key: sealed.key,
    by: { recordedBy: recorderId, agencyId },
    warning: {
      ...warning,
      stale: endedAt === null && isStale(warning.checkedOn, today),
      ended: endedAt === null ? null : { at: endedAt, by: endedBy ?? 'Alongside', words: endedFor ?? '' },
    },
  }
}

/**
 * WRK-2: of all her files that the reader sees; what stands first, that which was checked last before the others. `today`: local;
 * `ofOneFile`: of that file alone.
 */
export async function readWarnings(
  tx: Tx,
  vault: Vault,
  caseId: string,
  today: string,
  ofOneFile = false,
): Promise<WorkerWarning[]> {
  const { rows } = await tx.$client.query<WarningRow>({
    name: 'worker-warnings',
    text: `SELECT ${columns}
      WHERE w.partnership_id = app.partnership_id() AND (w.case_id = $1 OR (NOT $2 AND w.case_id = ANY (${filesOfPerson('$1')})))
      ORDER BY w.ended_at IS NULL DESC, w.checked_on DESC, w.id DESC LIMIT ${warningsAtMost}`,
    values: [caseId, ofOneFile],
  })
  return rows.map((row) => opened(vault, row, today).warning)
}

/** Held until the transaction ends, with the key of its case. @throws Refusal not_found */
export async function lockWarning(tx: Tx, vault: Vault, id: string, today: string) {
  await hold(tx, 'worker_warnings', id)
  return openWarning(tx, vault, id, today)
}

export async function openWarning(tx: Tx, vault: Vault, id: string, today: string) {
  const { rows } = await tx.$client.query<WarningRow>({
    name: 'worker-warning',
    text: `SELECT ${columns} WHERE w.partnership_id = app.partnership_id() AND w.id = $1`,
    values: [id],
  })
  if (!rows[0]) throw new Refusal('not_found')
  return opened(vault, rows[0], today)
}

interface NewWarning {
  kind: WorkerWarningKind
  words?: string | undefined
  source: string
  checkedOn: string
}

export async function writeWarning(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { kind, words, source, checkedOn }: NewWarning,
  { caseId, accountId, now }: { caseId: string; accountId: string; now: string },
): Promise<string> {
  const id = newId()
  await tx.$client.query({
    name: 'write-worker-warning',
    text: `INSERT INTO worker_warnings (id, case_id, kind, words, source, checked_on, recorded_at, recorded_by, checked_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    values: [
      ...[id, caseId, kind, words?.trim() ? vault.seal(key, 'worker warning', words) : null],
      ...[vault.seal(key, 'worker warning', source), checkedOn, now, accountId],
    ],
  })
  return id
}

export async function saveCheck(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, source, checkedOn, accountId }: { id: string; source: string; checkedOn: string; accountId: string },
): Promise<void> {
  await tx.$client.query({
    name: 'check-worker-warning',
    text: `UPDATE worker_warnings SET version = version + 1, source = $2, checked_on = $3, checked_by = $4, checked_agency_id = app.agency_id()
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, vault.seal(key, 'worker warning', source), checkedOn, accountId],
  })
}

export async function saveEnd(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, words, accountId, now }: { id: string; words: string; accountId: string; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'end-worker-warning',
    text: `UPDATE worker_warnings SET version = version + 1, ended_at = $2, ended_by = $3, ended_for = $4
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now, accountId, vault.seal(key, 'worker warning', words)],
  })
}
