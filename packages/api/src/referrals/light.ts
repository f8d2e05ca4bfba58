import { minutesFor } from '@alongside/shared/agenda/rules'
import type { Change } from '@alongside/shared/audit'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { Refusal } from '@alongside/shared/problems'
import { clockOf, type Stand } from '@alongside/shared/referrals/resting'
import { clockAfterLightChange, lightMovesClock } from '@alongside/shared/referrals/rules'
import { openItemStates } from '@alongside/shared/room/rules'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { lights } from '@alongside/shared/traffic-light/values'
import type { Tx } from '../db/pool.ts'
import { calendarOf } from '../partnerships/queries.ts'
import type { OpenReferral } from './queries.ts'

/**
 * REF-6, REF-8: gives a referral another light, with what hangs on it: its clocks from submission, its time on the agenda and
 * her file’s own light. Gives what changed.
 */
export async function writeLight(
  tx: Tx,
  referral: OpenReferral,
  to: { light: Light; reason: string },
  partnership: Partnership,
  now: string,
): Promise<Change[]> {
  const { light, dueAt, submittedAt } = referral
  if (!light || !dueAt || !submittedAt) throw new Refusal('referral.wrong_state')
  const calendar = calendarOf(partnership)
  const time = partnership.ruleSet.responseTimes[to.light]
  /** REF-13: from submission, with what was asked meanwhile. */
  const clock = (stands: readonly Stand[]) => clockOf(calendar, time, submittedAt, stands)
  const moved = (due: string, anew: string) =>
    lightMovesClock(referral.state) ? clockAfterLightChange(due, anew, light, to.light) : due
  const newDue = moved(dueAt, clock([]).dueAt)
  const clocks = referral.recipients
    .filter(({ respondedAt }) => !respondedAt)
    .map((one) => {
      const anew = clock(one.stands)
      return { id: one.id, dueAt: moved(one.dueAt, anew.dueAt), restsUntil: anew.restsUntil }
    })
  await tx.$client.query({
    name: 'change-light',
    text: `WITH r AS (UPDATE referrals SET light = $2, due_at = $3, version = version + 1, updated_at = $4,
          unhelped_due_at = CASE WHEN $2 = 'red' AND unhelped_due_at > $4 THEN $4 ELSE unhelped_due_at END
          WHERE partnership_id = app.partnership_id() AND id = $1 RETURNING id, case_id),
        p AS (UPDATE referral_recipients SET due_at = c."dueAt", rests_until = c."restsUntil"
          FROM jsonb_to_recordset($8::jsonb) AS c(id uuid, "dueAt" timestamptz, "restsUntil" timestamptz)
          WHERE partnership_id = app.partnership_id() AND referral_recipients.id = c.id AND responded_at IS NULL),
        i AS (UPDATE agenda_items SET light = $2, minutes = $5 FROM r WHERE partnership_id = app.partnership_id()
          AND referral_id = r.id AND state = ANY ($7))
      UPDATE cases SET version = version + 1, light = (SELECT m.light FROM (SELECT $2 AS light UNION ALL SELECT o.light FROM referrals o
          WHERE o.partnership_id = app.partnership_id() AND o.case_id = r.case_id AND o.id <> r.id) m
          ORDER BY array_position($6::text[], m.light) LIMIT 1)
        FROM r WHERE partnership_id = app.partnership_id() AND cases.id = r.case_id`,
    values: [
      referral.id,
      to.light,
      newDue,
      now,
      minutesFor[to.light],
      lights,
      openItemStates,
      JSON.stringify(clocks),
    ],
  })
  return [
    { field: 'light', from: light, to: to.light, reason: to.reason },
    ...(newDue === dueAt ? [] : [{ field: 'due' as const, from: dueAt, to: newDue }]),
  ]
}
