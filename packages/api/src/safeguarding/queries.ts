import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openRow, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface NewNotification {
  kind: 'child' | 'adult'
  /** null: someone under 18, of whom no case and no name is kept (REF-3); the notification is its agency's alone. */
  caseId: string | null
  agencyId: string
  /** What it is about, sealed under the case's key. */
  about: { key: WrappedKey; sealed: Buffer } | null
  openedAt: string
  dueAt: string
}

/** Opens a notification's clock (SAF-1, SAF-2) and gives its id. */
export async function writeNotification(
  tx: Tx,
  { kind, caseId, agencyId, about, openedAt, dueAt }: NewNotification,
): Promise<string> {
  const id = newId()
  await tx.$client.query({
    name: 'write-notification',
    text: `INSERT INTO safeguarding_notifications (id, kind, case_id, agency_id, data_key_id, about, opened_at, due_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, kind, caseId, agencyId, about?.key.id, about?.sealed, openedAt, dueAt],
  })
  return id
}

interface NotificationRow extends Omit<SafeguardingNotification, 'about'>, PerhapsUnderKey {
  about: Sealed<string> | null
}

const selectNotifications = `SELECT n.id, n.version, n.kind, n.case_id AS "caseId", c.reference AS "caseReference",
    n.agency_id AS "agencyId", g.name AS "agencyName", n.about, n.opened_at AS "openedAt", n.due_at AS "dueAt",
    n.told_at AS "toldAt", n.receiver, n.their_reference AS reference, n.recorded_at AS "recordedAt",
    n.data_key_id AS "keyId", k.wrapped
  FROM safeguarding_notifications n
  JOIN agencies g ON g.partnership_id = n.partnership_id AND g.id = n.agency_id
  LEFT JOIN cases c ON c.partnership_id = n.partnership_id AND c.id = n.case_id
  LEFT JOIN data_keys k ON k.partnership_id = n.partnership_id AND k.id = n.data_key_id
  WHERE n.partnership_id = app.partnership_id()`

function opened(vault: Vault, { keyId, wrapped, ...row }: NotificationRow): SafeguardingNotification {
  if (keyId === null || wrapped === null) return { ...row, about: null }
  return openRow(vault, keyed({ ...row, keyId, wrapped }), { about: 'about' })
}

/** The notifications of a case: open ones first, as their clocks run out, then what was recorded. */
export async function readCaseNotifications(
  tx: Tx,
  vault: Vault,
  caseId: string,
): Promise<SafeguardingNotification[]> {
  const { rows } = await tx.$client.query<NotificationRow>({
    name: 'notifications-of-case',
    text: `${selectNotifications} AND n.case_id = $1 ORDER BY n.recorded_at DESC NULLS FIRST, n.due_at, n.id LIMIT 100`,
    values: [caseId],
  })
  return rows.map((row) => opened(vault, row))
}

/** Of a case, what nobody has recorded as told yet (SAF-1). */
export const readUntold = async (tx: Tx, vault: Vault, caseId: string): Promise<SafeguardingNotification[]> =>
  (await readCaseNotifications(tx, vault, caseId)).filter(({ recordedAt }) => recordedAt === null)

/**
 * What my agency opened and has not recorded yet, the soonest due first: its clocks run on «my work» (SAF-1). `everybodys`:
 * who triages finds what other agencies are to tell, of cases that she may see.
 */
export async function readOpenNotifications(
  tx: Tx,
  vault: Vault,
  everybodys: boolean,
): Promise<SafeguardingNotification[]> {
  const { rows } = await tx.$client.query<NotificationRow>({
    name: 'open-notifications',
    text: `${selectNotifications} AND ($1 OR n.agency_id = app.agency_id()) AND n.recorded_at IS NULL
      ORDER BY n.due_at, n.id LIMIT 100`,
    values: [everybodys],
  })
  return rows.map((row) => opened(vault, row))
}

/** One notification that its case's grants, or its agency, open; held until the transaction ends. */
export async function lockNotification(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<SafeguardingNotification | null> {
  const { rows } = await tx.$client.query<NotificationRow>({
    name: 'lock-notification',
    text: `${selectNotifications} AND n.id = $1 FOR UPDATE OF n`,
    values: [id],
  })
  return rows[0] ? opened(vault, rows[0]) : null
}

/** Records that the team was told: when, who, and their reference. */
export async function recordTold(
  tx: Tx,
  id: string,
  told: { toldAt: string; receiver: string; reference: string; recordedAt: string; recordedBy: string },
): Promise<void> {
  await tx.$client.query({
    name: 'record-told',
    text: `UPDATE safeguarding_notifications SET version = version + 1, told_at = $2, receiver = $3, their_reference = $4,
        recorded_at = $5, recorded_by = $6
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, told.toldAt, told.receiver, told.reference, told.recordedAt, told.recordedBy],
  })
}
