import { endsSoonDays } from '@alongside/shared/consent/rules'
import { heldByAgency } from '../access/visibility.ts'
import { recordByClock } from '../audit/by-clock.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { tell } from '../notices/tell.ts'
import { placesIn, placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

export async function consentClocks(tx: Tx, services: Services, now: string): Promise<void> {
  await withoutConsentReviews(tx, services, now)
  await tellEndsSoon(tx, services, now)
  await lapseConsents(tx, now)
}

/** CON-2: the review date of sharing without consent has come. */
async function withoutConsentReviews(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string; reference: string }>(
    `UPDATE without_consents w SET stage = 1 FROM cases c, partnerships p
      WHERE w.partnership_id = app.partnership_id() AND p.id = w.partnership_id AND c.partnership_id = w.partnership_id AND c.id = w.case_id
        AND NOT app.is_held(w.partnership_id, w.case_id)
        AND w.stage = 0 AND w.review_on <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
      RETURNING w.id, w.case_id, c.reference`,
    [now],
  )
  for (const { id, case_id, reference } of rows)
    await tell(
      tx,
      services,
      await placesOf(tx, 'coordinators', null, now),
      {
        kind: 'without_consent_to_review',
        subjectId: case_id,
        reference,
        occasion: id,
      },
      now,
    )
}

/**
 * CON-3: who took a consent hears of its end while there is time to ask again; where she has left, whoever hears for the
 * agency that took it. Not where that agency reads the case no more.
 */
async function tellEndsSoon(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{
    id: string
    case_id: string
    reference: string
    agency_id: string
    taken_by: string
  }>(
    `UPDATE consents c SET end_told_at = $1 FROM partnerships p, cases f
      WHERE c.partnership_id = app.partnership_id() AND p.id = c.partnership_id AND f.partnership_id = c.partnership_id AND f.id = c.case_id
        AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL AND c.end_told_at IS NULL AND NOT app.is_held(c.partnership_id, c.case_id)
        AND c.until_on - $2::integer <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
        AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.case_id
          AND g.agency_id = c.agency_id AND ${heldByAgency('$1')})
      RETURNING c.id, c.case_id, f.reference, c.agency_id, app.keeper_of(c) AS taken_by`,
    [now, endsSoonDays],
  )
  for (const { id, case_id, reference, agency_id, taken_by } of rows) {
    const taker = await placesIn(tx, [{ accountId: taken_by, agencyId: agency_id }], now)
    const takers = taker.length ? taker : await placesOf(tx, 'leads', agency_id, now)
    const notice = { kind: 'consent_ends_soon', subjectId: case_id, reference, occasion: id } as const
    await tell(tx, services, takers, notice, now)
  }
}

/** ACC-3: the day until which she consented has ended. Its grants have ended by themselves; here it is put on record and told. */
async function lapseConsents(tx: Tx, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE consents c SET lapsed_at = $1 FROM partnerships p
      WHERE c.partnership_id = app.partnership_id() AND p.id = c.partnership_id AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
        AND c.until_on < ($1::timestamptz AT TIME ZONE p.time_zone)::date
      RETURNING c.id, c.case_id`,
    [now],
  )
  for (const { id, case_id } of rows) {
    const turn = { subject: 'consent', subjectId: id, from: 'in_force', to: 'lapsed' } as const
    await recordByClock(tx, { action: 'consent.lapsed', caseId: case_id, ...turn }, now)
    await emit(tx, { type: 'consent.lapsed', data: { consentId: id, caseId: case_id } }, now)
  }
}
