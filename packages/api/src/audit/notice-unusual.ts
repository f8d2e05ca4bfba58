import { isForChair, isSystem, type Role, roles } from '@alongside/shared/access'
import { noCaseData } from '@alongside/shared/audit'
import { unusual } from '@alongside/shared/audit/rules'
import { type UnusualKind, unusualKinds } from '@alongside/shared/audit/values'
import { operations } from '@alongside/shared/operations'
import type { ProblemCode } from '@alongside/shared/problems'
import { transactionIn } from '../db/context.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

const reads = operations.flatMap(({ kind, audit }) => (kind === 'query' && audit !== noCaseData ? audit : []))
/** Refused for what one may not do or see; not for a session that ended, nor for what one's agency has yet to sign. */
const refusals: ProblemCode[] = [
  'not_found',
  'access.not_permitted',
  'access.scope_missing',
  'reference.unknown',
]
const systems = roles.filter(isSystem)

/** A case that is on the agenda of a meeting then open is read by everybody there. */
const notInMeeting = (e: string) => `NOT EXISTS (SELECT FROM agenda_items i
  JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
  WHERE i.partnership_id = ${e}.partnership_id AND i.case_id = ${e}.case_id AND m.opened_at <= ${e}.at AND coalesce(m.closed_at >= ${e}.at, true))`

/** Of each kind: which events count, and what of them is counted once. `$5`: actions or refusals. */
const patterns: Record<UnusualKind, { which: (e: string) => string; once: string; list: readonly string[] }> =
  {
    many_cases: {
      which: (e) =>
        `${e}.action = ANY ($5) AND ${e}.case_id IS NOT NULL AND ${e}.refresh_of IS NULL AND ${notInMeeting(e)}`,
      once: 'w.case_id',
      list: reads,
    },
    empty_searches: {
      which: (e) =>
        `${e}.terms IS NOT NULL AND ${e}.seen IS NULL AND ${e}.case_id IS NULL AND ${e}.action <> ALL ($5)`,
      once: 'w.terms',
      list: ['audit.searches_read'],
    },
    denied_reads: {
      which: (e) => `${e}.action = 'access.denied' AND ${e}.refusal = ANY ($5)`,
      once: 'coalesce(w.subject_id, w.id)',
      list: refusals,
    },
  }

interface Reader {
  account_id: string
  agency_id: string | null
  role: Role | null
  times: number
  from_at: string
  until_at: string
  of_coordinating: boolean
}

/** ACC-11: looks through what was recorded since the last look, and makes work of what is unusual. Safe to run twice. */
export async function noticeUnusual(services: Services): Promise<void> {
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  for (const { id } of rows)
    await transactionIn(services, id, async (tx, now) => {
      const since = await lookedUntil(tx, now)
      if (since === null) return
      for (const kind of unusualKinds)
        for (const reader of await readersSince(tx, kind, since, now))
          await notice(tx, services, kind, reader, now)
    })
}

/** What commits late is looked at again. The first look of a partnership begins now. */
async function lookedUntil(tx: Tx, now: string): Promise<string | null> {
  const { rows: before } = await tx.$client.query<{ since: string }>(
    `SELECT looked_until - interval '2 minutes' AS since FROM reading_looks WHERE partnership_id = app.partnership_id() FOR UPDATE`,
  )
  await tx.$client.query(
    'INSERT INTO reading_looks (looked_until) VALUES ($1) ON CONFLICT (partnership_id) DO UPDATE SET looked_until = $1',
    [now],
  )
  return before[0]?.since ?? null
}

/** Who came to the threshold with some event since then; of what was answered for already nothing counts again. */
async function readersSince(tx: Tx, kind: UnusualKind, since: string, now: string): Promise<Reader[]> {
  const { which, once, list } = patterns[kind]
  const { person, system, minutes } = unusual[kind]
  const { rows } = await tx.$client.query<Reader>({
    name: `unusual ${kind}`,
    text: `SELECT DISTINCT ON (e.account_id) e.account_id, e.agency_id, e.role, found.times, found.from_at, e.at AS until_at,
        coalesce(p.coordinating_agency_id = e.agency_id, false) AS of_coordinating
      FROM audit_events e
      JOIN partnerships p ON p.id = e.partnership_id
      CROSS JOIN LATERAL (SELECT max(r.answered_at) AS at FROM unusual_readings r
        WHERE r.partnership_id = e.partnership_id AND r.account_id = e.account_id AND r.kind = $3) answered
      CROSS JOIN LATERAL (SELECT count(DISTINCT ${once})::int AS times, min(w.at) AS from_at FROM audit_events w
        WHERE w.partnership_id = e.partnership_id AND w.account_id = e.account_id AND w.at > e.at - make_interval(mins => $4)
          AND w.at <= e.at AND w.at > coalesce(answered.at, '-infinity') AND ${which('w')}) found
      WHERE e.partnership_id = app.partnership_id() AND e.at > $1 AND e.at <= $2 AND e.account_id IS NOT NULL
        AND $5::text[] IS NOT NULL AND ${which('e')}
        AND found.times >= CASE WHEN e.role = ANY ($6) THEN $7::integer ELSE $8::integer END
      ORDER BY e.account_id, found.times DESC, e.at DESC`,
    values: [since, now, kind, minutes, list, systems, system, person],
  })
  return rows
}

async function notice(
  tx: Tx,
  services: Services,
  kind: UnusualKind,
  reader: Reader,
  now: string,
): Promise<void> {
  const others = async (who: 'chairs' | 'coordinators') =>
    (await placesOf(tx, who, null, now)).filter(({ accountId }) => accountId !== reader.account_id)
  const chairs = await others('chairs')
  const forChair =
    isForChair({ role: reader.role, ofCoordinatingAgency: reader.of_coordinating }) && chairs.length > 0
  const { rows } = await tx.$client.query<{ id: string; version: number }>({
    name: 'notice-unusual',
    text: `INSERT INTO unusual_readings AS u (id, kind, account_id, agency_id, role, times, from_at, until_at, noticed_at, for_chair)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (partnership_id, account_id, kind) WHERE answered_at IS NULL DO UPDATE
        SET times = greatest(u.times, excluded.times), until_at = excluded.until_at, version = u.version + 1
        WHERE excluded.until_at > u.until_at
      RETURNING id, version`,
    values: [
      newId(),
      kind,
      reader.account_id,
      reader.agency_id,
      reader.role,
      reader.times,
      reader.from_at,
      reader.until_at,
      now,
      forChair,
    ],
  })
  const [noticed] = rows
  if (noticed?.version !== 1) return
  const told = forChair ? chairs : await others('coordinators')
  await tell(tx, services, told, { kind: 'unusual_reading', subjectId: noticed.id, occasion: 'noticed' }, now)
}
