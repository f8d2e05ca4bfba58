import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'

/** ACC-8: what one person on call opened past her no, and two did not decide on in time. Its grant has ended by itself; here it is put on record. */
export async function limitClocks(tx: Tx, _services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE limit_overrides o SET ended_at = o.until_at WHERE o.partnership_id = app.partnership_id()
        AND o.ended_at IS NULL AND o.until_at <= $1 RETURNING o.id, o.case_id`,
    [now],
  )
  for (const { id, case_id } of rows) {
    await tx.$client.query(
      `WITH audit AS (INSERT INTO audit_events (id, partnership_id, at, action, subject_id, case_id) VALUES ($1, app.partnership_id(), $2, 'limit_override.closed', $3, $4))
        INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, at) VALUES ($1, $4, 'limit_override', $3, 'state', 'open_for_hours', 'closed', $2)`,
      [newId(), now, id, case_id],
    )
    await emit(tx, { type: 'limit_override.settled', data: { overrideId: id, caseId: case_id } }, now)
  }
}
