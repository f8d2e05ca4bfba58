import { type Minutes, type MinutesReceipt, receiptsAtMost } from '@alongside/shared/minutes/contract'
import type { MyWork } from '@alongside/shared/work/contract'
import { heldByAgency } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { minutesReceipts } from '../db/tables/minutes.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'

/** Who has acknowledged, whichever version, the latest first. */
export async function readReceipts(tx: Tx, meetingId: string): Promise<MinutesReceipt[]> {
  const { rows } = await tx.$client.query<MinutesReceipt>({
    name: 'read-minutes-receipts',
    text: `SELECT n.version, r.agency_id AS "agencyId", g.name AS "agencyName", a.name AS by, r.at
      FROM minutes_receipts r
      JOIN minutes n ON n.partnership_id = r.partnership_id AND n.id = r.minutes_id
      JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.agency_id
      JOIN accounts a ON a.id = r.account_id
      WHERE r.partnership_id = app.partnership_id() AND n.meeting_id = $1 ORDER BY n.version DESC, r.at DESC, r.id LIMIT ${receiptsAtMost}`,
    values: [meetingId],
  })
  return rows
}

/**
 * On `g`, `n` and `m`: the agency is asked to acknowledge that version. Who distributes knows; who joined later need not; and an
 * emergency meeting's are asked of who may open them alone.
 */
const isAsked = `g.created_at <= n.distributed_at AND g.id <> p.coordinating_agency_id
  AND (m.kind = 'monthly' OR g.id IN (SELECT g.agency_id FROM app.case_grants(m.case_id) g WHERE ${heldByAgency('app.moment()')}))
  AND NOT EXISTS (SELECT FROM minutes_receipts r WHERE r.partnership_id = n.partnership_id AND r.minutes_id = n.id AND r.agency_id = g.id)`

/** MTG-8: agencies that have not acknowledged a distributed version. */
export async function readUnacknowledged(
  tx: Tx,
  minutesId: string,
): Promise<NonNullable<Minutes['notYetReceived']>> {
  const { rows } = await tx.$client.query<{ agencyId: string; agencyName: string }>({
    name: 'unacknowledged-minutes',
    text: `SELECT g.id AS "agencyId", g.name AS "agencyName" FROM minutes n
      JOIN meetings m ON m.partnership_id = n.partnership_id AND m.id = n.meeting_id
      JOIN partnerships p ON p.id = n.partnership_id
      JOIN agencies g ON g.partnership_id = n.partnership_id
      WHERE n.partnership_id = app.partnership_id() AND n.id = $1 AND ${isAsked} ORDER BY g.name LIMIT 200`,
    values: [minutesId],
  })
  return rows
}

/** The latest version of each meeting's minutes that the actor's agency has not acknowledged, the newest first. */
export async function readToAcknowledge(tx: Tx, limit: number): Promise<MyWork['minutesToAcknowledge']> {
  const { rows } = await tx.$client.query<MyWork['minutesToAcknowledge'][number]>({
    name: 'minutes-to-acknowledge',
    text: `SELECT n.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt", n.version, n.distributed_at AS "distributedAt"
      FROM minutes n
      JOIN meetings m ON m.partnership_id = n.partnership_id AND m.id = n.meeting_id
      JOIN partnerships p ON p.id = n.partnership_id
      JOIN agencies g ON g.partnership_id = n.partnership_id AND g.id = app.agency_id()
      WHERE n.partnership_id = app.partnership_id() AND n.distributed_at IS NOT NULL AND ${isAsked}
        AND NOT EXISTS (SELECT FROM minutes l WHERE l.partnership_id = n.partnership_id AND l.meeting_id = n.meeting_id
          AND l.version > n.version AND l.distributed_at IS NOT NULL)
      ORDER BY n.distributed_at DESC, n.id LIMIT $1`,
    values: [limit],
  })
  return rows
}

/** The actor's agency has that version. It says so once; afterwards the answer is the first receipt. */
export async function acknowledge(
  tx: Tx,
  { agencyId, accountId }: Member,
  { id, meetingId, edition }: { id: string; meetingId: string; edition: number },
  now: string,
): Promise<{ receipt: MinutesReceipt; first: boolean }> {
  const { rowCount } = await tx
    .insert(minutesReceipts)
    .values({ id: newId(), minutesId: id, agencyId, accountId, at: now })
    .onConflictDoNothing()
  const receipts = await readReceipts(tx, meetingId)
  const receipt = receipts.find((one) => one.version === edition && one.agencyId === agencyId)
  if (!receipt) throw new Error('what was acknowledged has its receipt')
  return { receipt, first: rowCount === 1 }
}
