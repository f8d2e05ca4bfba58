import { workingCalendar } from '@alongside/shared/calendar'
import type { Review } from '@alongside/shared/outcomes/contract'
import { reviewDates } from '@alongside/shared/outcomes/rules'
import { heldByAgency } from '../access/visibility.ts'
import { newId } from '../ids.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesIn, placesOf } from '../notices/whom.ts'
import { isLook } from './queries.ts'

interface Accepted {
  case_id: string
  agency_id: string
  account_id: string
  at: string
  time_zone: string
}

/** By the clock rather than by each way in which a referral is accepted: so that no case is forgotten. */
async function planReviews({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Accepted>(
    `SELECT c.id AS case_id, r.agency_id, r.author_account_id AS account_id, f.at, p.time_zone
      FROM cases c
      JOIN partnerships p ON p.id = c.partnership_id
      CROSS JOIN LATERAL (SELECT h.subject_id, h.at FROM history h WHERE h.partnership_id = c.partnership_id AND h.case_id = c.id
        AND h.subject = 'referral' AND h.field = 'state' AND h.new_value = 'accepted' ORDER BY h.at, h.id LIMIT 1) f
      JOIN referrals r ON r.partnership_id = c.partnership_id AND r.id = f.subject_id
     WHERE c.partnership_id = app.partnership_id()
       AND NOT EXISTS (SELECT FROM outcome_reviews v WHERE v.partnership_id = c.partnership_id AND v.case_id = c.id)
       AND f.at <= $1 AND ${nextBy('c.id')}`,
    [now, after, most],
  )
  take(rows.map(({ case_id }) => case_id))
  for (const { case_id, agency_id, account_id, at, time_zone } of rows) {
    const reviews = reviewDates(workingCalendar(time_zone, []), at)
    for (const [place, { occasion, dueOn }] of reviews.entries())
      await tx.$client.query({
        name: 'plan-review',
        text: `INSERT INTO outcome_reviews (id, case_id, occasion, agency_id, account_id, due_on, next_due_on, ask_on)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $6) ON CONFLICT DO NOTHING`,
        values: [newId(), case_id, occasion, agency_id, account_id, dueOn, reviews[place + 1]?.dueOn],
      })
  }
}

interface Due {
  id: string
  case_id: string
  reference: string
  agency_id: string
  account_id: string
  ask_on: string
  occasion: Review['occasion']
}

/** Of an agency `v.agency_id`'s grants on a case: one in force. `$1`: now. */
const held = (
  caseId: string,
) => `EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = v.partnership_id
  AND g.case_id = ${caseId} AND g.agency_id = v.agency_id AND ${heldByAgency('$1')})`

/**
 * Once for each day on which it is asked for, to who wrote the referral, or to her agency's leads where she has left it.
 * The look at referral waits on «my work» alone: that the referral was accepted is news enough for a day.
 */
async function askForReviews({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Due>(
    `UPDATE outcome_reviews t SET told_of = t.ask_on FROM cases c
      WHERE t.partnership_id = app.partnership_id() AND c.partnership_id = t.partnership_id AND c.id = t.case_id AND t.id = ANY (ARRAY(
        SELECT v.id FROM outcome_reviews v JOIN partnerships p ON p.id = v.partnership_id WHERE v.partnership_id = app.partnership_id()
        AND v.told_of IS DISTINCT FROM v.ask_on AND (v.occasion <> 'referral' OR v.put_off_for IS NOT NULL)
        AND v.ask_on <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
        AND (v.next_due_on IS NULL OR v.next_due_on > ($1::timestamptz AT TIME ZONE p.time_zone)::date)
        AND NOT app.is_held(v.partnership_id, v.case_id)
        AND NOT EXISTS (${isLook('v.case_id', 'v.occasion')}) AND ${held('v.case_id')}
        AND NOT EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = v.partnership_id AND j.joined_case_id = v.case_id
          AND j.undone_at IS NULL AND ${held('j.case_id')})
        AND ${nextBy('v.id')} FOR UPDATE OF v SKIP LOCKED))
      RETURNING t.id, t.case_id, c.reference, t.agency_id, t.account_id, t.ask_on, t.occasion`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const { id, case_id, reference, agency_id, account_id, ask_on } of rows) {
    const author = await placesIn(tx, [{ accountId: account_id, agencyId: agency_id }], now)
    const places = author.length ? author : await placesOf(tx, 'leads', agency_id, now)
    const notice = {
      kind: 'outcomes_to_look_at',
      subjectId: case_id,
      reference,
      occasion: `${id} ${ask_on}`,
    } as const
    await tell(tx, services, places, notice, now)
  }
}

/** MON-2: plans the reviews of each case whose referral was accepted, and tells who owes one that is due. */
export const outcomeClocks: readonly Clock[] = [planReviews, askForReviews]
