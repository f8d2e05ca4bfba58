import type { Age } from '@alongside/shared/age/schema'
import { ageInWords, groundInWords } from '@alongside/shared/age/words'
import { agendaAtMost } from '@alongside/shared/agenda/values'
import type { CaseHold } from '@alongside/shared/cases/hold-schema'
import type { HoldKind } from '@alongside/shared/cases/holding'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { MyWork } from '@alongside/shared/work/contract'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'
import type { CaseFile } from './case-file.ts'

interface HoldRow extends Omit<CaseHold, 'reason' | 'liftedReason'>, UnderKey {
  reason: Sealed<string>
  liftedReason: Sealed<string> | null
}

const holdsWith = (
  more: string,
) => `SELECT h.id,${more} h.case_id AS "caseId", h.kind, h.reason, h.held_at AS "heldAt", a.name AS "heldBy",
    h.lifted_at AS "liftedAt", h.lifted_reason AS "liftedReason", k.id AS "keyId", k.wrapped
  FROM case_holds h
  JOIN accounts a ON a.id = h.held_by
  JOIN cases c ON c.partnership_id = h.partnership_id AND c.id = h.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  WHERE h.partnership_id = app.partnership_id()`
const selectHolds = holdsWith('')

const opened = (vault: Vault, row: HoldRow): CaseHold =>
  openListed(vault, keyed(row), { reason: 'reason', liftedReason: 'reason' })

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
export async function readStandingHolds(tx: Tx, vault: Vault, limit: number): Promise<MyWork['heldCases']> {
  const { rows } = await tx.$client.query<HoldRow & { caseReference: string }>({
    name: 'standing-holds',
    text: `${holdsWith(' c.reference AS "caseReference",')} AND h.lifted_at IS NULL ORDER BY h.held_at, h.id LIMIT $1`,
    values: [limit],
  })
  return rows.map(({ caseReference, ...row }) => ({ ...opened(vault, row), caseReference }))
}

/** One hold on a file that the reader sees. */
export async function findHold(tx: Tx, vault: Vault, holdId: string): Promise<CaseHold | null> {
  await hold(tx, 'case_holds', holdId)
  const { rows } = await tx.$client.query<HoldRow>({
    name: 'find-hold',
    text: `${selectHolds} AND h.id = $1`,
    values: [holdId],
  })
  return rows[0] ? opened(vault, rows[0]) : null
}

/**
 * Whether a hold stands on any file of that person, whatever the reader sees of them. `and keep it so`: her files are held against
 * being held, or let go, until the transaction ends.
 */
export async function isHeld(tx: Tx, caseId: string, also?: 'and keep it so'): Promise<boolean> {
  if (also) await tx.$client.query('SELECT app.keep_person($1)', [caseId])
  const { rows } = await tx.$client.query<{ held: boolean }>({
    name: 'is-held',
    text: 'SELECT app.is_held(app.partnership_id(), $1) AS held',
    values: [caseId],
  })
  return rows[0]?.held === true
}

/**
 * REF-3: nobody holds her any more: what a hold took off an agenda comes back, onto the same meeting while it still stands, else the
 * next that has a place; `onto`: this file onto that meeting, whose place was asked for. Gives the cases that came back; what finds no
 * place stays work for who coordinates (`readToListAgain`).
 */
export async function listAgain(tx: Tx, caseId: string, onto: string | null = null): Promise<string[]> {
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'list-again',
    text: 'SELECT l.case_id AS "caseId" FROM app.list_again($1, $2, $3, $4) l',
    values: [caseId, comingMeetingStates.stand, agendaAtMost, onto],
  })
  return rows.map((row) => row.caseId)
}

/** REF-11: what was known of her age, and what is known now. Both name her, so they are the sealed reason. */
export async function keepAgeChange(
  tx: Tx,
  vault: Vault,
  { id, key }: Pick<CaseFile, 'id' | 'key'>,
  {
    before,
    age,
    today,
    actor,
    now,
  }: { before: Age | null; age: Age | null; today: string; actor: Member; now: string },
): Promise<void> {
  const inWords = (one: Age | null) =>
    [ageInWords(one, today), one && groundInWords(one)].filter(Boolean).join('; ')
  await tx.$client.query({
    name: 'keep-age-change',
    text: `INSERT INTO history (id, case_id, subject, subject_id, field, new_value, reason, at, account_id, agency_id)
      VALUES ($1, $2, 'case', $2, 'age', 'recorded', $3, $4, $5, $6)`,
    values: [
      newId(),
      id,
      vault.seal(key, 'reason', `Known before: ${inWords(before)}. Known now: ${inWords(age)}.`),
      now,
      actor.accountId,
      actor.agencyId,
    ],
  })
}

/** Whether what is known of her age was recorded on this file since it was opened (`recordAge`). */
export async function ageWasRecorded(tx: Tx, caseId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'age-was-recorded',
    text: `SELECT FROM history WHERE partnership_id = app.partnership_id() AND case_id = $1 AND subject = 'case' AND field = 'age' LIMIT 1`,
    values: [caseId],
  })
  return Boolean(rowCount)
}

/** What a hold took off an agenda, and found no place as it was lifted: for who coordinates, to list it again. */
export async function readToListAgain(tx: Tx, limit: number): Promise<MyWork['toListAgain']> {
  const { rows } = await tx.$client.query<MyWork['toListAgain'][number]>({
    name: 'to-list-again',
    text: `SELECT c.id AS "caseId", c.reference AS "caseReference", r.light, m.starts_at AS "takenOffFrom",
        app.meeting_to_come_to(c.partnership_id, c.id, app.moment(), $2) AS "nextMeetingId"
      FROM cases c
      CROSS JOIN LATERAL app.rested(c.partnership_id, c.id) r
      JOIN meetings m ON m.partnership_id = r.partnership_id AND m.id = r.meeting_id
      WHERE c.partnership_id = app.partnership_id() AND EXISTS (SELECT FROM agenda_items i
        WHERE i.partnership_id = c.partnership_id AND i.case_id = c.id AND i.taken_off = 'held')
      ORDER BY m.starts_at, c.reference LIMIT $1`,
    values: [limit, agendaAtMost],
  })
  return rows
}

/** Before a file is held: the meetings on whose agendas she stands. A room holds meeting, item and file in that order, and so does who takes her off. */
export const keepAgendasOf = (tx: Tx, caseId: string): Promise<unknown> =>
  tx.$client.query({ name: 'keep-agendas-of', text: 'SELECT app.keep_agendas_of($1)', values: [caseId] })

/**
 * Nothing goes on with this file from now; it leaves every agenda on which it was not heard yet (the table’s trigger). Null: it was held
 * for that already, by another agency than one that sees its own record alone may know of (ACC-8).
 */
export async function writeHold(
  tx: Tx,
  vault: Vault,
  { id: caseId, key }: Pick<CaseFile, 'id' | 'key'>,
  { kind, reason, accountId, now }: { kind: HoldKind; reason: string; accountId: string; now: string },
): Promise<string | null> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'write-hold',
    text: `INSERT INTO case_holds (id, case_id, kind, reason, held_at, held_by) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (partnership_id, case_id, kind) WHERE lifted_at IS NULL DO NOTHING RETURNING id`,
    values: [newId(), caseId, kind, vault.seal(key, 'reason', reason), now, accountId],
  })
  return rows[0]?.id ?? null
}
