import { escalate } from '../notices/escalate.ts'
import { nextBy, type Slice } from '../notices/slice.ts'

/** ACT-1: reminders before and after the due date, to its owner too; overdue ones escalate. Carried forward it keeps its clock. */
export const actionClocks = (slice: Slice): Promise<void> =>
  escalate(slice, {
    before: 'action_due_soon',
    after: 'action_late',
    reached: `SELECT a.id, a.id AS subject_id, a.reference, a.owner_agency_id AS agency_id, a.owner_account_id AS account_id,
        a.created_at AS from_at, a.due_at, a.stage
      FROM actions a WHERE a.partnership_id = app.partnership_id() AND a.closed_at IS NULL AND a.stage < 4
        AND NOT app.is_held(a.partnership_id, a.case_id)
        AND a.due_at - (a.due_at - a.created_at) / 4 <= $1 AND ${nextBy('a.id')} FOR UPDATE SKIP LOCKED`,
    keep: 'UPDATE actions SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })
