import { recordByClock } from '../audit/by-clock.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import type { Services } from '../services.ts'

/** ACC-8: what one person on call opened past her no, and two did not decide on in time. Its grant has ended by itself; here it is put on record. */
export async function limitClocks(tx: Tx, _services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE limit_overrides o SET ended_at = o.until_at WHERE o.partnership_id = app.partnership_id()
        AND o.ended_at IS NULL AND o.until_at <= $1 RETURNING o.id, o.case_id`,
    [now],
  )
  for (const { id, case_id } of rows) {
    const turn = { subject: 'limit_override', subjectId: id, from: 'open_for_hours', to: 'closed' } as const
    await recordByClock(tx, { action: 'limit_override.closed', caseId: case_id, ...turn }, now)
    await emit(tx, { type: 'limit_override.settled', data: { overrideId: id, caseId: case_id } }, now)
  }
}
