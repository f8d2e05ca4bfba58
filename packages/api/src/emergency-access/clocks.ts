import { answerByNameBy, answerByNameWithin } from '@alongside/shared/emergency-access/rules'
import { clockStage } from '@alongside/shared/stages'
import type { Tx } from '../db/pool.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { type Notice, tell } from '../notices/tell.ts'
import { type Person, type Place, placesIn, placesOf } from '../notices/whom.ts'
import { whoAnswers } from '../oncall/queries.ts'

/** ACC-7: once it has ended, whoever held it is asked what was done. */
async function askWhatWasDone({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; account_id: string; agency_id: string }>(
    `UPDATE emergency_accesses t SET asked_at = $1 WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
        SELECT e.id FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id() AND e.until_at <= $1
          AND e.asked_at IS NULL AND e.told_at IS NULL AND e.reviewed_at IS NULL AND ${nextBy('e.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.account_id, t.agency_id`,
    [now, after, most],
  )
  take(idsOf(rows))
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
async function escalateReviews({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Unreviewed>(
    `SELECT e.id, e.account_id, e.for_chair, e.case_id, c.reference, c.agency_id, e.opened_at, e.review_due_at, e.stage,
        ARRAY(SELECT DISTINCT r.author_account_id FROM referrals r WHERE r.partnership_id = c.partnership_id AND r.case_id = c.id
          AND NOT r.imported) AS authors
      FROM emergency_accesses e
      JOIN cases c ON c.partnership_id = e.partnership_id AND c.id = e.case_id
      WHERE e.partnership_id = app.partnership_id() AND e.opened_at IS NOT NULL AND e.reviewed_at IS NULL AND e.stage < 3
        AND e.review_due_at - (e.review_due_at - e.opened_at) / 4 <= $1
        AND ${nextBy('e.id')} FOR UPDATE OF e SKIP LOCKED`,
    [now, after, most],
  )
  take(idsOf(rows))
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

interface Unanswered {
  id: string
  account_id: string
  agency_id: string
  coordinating_agency_id: string | null
  at: string
  stage: number
}

/**
 * ACC-6, ACC-7: what was asked by name and nobody answers. A quarter before the hour is over, and as it is, whoever may answer is
 * told again, and who is on call of the coordinating agency, so as to ring them; as it is over, who asked, so as to ring whoever is
 * on call. A while later the leads of both agencies are to find somebody. Nobody of them learns for whom (ACC-6).
 */
async function escalateByName({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Unanswered>(
    `SELECT r.id, r.account_id, r.agency_id, p.coordinating_agency_id, r.at, r.stage
      FROM emergency_requests r JOIN partnerships p ON p.id = r.partnership_id
      WHERE r.partnership_id = app.partnership_id() AND r.answered_at IS NULL AND r.stage < 3
        AND r.at + make_interval(mins => $4) * 0.75 <= $1
        AND ${nextBy('r.id')} FOR UPDATE OF r SKIP LOCKED`,
    [now, after, most, answerByNameWithin],
  )
  take(idsOf(rows))
  for (const request of rows) {
    const { id, at } = request
    const reached = Math.min(clockStage(at, answerByNameBy(at), now), 3)
    for (let stage = request.stage + 1; stage <= reached; stage++)
      for (const [kind, places] of await toldAt(tx, stage, request, now))
        await tell(tx, services, places, { kind, subjectId: id, occasion: `stage ${stage}` }, now)
    if (reached > request.stage)
      await tx.$client.query(
        'UPDATE emergency_requests SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
        [id, reached],
      )
  }
}

async function toldAt(
  tx: Tx,
  stage: number,
  { account_id: accountId, agency_id: agencyId, coordinating_agency_id: convenes }: Unanswered,
  now: string,
): Promise<[Notice['kind'], Place[]][]> {
  const but = (places: readonly Place[], others: readonly Place[] = []) =>
    places.filter((one) => one.accountId !== accountId && others.every(({ id }) => id !== one.id))
  const answering = but([
    ...(await placesOf(tx, 'chairs', null, now)),
    ...(await placesOf(tx, 'coordinators', null, now)),
  ])
  if (stage === 3) {
    const leads = await Promise.all(
      [...new Set([convenes, agencyId])].map((agency) =>
        agency ? placesOf(tx, 'leads', agency, now) : Promise.resolve([]),
      ),
    )
    return [
      ['emergency_by_name_waits', answering],
      ['emergency_by_name_to_ring', but(leads.flat(), answering)],
    ]
  }
  const onCall = (await whoAnswers(tx, now)).flatMap((entry): Person[] =>
    entry.agencyId === convenes && entry.accountId
      ? [{ accountId: entry.accountId, agencyId: convenes }]
      : [],
  )
  return [
    ['emergency_by_name_waits', answering],
    ['emergency_by_name_to_ring', but(await placesIn(tx, onCall, now), answering)],
    ['emergency_by_name_late', stage === 2 ? await placesIn(tx, [{ accountId, agencyId }], now) : []],
  ]
}

export const emergencyAccessClocks: readonly Clock[] = [askWhatWasDone, escalateReviews, escalateByName]
