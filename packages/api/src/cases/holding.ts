import type { CaseHold } from '@alongside/shared/cases/hold-schema'
import type { HoldKind } from '@alongside/shared/cases/holding'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'
import type { CaseFile } from './case-file.ts'

interface HoldRow extends Omit<CaseHold, 'reason' | 'liftedReason'>, UnderKey {
  reason: Sealed<string>
  liftedReason: Sealed<string> | null
}

const selectHolds = `SELECT h.id, h.case_id AS "caseId", h.kind, h.reason, h.held_at AS "heldAt", a.name AS "heldBy",
    h.lifted_at AS "liftedAt", h.lifted_reason AS "liftedReason", k.id AS "keyId", k.wrapped
  FROM case_holds h
  JOIN accounts a ON a.id = h.held_by
  JOIN cases c ON c.partnership_id = h.partnership_id AND c.id = h.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  WHERE h.partnership_id = app.partnership_id()`

const opened = (vault: Vault, row: HoldRow): CaseHold =>
  openRow(vault, keyed(row), { reason: 'reason', liftedReason: 'reason' })

/** The holds of a file, those that stand first. */
export async function readHolds(tx: Tx, vault: Vault, caseId: string): Promise<CaseHold[]> {
  const { rows } = await tx.$client.query<HoldRow>({
    name: 'holds-of-case',
    text: `${selectHolds} AND h.case_id = $1 ORDER BY h.lifted_at DESC NULLS FIRST, h.held_at DESC, h.id LIMIT 50`,
    values: [caseId],
  })
  return rows.map((row) => opened(vault, row))
}

/** What stands in the partnership, for who coordinates: until she lifts it, it is her work. */
export async function readStandingHolds(tx: Tx, vault: Vault, limit: number): Promise<CaseHold[]> {
  const { rows } = await tx.$client.query<HoldRow>({
    name: 'standing-holds',
    text: `${selectHolds} AND h.lifted_at IS NULL ORDER BY h.held_at, h.id LIMIT $1`,
    values: [limit],
  })
  return rows.map((row) => opened(vault, row))
}

/** One hold on a file that the reader sees. */
export async function findHold(tx: Tx, vault: Vault, holdId: string): Promise<CaseHold | null> {
  const { rows } = await tx.$client.query<HoldRow>({
    name: 'find-hold',
    text: `${selectHolds} AND h.id = $1 FOR UPDATE OF h`,
    values: [holdId],
  })
  return rows[0] ? opened(vault, rows[0]) : null
}

/** Nothing goes on with this file from now; it leaves every agenda on which it was not heard yet (the table’s trigger). */
export async function writeHold(
  tx: Tx,
  vault: Vault,
  { id: caseId, key }: Pick<CaseFile, 'id' | 'key'>,
  { kind, reason, accountId, now }: { kind: HoldKind; reason: string; accountId: string; now: string },
): Promise<string> {
  const id = newId()
  await tx.$client.query({
    name: 'write-hold',
    text: 'INSERT INTO case_holds (id, case_id, kind, reason, held_at, held_by) VALUES ($1, $2, $3, $4, $5, $6)',
    values: [id, caseId, kind, vault.seal(key, 'reason', reason), now, accountId],
  })
  return id
}
