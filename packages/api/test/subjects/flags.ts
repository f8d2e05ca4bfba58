import { newId } from '../../src/ids.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'

/** As the clock asks for it. */
export async function arrangeFlags({ rows, agencies, clock }: Eastmarsh, { caseId }: Ground): Promise<void> {
  await rows(
    `INSERT INTO flags (partnership_id, id, case_id, data_key_id, agency_id, asked_at, remind_at)
      SELECT c.partnership_id, $2, c.id, c.data_key_id, $3, $4, $4 FROM cases c WHERE c.id = $1`,
    [caseId, newId(), agencies.lantern, clock.now()],
  )
}
