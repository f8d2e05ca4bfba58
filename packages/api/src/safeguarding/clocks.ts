import type { Tx } from '../db/pool.ts'
import { escalate } from '../notices/escalate.ts'
import type { Services } from '../services.ts'

/** SAF-1, SAF-2: until its date, receiver and reference are recorded. */
export const safeguardingClocks = (tx: Tx, services: Services, now: string): Promise<void> =>
  escalate(tx, services, now, {
    before: 'safeguarding_to_record',
    after: 'safeguarding_to_record',
    reached: `SELECT n.id, n.id AS subject_id, NULL AS reference, n.agency_id, n.opened_at AS from_at, n.due_at, n.stage
      FROM safeguarding_notifications n WHERE n.partnership_id = app.partnership_id() AND n.recorded_at IS NULL AND n.stage < 4
        AND n.due_at - (n.due_at - n.opened_at) / 4 <= $1 FOR UPDATE SKIP LOCKED`,
    keep: 'UPDATE safeguarding_notifications SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })
