import { addWorkingDays, endOfDay, localDate } from '@alongside/shared/calendar'
import { missingFlagStates, remindAfter } from '@alongside/shared/flags/rules'
import { grantInForce, sharedWithAgency } from '../access/visibility.ts'
import { recordByClock } from '../audit/by-clock.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { newId } from '../ids.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import { readCalendar } from '../partnerships/queries.ts'

interface Touched {
  id: string
  case_id: string
  agency_id: string
  was: string
  state: string
}

async function askForFlags({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{
    id: string
    agencies: { agency_id: string; was: string | null }[]
  }>(
    `SELECT l.id, (SELECT json_agg(DISTINCT jsonb_build_object('agency_id', u.agency_id, 'was', u.was)) FROM (${unasked('l.id')}) u) AS agencies
      FROM cases l WHERE l.partnership_id = app.partnership_id() AND NOT app.is_held(l.partnership_id, l.id)
        AND EXISTS (SELECT FROM agenda_items i WHERE i.partnership_id = l.partnership_id AND i.case_id = l.id)
        AND EXISTS (${unasked('l.id')}) AND ${nextBy('l.id')}`,
    [now, after, most],
  )
  take(idsOf(rows))
  if (rows.length === 0) return
  const remindAt = await reminder(tx, now)
  const due = rows.flatMap(({ id, agencies }) => agencies.map((one) => ({ case_id: id, ...one })))
  for (const { case_id, agency_id, was } of due) {
    const { rows: asked } = await tx.$client.query<Omit<Touched, 'was'>>(
      `INSERT INTO flags AS f (id, case_id, data_key_id, agency_id, asked_at, remind_at)
        SELECT $1, c.id, c.data_key_id, $3, $4, $5 FROM cases c WHERE c.partnership_id = app.partnership_id() AND c.id = $2
        ON CONFLICT (partnership_id, case_id, agency_id) DO UPDATE SET ended_at = NULL, version = f.version + 1,
          state = CASE f.state WHEN 'to_take_down' THEN 'confirmed' ELSE 'asked' END,
          asked_at = CASE f.state WHEN 'to_take_down' THEN f.asked_at ELSE $4 END, remind_at = $5, reminded_at = NULL
        RETURNING id, case_id, agency_id, state`,
      [newId(), case_id, agency_id, now, remindAt],
    )
    for (const flag of asked)
      await keep(tx, { ...flag, was: was ?? '' }, 'flag.asked', flag.state === 'asked', now)
  }
}

async function endFlags({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Touched>(
    `UPDATE flags t SET ended_at = $1, version = t.version + 1, state = CASE t.state WHEN 'confirmed' THEN 'to_take_down'
        WHEN 'asked' THEN 'no_longer_asked' ELSE t.state END FROM flags o
      WHERE t.partnership_id = app.partnership_id() AND o.partnership_id = t.partnership_id AND o.id = t.id AND t.id = ANY (ARRAY(
        SELECT f.id FROM flags f WHERE f.partnership_id = app.partnership_id()
          AND f.ended_at IS NULL AND NOT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = f.partnership_id
            AND g.case_id = f.case_id AND g.agency_id = f.agency_id AND (${sharedWithAgency('$1')} OR ${keepsItsOwn}))
          AND ${nextBy('f.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.case_id, t.agency_id, o.state AS was, t.state`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const flag of rows) await keep(tx, flag, 'flag.ended', flag.state === 'to_take_down', now)
}

/** Of a listed case: agencies with whom it is shared that are not asked, or no longer. */
const unasked = (caseId: string) => `SELECT g.agency_id, f.state AS was FROM sharing_grants g
  LEFT JOIN flags f ON f.partnership_id = g.partnership_id AND f.case_id = g.case_id AND f.agency_id = g.agency_id
  WHERE g.partnership_id = app.partnership_id() AND g.case_id = ${caseId} AND ${sharedWithAgency('$1')} AND (f.id IS NULL OR f.ended_at IS NOT NULL)`

/** ACC-6: a no on another file of hers, of which it is not to know, takes no flag down that it put up for its own referral. */
const keepsItsOwn = `(g.basis = 'own_referral' AND g.narrowed AND ${grantInForce('$1')} AND NOT EXISTS (SELECT FROM limits l
  WHERE l.partnership_id = g.partnership_id AND l.case_id = g.case_id AND l.agency_id = g.agency_id AND l.kind = 'agency' AND l.lifted_at IS NULL))`

/** Audit, history, and where the agency is to do something, the event by which it hears of it. */
async function keep(
  tx: Tx,
  { id, case_id, agency_id, was, state }: Touched,
  action: 'flag.asked' | 'flag.ended',
  told: boolean,
  now: string,
): Promise<void> {
  const turn = { subject: 'flag', subjectId: id, from: was || null, to: state, agencyId: agency_id } as const
  await recordByClock(tx, { action, caseId: case_id, ...turn }, now)
  if (told) await emit(tx, { type: action, data: { flagId: id, caseId: case_id, agencyId: agency_id } }, now)
}

async function reminder(tx: Tx, now: string): Promise<string> {
  const calendar = await readCalendar(tx)
  const today = localDate(calendar, Temporal.Instant.from(now))
  return endOfDay(calendar, addWorkingDays(calendar, today, remindAfter)).toString()
}

async function remindOfFlags({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; agency_id: string }>(
    `UPDATE flags t SET reminded_at = $1 WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
        SELECT f.id FROM flags f WHERE f.partnership_id = app.partnership_id() AND f.state = ANY ($4) AND f.reminded_at IS NULL
          AND f.remind_at <= $1 AND NOT app.is_held(f.partnership_id, f.case_id) AND ${nextBy('f.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.agency_id`,
    [now, after, most, missingFlagStates],
  )
  take(idsOf(rows))
  for (const { id, agency_id } of rows) {
    const notice = {
      kind: 'flag_not_yet_confirmed',
      subjectId: id,
      reference: null,
      occasion: 'reminder',
    } as const
    await tell(tx, services, await placesOf(tx, 'leads', agency_id, now), notice, now)
  }
}

/**
 * FLG-1: asks each agency with whom a listed case is shared; whose grant has ended is asked to take its flag down. By the
 * clock rather than by each way in which a grant comes or goes: so that none is forgotten.
 */
export const flagClocks: readonly Clock[] = [askForFlags, endFlags, remindOfFlags]
