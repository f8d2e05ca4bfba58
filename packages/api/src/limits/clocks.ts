import { clockStage } from '@alongside/shared/stages'
import { recordByClock } from '../audit/by-clock.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { type Clock, idsOf, nextBy, type Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { coordinatorsRead, type Person, placesIn, placesOf } from '../notices/whom.ts'

/** ACC-8: what one person on call opened past her no, and two did not decide on in time. Its grant has ended by itself; here it is put on record. */
async function closeOpenForHours({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE limit_overrides t SET ended_at = t.until_at, ended_as = 'closed' WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
        SELECT o.id FROM limit_overrides o WHERE o.partnership_id = app.partnership_id()
          AND o.ended_at IS NULL AND o.until_at <= $1 AND ${nextBy('o.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.case_id`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const ended of rows) await putOnRecord(tx, ended, 'open_for_hours', 'closed', now)
}

/** ACC-8: what nobody decided on, and nobody opened. Where she lifted her no, or said it anew, there is nothing to decide. */
async function lapseUndecided({ tx, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE limit_overrides t SET ended_at = t.lapses_at, ended_as = 'lapsed' WHERE t.partnership_id = app.partnership_id() AND t.id = ANY (ARRAY(
        SELECT o.id FROM limit_overrides o WHERE o.partnership_id = app.partnership_id()
          AND o.ended_at IS NULL AND o.opened_at IS NULL AND o.lapses_at <= $1
          AND (SELECT p.stands AND NOT p.said_since FROM app.limits_passed(o.id) p) AND ${nextBy('o.id')} FOR UPDATE SKIP LOCKED))
      RETURNING t.id, t.case_id`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const ended of rows) await putOnRecord(tx, ended, 'asked', 'lapsed', now)
}

async function putOnRecord(
  tx: Tx,
  { id, case_id: caseId }: { id: string; case_id: string },
  from: 'open_for_hours' | 'asked',
  to: 'closed' | 'lapsed',
  now: string,
): Promise<void> {
  const turn = { subject: 'limit_override', subjectId: id, from, to } as const
  await recordByClock(tx, { action: `limit_override.${to}`, caseId, ...turn }, now)
  await emit(tx, { type: 'limit_override.settled', data: { overrideId: id, caseId } }, now)
}

interface Undecided {
  id: string
  case_id: string
  reference: string
  asked_at: string
  due_at: string
  stage: number
  asker: Person
  deciders: Person[]
}

/** ACC-8: whoever has not decided is reminded; when it is late, whoever asked hears of it too, and the chair. */
async function escalateUndecided({ tx, services, now, after, most, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<Undecided>(
    `SELECT o.id, o.case_id, c.reference, o.asked_at, o.due_at, o.stage,
        json_build_object('accountId', o.asked_by, 'agencyId', o.asking_agency_id) AS asker,
        (SELECT coalesce(json_agg(json_build_object('accountId', d.account_id, 'agencyId', d.agency_id)), '[]')
          FROM app.override_deciders(o.id, $1) d WHERE d.seat <> 'on_call'
            AND NOT EXISTS (SELECT FROM limit_decisions n WHERE n.partnership_id = o.partnership_id AND n.override_id = o.id
              AND n.seat <> 'on_call' AND (n.seat = d.seat OR n.agency_id = d.agency_id))) AS deciders
      FROM limit_overrides o JOIN cases c ON c.partnership_id = o.partnership_id AND c.id = o.case_id
      WHERE o.partnership_id = app.partnership_id() AND o.stage < 2 AND o.due_at - (o.due_at - o.asked_at) / 4 <= $1
        AND app.waits_for_decision(o, $1) AND NOT app.is_held(o.partnership_id, o.case_id)
        AND ${nextBy('o.id')} FOR UPDATE OF o SKIP LOCKED`,
    [now, after, most],
  )
  take(idsOf(rows))
  for (const { id, case_id: subjectId, reference, asked_at, due_at, stage, ...who } of rows) {
    const reached = Math.min(clockStage(asked_at, due_at, now), 2)
    const deciders = await placesIn(tx, who.deciders, now)
    if (stage < 1 && reached === 1)
      await tell(
        tx,
        services,
        deciders,
        { kind: 'override_to_decide', subjectId, reference, occasion: `${id} waits` },
        now,
      )
    if (reached === 2) {
      const asker = await placesIn(tx, [who.asker], now)
      const chairs = (await coordinatorsRead(tx, subjectId, now))
        ? await placesOf(tx, 'chairs', null, now)
        : []
      await tell(
        tx,
        services,
        [...deciders, ...asker, ...chairs],
        { kind: 'override_undecided', subjectId, reference, occasion: id },
        now,
      )
    }
    if (reached > stage)
      await tx.$client.query(
        'UPDATE limit_overrides SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
        [id, reached],
      )
  }
}

export const limitClocks: readonly Clock[] = [closeOpenForHours, lapseUndecided, escalateUndecided]
