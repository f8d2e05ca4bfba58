import type {
  AnsweredLeftWork,
  LeftWork,
  LeftWorkList,
  LeftWorkWaiting,
} from '@alongside/shared/leaving/contract'
import type { LeftWorkKind } from '@alongside/shared/leaving/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import type { Sealed } from '../sealed-rows.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** Not all of it is of a case. */
export const leftWorkKey = (vault: Vault): WrappedKey => vault.ownKey('left work')

const waiting = `SELECT w.subject_id AS id, w.kind, w.case_id AS "caseId", w.reference, w.due_on AS "dueOn",
    w.account_id AS "leaverId", a.name AS "leaverName", w.ended_at AS "leftAt", w.ended_for AS "leftFor",
    w.stands_aside AS "standsAside"
  FROM app.left_to_me() w JOIN accounts a ON a.id = w.account_id`

interface AnsweredRow extends Omit<AnsweredLeftWork, 'because'> {
  because: Sealed<string> | null
}

/** What waits for an owner in the actor's agency, what hurries most first; and what became of the rest, the latest first. */
export async function readLeftWork(tx: Tx, vault: Vault): Promise<LeftWorkList> {
  const [items, answered] = await Promise.all([
    tx.$client.query<LeftWork>({
      name: 'left-work',
      text: `${waiting} ORDER BY w.ended_at, a.name, w.due_on NULLS LAST, w.kind, w.subject_id LIMIT 500`,
    }),
    tx.$client.query<AnsweredRow>({
      name: 'answered-left-work',
      text: `SELECT w.id, w.kind, w.reference, a.name AS "leaverName", t.name AS "toName", w.because, w.answered_at AS "answeredAt",
          b.name AS "answeredByName"
        FROM left_work w
        JOIN accounts a ON a.id = w.account_id
        JOIN accounts b ON b.id = w.answered_by
        LEFT JOIN memberships m ON m.partnership_id = w.partnership_id AND m.id = w.to_membership_id
        LEFT JOIN accounts t ON t.id = m.account_id
        WHERE w.partnership_id = app.partnership_id() AND w.agency_id = app.grants_to()
        ORDER BY w.answered_at DESC, w.id DESC LIMIT 100`,
    }),
  ])
  const key = leftWorkKey(vault)
  return {
    items: items.rows,
    answered: answered.rows.map(({ because, ...row }) => ({
      ...row,
      because: because && openAmong(vault, key, 'because', because, cannotBeRead, row.id),
    })),
  }
}

/** One thing that waits, held until the transaction ends. @throws Refusal not_found · left_work.answered */
export async function lockLeftWork(tx: Tx, id: string): Promise<Pick<LeftWork, 'id' | 'kind' | 'caseId'>> {
  await tx.$client.query(`SELECT pg_advisory_xact_lock(hashtextextended('left work ' || $1::text, 0))`, [id])
  const { rows } = await tx.$client.query<LeftWork>({
    name: 'one-left-work',
    text: `${waiting} WHERE w.subject_id = $1`,
    values: [id],
  })
  const [work] = rows
  if (work) return work
  const { rowCount } = await tx.$client.query(
    'SELECT FROM left_work WHERE partnership_id = app.partnership_id() AND subject_id = $1',
    [id],
  )
  throw new Refusal(rowCount ? 'left_work.answered' : 'not_found')
}

/** For my work: what waits for an owner in the actor's agency, as one line. */
export async function readLeftToMe(tx: Tx): Promise<LeftWorkWaiting[]> {
  const { rows } = await tx.$client.query<LeftWorkWaiting>({
    name: 'left-to-me',
    text: `SELECT g.id AS "agencyId", g.name AS "agencyName", count(*) AS things, min(w.ended_at) AS since
      FROM app.left_to_me() w JOIN agencies g ON g.partnership_id = app.partnership_id() AND g.id = app.grants_to()
      GROUP BY g.id, g.name`,
  })
  return rows
}

/** The agencies with such work that nobody leads who could find it an owner; to who coordinates. */
export async function readLeftToNobody(tx: Tx): Promise<LeftWorkWaiting[]> {
  const { rows } = await tx.$client.query<LeftWorkWaiting>({
    name: 'left-to-nobody',
    text: 'SELECT n.agency_id AS "agencyId", n.agency_name AS "agencyName", n.things, n.since FROM app.left_to_nobody() n LIMIT 200',
  })
  return rows
}

/** What would have no owner if that place ended now. `kind`: null to who is not of the agency. */
export async function readWorkOf(
  tx: Tx,
  placeId: string,
): Promise<{ kind: LeftWorkKind | null; things: number }[]> {
  const { rows } = await tx.$client.query<{ kind: LeftWorkKind | null; things: number }>({
    name: 'work-of-place',
    text: 'SELECT w.kind, w.things FROM app.work_of_place($1) w',
    values: [placeId],
  })
  return rows
}
