import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { type NamedRow, namedBy, namesOf } from '../children/naming.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface NewNotification {
  kind: 'child' | 'adult'
  /** null: someone under 18, of whom no case is kept (REF-3); the notification is its agency's alone. */
  caseId: string | null
  agencyId: string
  /** What it is about, sealed under the case's key. */
  about: { key: WrappedKey; sealed: Buffer } | null
  /** A number on which whoever opens it can be rung back. */
  ringBack?: string | null | undefined
  openedAt: string
  dueAt: string
  /** The answers of a draft that is given up for it, under the same key, and whose it is. */
  setAside?: { answers: Buffer; by: string }
}

/** Opens a notification's clock (SAF-1, SAF-2) and gives its id. A member's front door is told as the transaction ends (app.tell_front_door). */
export async function writeNotification(
  tx: Tx,
  { kind, caseId, agencyId, about, ringBack, openedAt, dueAt, setAside }: NewNotification,
): Promise<string> {
  const id = newId()
  await tx.$client.query({
    name: 'write-notification',
    text: `INSERT INTO safeguarding_notifications (id, kind, case_id, agency_id, data_key_id, about, opened_at, due_at, set_aside, set_aside_by, ring_back)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      ...[id, kind, caseId, agencyId, about?.key.id, about?.sealed, openedAt, dueAt],
      ...[setAside?.answers, setAside?.by, ringBack?.trim() || null],
    ],
  })
  return id
}

interface NotificationRow
  extends Omit<SafeguardingNotification, 'about' | 'toldHere' | 'children'>,
    PerhapsUnderKey {
  named: NamedRow[]
  about: Sealed<string> | null
  next: Sealed<string> | null
  toldAgencyId: string | null
  toldAgencyName: string | null
  toldHereAt: string | null
  answeredAt: string | null
}

const selectNotifications = `SELECT n.id, n.version, n.kind, n.case_id AS "caseId", c.reference AS "caseReference",
    n.agency_id AS "agencyId", g.name AS "agencyName", n.about, n.opened_at AS "openedAt", n.due_at AS "dueAt",
    n.told_at AS "toldAt", n.receiver, n.their_reference AS reference, n.no_reference AS "noReference", n.recorded_at AS "recordedAt",
    f.agency_id AS "toldAgencyId", fg.name AS "toldAgencyName", f.received_at AS "toldHereAt", f.answered_at AS "answeredAt", f.next,
    n.set_aside IS NOT NULL AND n.set_aside_by = app.account_id() AS "mayTakeBack",
    ${namedBy} AS named, n.data_key_id AS "keyId", k.wrapped
  FROM safeguarding_notifications n
  JOIN agencies g ON g.partnership_id = n.partnership_id AND g.id = n.agency_id
  LEFT JOIN received_notifications f ON f.partnership_id = n.partnership_id AND f.notification_id = n.id
    AND (f.answered_at IS NOT NULL OR app.front_door_reads(n.id))
  LEFT JOIN agencies fg ON fg.partnership_id = f.partnership_id AND fg.id = f.agency_id
  LEFT JOIN cases c ON c.partnership_id = n.partnership_id AND c.id = n.case_id
  LEFT JOIN data_keys k ON k.partnership_id = n.partnership_id AND k.id = n.data_key_id
  WHERE n.partnership_id = app.partnership_id()`

function opened(vault: Vault, { keyId, wrapped, named, ...row }: NotificationRow): SafeguardingNotification {
  const { about, next, ...plain } =
    keyId === null || wrapped === null
      ? { ...row, about: null, next: null }
      : openListed(vault, keyed({ ...row, keyId, wrapped }), { about: 'about', next: 'what happens now' })
  const { toldAgencyId, toldAgencyName, toldHereAt, answeredAt, ...notification } = plain
  const toldHere =
    toldAgencyId && toldAgencyName && toldHereAt
      ? { agencyId: toldAgencyId, agencyName: toldAgencyName, at: toldHereAt, answeredAt, next }
      : null
  const children = keyId && wrapped ? namesOf(vault, { id: keyId, wrapped }, named) : []
  return { ...notification, about, children, toldHere }
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
  await hold(tx, 'safeguarding_notifications', id)
  const { rows } = await tx.$client.query<NotificationRow>({
    name: 'held-notification',
    text: `${selectNotifications} AND n.id = $1`,
    values: [id],
  })
  return rows[0] ? opened(vault, rows[0]) : null
}

/** Records that the team was told: when, who, and their reference. */
export async function recordTold(
  tx: Tx,
  id: string,
  told: {
    toldAt: string
    receiver: string
    reference: string | null
    recordedAt: string
    recordedBy: string
  },
): Promise<void> {
  await tx.$client.query({
    name: 'record-told',
    text: `UPDATE safeguarding_notifications SET version = version + 1, told_at = $2, receiver = $3, their_reference = $4,
        recorded_at = $5, recorded_by = $6
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, told.toldAt, told.receiver, told.reference, told.recordedAt, told.recordedBy],
  })
}

