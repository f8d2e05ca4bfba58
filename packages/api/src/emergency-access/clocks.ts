import { clockStage } from '@alongside/shared/stages'
import type { Tx } from '../db/pool.ts'
import { type Notice, tell } from '../notices/tell.ts'
import { type Place, placesIn, placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

export async function emergencyAccessClocks(tx: Tx, services: Services, now: string): Promise<void> {
  await askWhatWasDone(tx, services, now)
  await escalateReviews(tx, services, now)
}

/** ACC-7: once it has ended, whoever held it is asked what was done. */
async function askWhatWasDone(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; account_id: string; agency_id: string }>(
    `UPDATE emergency_accesses e SET asked_at = $1 WHERE e.partnership_id = app.partnership_id() AND e.until_at <= $1
        AND e.asked_at IS NULL AND e.told_at IS NULL AND e.reviewed_at IS NULL RETURNING e.id, e.account_id, e.agency_id`,
    [now],
  )
  for (const { id, account_id: accountId, agency_id: agencyId } of rows)
    await tell(
      tx,
      services,
      await placesIn(tx, [{ accountId, agencyId }], now),
      { kind: 'emergency_access_to_tell', subjectId: id, occasion: 'over' },
      now,
    )
}

interface Unreviewed {
  id: string
  case_id: string
  reference: string
  account_id: string
  for_chair: boolean
  agency_id: string
  authors: string[]
  opened_at: string
  review_due_at: string
  stage: number
}

/** ACC-7: whoever looks at it is warned; after a working day the chair and the coordinator are told, and a while later who referred her. */
async function escalateReviews(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<Unreviewed>(
    `SELECT e.id, e.account_id, e.for_chair, e.case_id, c.reference, c.agency_id, e.opened_at, e.review_due_at, e.stage,
        ARRAY(SELECT DISTINCT r.author_account_id FROM referrals r WHERE r.partnership_id = c.partnership_id AND r.case_id = c.id
          AND NOT r.imported) AS authors
      FROM emergency_accesses e
      JOIN cases c ON c.partnership_id = e.partnership_id AND c.id = e.case_id
      WHERE e.partnership_id = app.partnership_id() AND e.opened_at IS NOT NULL AND e.reviewed_at IS NULL AND e.stage < 3
        AND e.review_due_at - (e.review_due_at - e.opened_at) / 4 <= $1 FOR UPDATE OF e SKIP LOCKED`,
    [now],
  )
  for (const access of rows) {
    const reached = Math.min(clockStage(access.opened_at, access.review_due_at, now), 3)
    for (let stage = access.stage + 1; stage <= reached; stage++) {
      const told = (await placesAt(tx, stage, access, now)).filter(
        ({ accountId }) => accountId !== access.account_id,
      )
      await tell(tx, services, told, noticeAt(stage, access), now)
    }
    if (reached > access.stage)
      await tx.$client.query(
        'UPDATE emergency_accesses SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
        [access.id, reached],
      )
  }
}

function noticeAt(stage: number, { id, case_id, reference }: Unreviewed): Notice {
  const occasion = `${id} stage ${stage}`
  if (stage === 3) return { kind: 'emergency_access_not_reviewed', subjectId: case_id, reference, occasion }
  return {
    kind: stage === 1 ? 'emergency_access_to_review' : 'emergency_access_unreviewed',
    subjectId: id,
    occasion,
  }
}

async function placesAt(
  tx: Tx,
  stage: number,
  { for_chair, agency_id, authors }: Unreviewed,
  now: string,
): Promise<Place[]> {
  if (stage === 1) return placesOf(tx, for_chair ? 'chairs' : 'coordinators', null, now)
  if (stage === 3)
    return [
      ...(await placesOf(tx, 'leads', agency_id, now)),
      ...(await placesIn(
        tx,
        authors.map((accountId) => ({ accountId, agencyId: agency_id })),
        now,
      )),
    ]
  return [...(await placesOf(tx, 'chairs', null, now)), ...(await placesOf(tx, 'coordinators', null, now))]
}
