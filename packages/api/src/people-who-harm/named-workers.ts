import type { NamedWorker } from '@alongside/shared/people-who-harm/schema'
import { Refusal } from '@alongside/shared/problems'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

const namedColumns = `w.id, w.account_id AS "accountId", a.name, y.name AS "agencyName", w.named_at AS "namedAt",
    coalesce(b.name, 'Alongside') AS "namedBy"`
const beside = `JOIN accounts a ON a.id = w.account_id
  JOIN agencies y ON y.partnership_id = w.partnership_id AND y.id = w.agency_id
  LEFT JOIN accounts b ON b.id = w.named_by`

/** Of all her files; of the reader's own agency, and to who coordinates of all. */
export async function readNamedWorkers(tx: Tx, caseId: string): Promise<NamedWorker[]> {
  const { rows } = await tx.$client.query<NamedWorker>({
    name: 'named-workers',
    text: `SELECT ${namedColumns} FROM named_workers w ${beside}
      WHERE w.partnership_id = app.partnership_id() AND w.ended_at IS NULL
        AND (w.case_id = $1 OR w.case_id = ANY (${filesOfPerson('$1')})) ORDER BY w.named_at DESC, w.id DESC LIMIT 200`,
    values: [caseId],
  })
  return rows
}

/** @throws Refusal worker.named */
export async function writeNaming(
  tx: Tx,
  { caseId, accountId, by, now }: { caseId: string; accountId: string; by: string; now: string },
): Promise<NamedWorker> {
  const { rows } = await tx.$client.query<NamedWorker>({
    name: 'name-worker',
    text: `WITH named AS (INSERT INTO named_workers (id, case_id, account_id, named_at, named_by) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING RETURNING *)
      SELECT ${namedColumns} FROM named w ${beside}`,
    values: [newId(), caseId, accountId, now, by],
  })
  if (!rows[0]) throw new Refusal('worker.named')
  return rows[0]
}

/** The case on which somebody was named; of another agency's there is none. @throws Refusal not_found · worker.not_named */
export async function endNamedWorker(tx: Tx, id: string, by: string, now: string): Promise<string> {
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'end-naming',
    text: `UPDATE named_workers SET ended_at = $2, ended_by = $3
      WHERE partnership_id = app.partnership_id() AND id = $1 AND ended_at IS NULL AND agency_id = app.grants_to() RETURNING case_id AS "caseId"`,
    values: [id, now, by],
  })
  if (rows[0]) return rows[0].caseId
  const { rowCount } = await tx.$client.query({
    name: 'naming-ended',
    text: 'SELECT FROM named_workers WHERE partnership_id = app.partnership_id() AND id = $1 AND agency_id = app.grants_to()',
    values: [id],
  })
  throw new Refusal(rowCount ? 'worker.not_named' : 'not_found')
}
