import { escalate } from '../notices/escalate.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'

/** SAF-1, SAF-2: until its date, receiver and reference are recorded. */
const recordClocks = (slice: Slice): Promise<void> =>
  escalate(slice, {
    before: 'safeguarding_to_record',
    after: 'safeguarding_to_record',
    reached: `SELECT n.id, n.id AS subject_id, NULL AS reference, n.agency_id, n.opened_at AS from_at, n.due_at, n.stage
      FROM safeguarding_notifications n WHERE n.partnership_id = app.partnership_id() AND n.recorded_at IS NULL AND n.stage < 4
        AND n.due_at - (n.due_at - n.opened_at) / 4 <= $1 AND ${nextBy('n.id')} FOR UPDATE SKIP LOCKED`,
    keep: 'UPDATE safeguarding_notifications SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
  })

/**
 * SAF-1, HRM-1: a front door that was told in the product, where nobody of it can read that (the case is closed to them, they left), was not
 * told: who coordinates, and who told, hear at once that it is to be rung; not why.
 */
async function tellUnread({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; agencyId: string }>(
    `SELECT n.id, n.agency_id AS "agencyId" FROM received_notifications r
      JOIN safeguarding_notifications n ON n.partnership_id = r.partnership_id AND n.id = r.notification_id
      WHERE r.partnership_id = app.partnership_id() AND r.answered_at IS NULL AND n.recorded_at IS NULL AND n.taken_back_at IS NULL
        AND NOT app.front_door_reads(n.id) AND ${nextBy('n.id', '$1', '$2')}`,
    [after, most],
  )
  take(idsOf(rows))
  for (const { id: subjectId, agencyId } of rows) {
    const places = [
      ...(await placesOf(tx, 'coordinators', null, now)),
      ...(await placesOf(tx, 'chairs', null, now)),
      ...(await placesOf(tx, 'safeguardingLeads', agencyId, now)),
    ]
    await tell(tx, services, places, { kind: 'safeguarding_to_ring', subjectId, occasion: 'unread' }, now)
  }
}

/** REF-3: a draft that was given up for a child is destroyed once nobody has brought it back for a week. */
async function forgetSetAside({ tx, now }: Slice): Promise<void> {
  await tx.$client.query(
    `UPDATE safeguarding_notifications SET set_aside = NULL
      WHERE partnership_id = app.partnership_id() AND set_aside IS NOT NULL AND opened_at < $1::timestamptz - interval '7 days'`,
    [now],
  )
}

export const safeguardingClocks: readonly Clock[] = [forgetSetAside, tellUnread, recordClocks]
