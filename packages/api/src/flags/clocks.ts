import { addWorkingDays, endOfDay, localDate } from '@alongside/shared/calendar'
import { missingFlagStates, remindAfter } from '@alongside/shared/flags/rules'
import { grantInForce, sharedWithAgency } from '../access/visibility.ts'
import { recordByClock } from '../audit/by-clock.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { newId } from '../ids.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import { readCalendar } from '../partnerships/queries.ts'
import type { Services } from '../services.ts'

interface Touched {
  id: string
  case_id: string
  agency_id: string
  was: string
  state: string
}

/**
 * FLG-1: asks each agency with whom a listed case is shared; whose grant has ended is asked to take its flag down. By the
 * clock rather than by each way in which a grant comes or goes: so that none is forgotten.
 */
export async function flagClocks(tx: Tx, services: Services, now: string): Promise<void> {
  await ask(tx, now)
  await end(tx, now)
  await remind(tx, services, now)
}

async function ask(tx: Tx, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ case_id: string; agency_id: string; was: string | null }>(
    `SELECT DISTINCT g.case_id, g.agency_id, f.state AS was FROM agenda_items i
      JOIN sharing_grants g ON g.partnership_id = i.partnership_id AND g.case_id = i.case_id AND ${sharedWithAgency('$1')}
      LEFT JOIN flags f ON f.partnership_id = g.partnership_id AND f.case_id = g.case_id AND f.agency_id = g.agency_id
     WHERE i.partnership_id = app.partnership_id() AND (f.id IS NULL OR f.ended_at IS NOT NULL)
       AND NOT app.is_held(i.partnership_id, i.case_id)`,
    [now],
  )
  if (rows.length === 0) return
  const remindAt = await reminder(tx, now)
  for (const { case_id, agency_id, was } of rows) {
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

async function end(tx: Tx, now: string): Promise<void> {
  const { rows } = await tx.$client.query<Touched>(
    `UPDATE flags f SET ended_at = $1, version = f.version + 1, state = CASE f.state WHEN 'confirmed' THEN 'to_take_down'
        WHEN 'asked' THEN 'no_longer_asked' ELSE f.state END FROM flags o
      WHERE f.partnership_id = app.partnership_id() AND o.partnership_id = f.partnership_id AND o.id = f.id
        AND f.ended_at IS NULL AND NOT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = f.partnership_id
          AND g.case_id = f.case_id AND g.agency_id = f.agency_id AND (${sharedWithAgency('$1')} OR ${keepsItsOwn}))
      RETURNING f.id, f.case_id, f.agency_id, o.state AS was, f.state`,
    [now],
  )
  for (const flag of rows) await keep(tx, flag, 'flag.ended', flag.state === 'to_take_down', now)
}

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

async function remind(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; agency_id: string }>(
    `UPDATE flags SET reminded_at = $1 WHERE partnership_id = app.partnership_id() AND state = ANY ($2)
      AND reminded_at IS NULL AND remind_at <= $1 AND NOT app.is_held(partnership_id, case_id) RETURNING id, agency_id`,
    [now, missingFlagStates],
  )
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
