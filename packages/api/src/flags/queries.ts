import type { Flag, FlagState } from '@alongside/shared/flags/contract'
import { Refusal } from '@alongside/shared/problems'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface FlagRow extends Omit<Flag, 'reference'>, UnderKey {
  reference: Sealed<string> | null
}

/** Its own reference, under whichever of the case's keys; another agency's only for who coordinates. */
const selectFlags = `SELECT f.id, f.version, f.case_id AS "caseId", c.reference AS "caseReference", f.agency_id AS "agencyId",
    y.name AS "agencyName", f.state, f.asked_at AS "askedAt", f.confirmed_on AS "confirmedOn", f.taken_down_on AS "takenDownOn",
    CASE WHEN f.agency_id = app.grants_to() OR app.coordinates() THEN f.reference END AS reference, k.id AS "keyId", k.wrapped
  FROM flags f
  JOIN agencies y ON y.partnership_id = f.partnership_id AND y.id = f.agency_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
  LEFT JOIN cases c ON c.partnership_id = f.partnership_id AND c.id = f.case_id
  WHERE f.partnership_id = app.partnership_id()`

const openFlag = (vault: Vault, row: FlagRow): Flag => openListed(vault, keyed(row), { reference: 'flag' })

/** FLG-1: the actor's agency's, longest waiting first. `after`: where the page before ended. */
export async function readOwnFlags(
  tx: Tx,
  vault: Vault,
  { states, after, limit }: { states: readonly FlagState[]; after: Position | null; limit: number },
): Promise<Flag[]> {
  const { rows } = await tx.$client.query<FlagRow>({
    name: `own-flags ${after ? 'after' : ''}`,
    text: `${selectFlags} AND f.agency_id = app.grants_to() AND f.state = ANY ($1)
      ${after ? 'AND (f.asked_at, f.id) > ($3, $4)' : ''} ORDER BY f.asked_at, f.id LIMIT $2`,
    values: [states, limit, ...(after ?? [])],
  })
  return rows.map((row) => openFlag(vault, row))
}

/** Every agency's flag of a case that the reader may see. */
export async function readFlagsOfCase(tx: Tx, vault: Vault, caseId: string): Promise<Flag[]> {
  const { rows } = await tx.$client.query<FlagRow>({
    name: 'flags-of-case',
    text: `${selectFlags} AND f.case_id = $1 ORDER BY y.name LIMIT 200`,
    values: [caseId],
  })
  return rows.map((row) => openFlag(vault, row))
}

/** The actor's agency's flag, held. Null where it was never asked. */
export async function lockOwnFlag(
  tx: Tx,
  caseId: string,
): Promise<{ id: string; version: number; state: FlagState; key: WrappedKey } | null> {
  await hold(tx, 'flags', caseId, 'case_id')
  const { rows } = await tx.$client.query<{ id: string; version: number; state: FlagState } & UnderKey>({
    name: 'held-own-flag',
    text: `SELECT f.id, f.version, f.state, k.id AS "keyId", k.wrapped FROM flags f
      JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
      WHERE f.partnership_id = app.partnership_id() AND f.case_id = $1 AND f.agency_id = app.grants_to()`,
    values: [caseId],
  })
  const [row] = rows
  return row ? keyed(row) : null
}

type Reported =
  | { state: 'confirmed'; on: string; reference: Buffer }
  | { state: 'taken_down'; on: string; reference: null }

export async function saveFlag(tx: Tx, id: string, { state, on, reference }: Reported): Promise<void> {
  await tx.$client.query({
    name: `save-flag ${state}`,
    text:
      state === 'confirmed'
        ? `UPDATE flags SET state = $2, confirmed_on = $3, reference = $4, version = version + 1
            WHERE partnership_id = app.partnership_id() AND id = $1`
        : `UPDATE flags SET state = $2, taken_down_on = $3, version = version + 1
            WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: state === 'confirmed' ? [id, state, on, reference] : [id, state, on],
  })
}

/** @throws Refusal not_found */
export async function readFlag(tx: Tx, vault: Vault, id: string): Promise<Flag> {
  const { rows } = await tx.$client.query<FlagRow>({
    name: 'read-flag',
    text: `${selectFlags} AND f.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return openFlag(vault, row)
}
