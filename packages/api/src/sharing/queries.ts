import { Refusal } from '@alongside/shared/problems'
import type { SharingChange, SharingOpen, SharingWork } from '@alongside/shared/sharing/contract'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { heldByAgency } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import type { Sealed } from '../sealed-rows.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface ChangeRow extends Omit<SharingChange, 'sides' | 'work'> {
  keyId: string | null
  wrapped: Buffer | null
}
interface WorkRow extends Omit<SharingWork, 'because'> {
  because: Sealed<string> | null
}

/** A change of sharing as far as the actor is told of it: whole where she reads the case, else of her own agency. @throws Refusal not_found */
export async function readChange(tx: Tx, vault: Vault, id: string): Promise<SharingChange> {
  const [changes, sides, work] = await Promise.all([
    tx.$client.query<ChangeRow>({
      name: 'sharing-change',
      text: `SELECT s.id, s.at, s.reference AS "caseReference", g.name AS "holderAgencyName", c.id AS "caseId", k.id AS "keyId", k.wrapped
        FROM sharing_changes s
        JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.holder_agency_id
        LEFT JOIN cases c ON c.partnership_id = s.partnership_id AND c.id = s.case_id AND app.sees_case(s.case_id)
        LEFT JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
        WHERE s.partnership_id = app.partnership_id() AND s.id = $1`,
      values: [id],
    }),
    tx.$client.query<SharingChange['sides'][number]>({
      name: 'sharing-sides',
      text: `SELECT s.side, s.agency_id AS "agencyId", g.name AS "agencyName", a.name AS "accountName", s.cause, s.keeps_own AS "keepsOwn"
        FROM sharing_sides s
        JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
        LEFT JOIN accounts a ON a.id = s.account_id
        WHERE s.partnership_id = app.partnership_id() AND s.change_id = $1
        ORDER BY array_position(ARRAY['lost', 'gained', 'promised'], s.side), g.name, a.name LIMIT 200`,
      values: [id],
    }),
    tx.$client.query<WorkRow>({
      name: 'sharing-work',
      text: `SELECT w.id, w.agency_id AS "agencyId", g.name AS "agencyName", w.kind, w.subject_id AS "subjectId", w.reference,
          m.starts_at AS "meetingStartsAt", w.stopped_at AS "stoppedAt", w.answer, w.answered_at AS "answeredAt",
          t.name AS "toAgencyName", w.because
        FROM sharing_work w
        JOIN agencies g ON g.partnership_id = w.partnership_id AND g.id = w.agency_id
        LEFT JOIN agencies t ON t.partnership_id = w.partnership_id AND t.id = w.to_agency_id
        LEFT JOIN meetings m ON m.partnership_id = w.partnership_id AND m.id = w.meeting_id
        WHERE w.partnership_id = app.partnership_id() AND w.change_id = $1
        ORDER BY w.answered_at IS NOT NULL, g.name, w.kind, w.id LIMIT 200`,
      values: [id],
    }),
  ])
  const [change] = changes.rows
  if (!change) throw new Refusal('not_found')
  const { keyId, wrapped, ...told } = change
  const key: WrappedKey | null = keyId && wrapped ? { id: keyId, wrapped } : null
  return {
    ...told,
    sides: sides.rows,
    work: work.rows.map(({ because, ...row }) => ({
      ...row,
      because: key && because ? openAmong(vault, key, 'because', because, cannotBeRead, row.id) : null,
    })),
  }
}

const openWork = (
  whose: string,
) => `SELECT s.id, s.at, s.reference AS "caseReference", g.name AS "holderAgencyName",
    array_agg(DISTINCT y.name) AS "agencyNames", count(*) AS running
  FROM sharing_work w
  JOIN sharing_changes s ON s.partnership_id = w.partnership_id AND s.id = w.change_id
  JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.holder_agency_id
  JOIN agencies y ON y.partnership_id = w.partnership_id AND y.id = w.agency_id
  WHERE w.partnership_id = app.partnership_id() AND w.answered_at IS NULL AND ${whose}
  GROUP BY s.partnership_id, s.id, g.name ORDER BY s.at, s.id LIMIT $1`

/** What the actor's agency is to stop: it may read the case no more, and something of its own still runs there. */
export async function readToStop(tx: Tx, limit: number): Promise<SharingOpen[]> {
  const { rows } = await tx.$client.query<SharingOpen>({
    name: 'sharing-to-stop',
    text: openWork(
      'w.stopped_at IS NULL AND w.agency_id = app.grants_to() AND (w.account_id IS NULL OR w.account_id = app.account_id())',
    ),
    values: [limit],
  })
  return rows
}

/** What still runs with an agency that may read no more, for who coordinates. */
export async function readToSettle(tx: Tx, limit: number): Promise<SharingOpen[]> {
  const { rows } = await tx.$client.query<SharingOpen>({
    name: 'sharing-to-settle',
    text: openWork('app.sees_case(w.case_id)'),
    values: [limit],
  })
  return rows
}

export interface LockedWork {
  changeId: string
  caseId: string
  agencyId: string
  kind: SharingWork['kind']
  subjectId: string
  answer: SharingWork['answer']
}

/** Held until the transaction ends. @throws Refusal not_found */
export async function lockWork(tx: Tx, id: string): Promise<LockedWork> {
  const { rows } = await tx.$client.query<LockedWork>({
    name: 'lock-sharing-work',
    text: `SELECT change_id AS "changeId", case_id AS "caseId", agency_id AS "agencyId", kind, subject_id AS "subjectId", answer
      FROM sharing_work WHERE partnership_id = app.partnership_id() AND id = $1 FOR UPDATE`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return row
}

export async function answerWork(
  tx: Tx,
  id: string,
  given: { answer: string; accountId: string; now: string; toAgencyId: string | null; because: Buffer },
): Promise<void> {
  await tx.$client.query({
    name: 'answer-sharing-work',
    text: `UPDATE sharing_work SET answer = $2, answered_at = $3, answered_by = $4, to_agency_id = $5, because = $6
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, given.answer, given.now, given.accountId, given.toAgencyId, given.because],
  })
}

/** The agency has stopped. Of an action the coordinator says what becomes of it; of the rest nothing is left to say. */
export async function confirmStopped(
  tx: Tx,
  changeId: string,
  { accountId, now }: { accountId: string; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'confirm-sharing-stopped',
    text: `UPDATE sharing_work SET stopped_at = $3, stopped_by = $2,
        answer = CASE WHEN kind = 'action' THEN answer ELSE coalesce(answer, 'stopped') END,
        answered_at = CASE WHEN kind = 'action' THEN answered_at ELSE coalesce(answered_at, $3) END,
        answered_by = CASE WHEN kind = 'action' THEN answered_by ELSE coalesce(answered_by, $2) END
      WHERE partnership_id = app.partnership_id() AND change_id = $1 AND agency_id = app.grants_to() AND stopped_at IS NULL`,
    values: [changeId, accountId, now],
  })
}

/** Whether an agency as such may read the case, to who reads it. */
export async function readsCase(tx: Tx, caseId: string, agencyId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ reads: boolean }>({
    name: 'agency-reads-case',
    text: `SELECT EXISTS (SELECT FROM app.case_grants($1) g WHERE g.agency_id = $2 AND ${heldByAgency('app.moment()')}) AS reads`,
    values: [caseId, agencyId],
  })
  return rows[0]?.reads === true
}
