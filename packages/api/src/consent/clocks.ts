import { endsSoonDays } from '@alongside/shared/consent/rules'
import { heldByAgency } from '../access/visibility.ts'
import { recordByClock } from '../audit/by-clock.ts'
import { emit } from '../events/outbox.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesIn, placesOf } from '../notices/whom.ts'

/** CON-2: the review date of sharing without consent has come. */
async function withoutConsentReviews({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string; reference: string }>(
    `UPDATE without_consents t SET stage = 1 FROM cases c
      WHERE t.partnership_id = app.partnership_id() AND c.partnership_id = t.partnership_id AND c.id = t.case_id AND t.id = ANY (ARRAY(
        SELECT w.id FROM without_consents w JOIN partnerships p ON p.id = w.partnership_id
          WHERE w.partnership_id = app.partnership_id() AND NOT app.is_held(w.partnership_id, w.case_id)
            AND w.stage = 0 AND w.review_on <= ($1::timestamptz AT TIME ZONE p.time_zone)::date AND ${nextBy('w.id')} FOR UPDATE OF w SKIP LOCKED))
      RETURNING t.id, t.case_id, c.reference`,
    [now, after, most],
  )
  take(idsOf(rows))
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
async function tellEndsSoon({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{
    id: string
    case_id: string
    reference: string
    agency_id: string
    taken_by: string
  }>(
    `UPDATE consents t SET end_told_at = $1 FROM cases f
      WHERE t.partnership_id = app.partnership_id() AND f.partnership_id = t.partnership_id AND f.id = t.case_id AND t.id = ANY (ARRAY(
        SELECT c.id FROM consents c JOIN partnerships p ON p.id = c.partnership_id
        WHERE c.partnership_id = app.partnership_id() AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL AND c.end_told_at IS NULL AND NOT app.is_held(c.partnership_id, c.case_id)
        AND c.until_on - $4::integer <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
        AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.case_id
          AND g.agency_id = c.agency_id AND ${heldByAgency('$1')})
        AND ${nextBy('c.id')} FOR UPDATE OF c SKIP LOCKED))
      RETURNING t.id, t.case_id, f.reference, t.agency_id, app.keeper_of(t) AS taken_by`,
    [now, after, most, endsSoonDays],
  )
  take(idsOf(rows))
  for (const { id, case_id, reference, agency_id, taken_by } of rows) {
    const taker = await placesIn(tx, [{ accountId: taken_by, agencyId: agency_id }], now)
    const takers = taker.length ? taker : await placesOf(tx, 'leads', agency_id, now)
    const notice = { kind: 'consent_ends_soon', subjectId: case_id, reference, occasion: id } as const
    await tell(tx, services, takers, notice, now)
  }
}

/** ACC-3: the day until which she consented has ended. Its grants have ended by themselves; here it is put on record and told. */
async function lapseConsents({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE consents t SET lapsed_at = $1 WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
        SELECT c.id FROM consents c JOIN partnerships p ON p.id = c.partnership_id
        WHERE c.partnership_id = app.partnership_id() AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
          AND c.until_on < ($1::timestamptz AT TIME ZONE p.time_zone)::date AND ${nextBy('c.id')} FOR UPDATE OF c SKIP LOCKED))
      RETURNING t.id, t.case_id`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const { id, case_id } of rows) {
    const turn = { subject: 'consent', subjectId: id, from: 'in_force', to: 'lapsed' } as const
    await recordByClock(tx, { action: 'consent.lapsed', caseId: case_id, ...turn }, now)
    await emit(tx, { type: 'consent.lapsed', data: { consentId: id, caseId: case_id } }, now)
  }
}

export const consentClocks: readonly Clock[] = [withoutConsentReviews, tellEndsSoon, lapseConsents]