/** The reference that a team gave later; null: it gives none. */
export async function recordReference(tx: Tx, id: string, reference: string | null): Promise<void> {
  await tx.$client.query({
    name: 'record-reference',
    text: `UPDATE safeguarding_notifications SET version = version + 1, their_reference = $2, no_reference = $2::text IS NULL
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, reference],
  })
}

/** SAF-1: what my agency recorded without a reference, until there is one or they said that they give none. */
export async function readReferencesToCome(tx: Tx, vault: Vault): Promise<SafeguardingNotification[]> {
  const { rows } = await tx.$client.query<NotificationRow>({
    name: 'references-to-come',
    text: `${selectNotifications} AND n.agency_id = app.agency_id() AND n.recorded_at IS NOT NULL AND n.their_reference IS NULL
      AND NOT n.no_reference ORDER BY n.recorded_at, n.id LIMIT 100`,
  })
  return rows.map((row) => opened(vault, row))
}

/** The answers that were given up for this notification, to whoever wrote them; null where there are none to bring back. Held. */
export async function lockSetAside(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<{ answers: ReferralAnswers; version: number; recordedAt: string | null } | null> {
  await hold(tx, 'safeguarding_notifications', id)
  const { rows } = await tx.$client.query<{
    setAside: Buffer
    keyId: string
    wrapped: Buffer
    version: number
    recordedAt: string | null
  }>({
    name: 'held-set-aside',
    text: `SELECT n.set_aside AS "setAside", n.version, n.recorded_at AS "recordedAt", k.id AS "keyId", k.wrapped
      FROM safeguarding_notifications n JOIN data_keys k ON k.partnership_id = n.partnership_id AND k.id = n.data_key_id
      WHERE n.partnership_id = app.partnership_id() AND n.id = $1 AND n.set_aside IS NOT NULL AND n.set_aside_by = app.account_id()`,
    values: [id],
  })
  const [row] = rows
  if (!row) return null
  const { setAside, keyId, wrapped, ...rest } = row
  return { ...rest, answers: vault.open<ReferralAnswers>({ id: keyId, wrapped }, 'answers', setAside) }
}

/** The draft stands again. Nobody needs to be told any more; what was told stays as it was recorded. */
export async function takeBack(tx: Tx, id: string, accountId: string, now: string): Promise<void> {
  await tx.$client.query({
    name: 'take-back-redirection',
    text: `UPDATE safeguarding_notifications SET version = version + 1, set_aside = NULL,
        recorded_at = coalesce(recorded_at, $2), recorded_by = coalesce(recorded_by, $3),
        receiver = coalesce(receiver, 'Nobody: her age was a slip of the pen'), no_reference = their_reference IS NULL, taken_back_at = $2
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now, accountId],
  })
}
