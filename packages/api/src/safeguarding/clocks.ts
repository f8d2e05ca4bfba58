import type { Tx } from '../db/pool.ts'
import { escalate } from '../notices/escalate.ts'
import type { Services } from '../services.ts'

/** SAF-1, SAF-2: until its date, receiver and reference are recorded. */
export async function safeguardingClocks(tx: Tx, services: Services, now: string): Promise<void> {
  await forgetSetAside(tx, now)
  await escalate(tx, services, now, {
    before: 'safeguarding_to_record',
    after: 'safeguarding_to_record',
    reached: `SELECT n.id, n.id AS subject_id, NULL AS reference, n.agency_id, n.opened_at AS from_at, n.due_at, n.stage
      FROM safeguarding_notifications n WHERE n.partnership_id = app.partnership_id() AND n.recorded_at IS NULL AND n.stage < 4
        AND n.due_at - (n.due_at - n.opened_at) / 4 <= $1 FOR UPDATE SKIP LOCKED`,
    keep: 'UPDATE safeguarding_notifications SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })
}

/** REF-3: a draft that was given up for a child is destroyed once nobody has brought it back for a week. */
async function forgetSetAside(tx: Tx, now: string): Promise<void> {
  await tx.$client.query(
    `UPDATE safeguarding_notifications SET set_aside = NULL
      WHERE partnership_id = app.partnership_id() AND set_aside IS NOT NULL AND opened_at < $1::timestamptz - interval '7 days'`,
    [now],
  )
}
