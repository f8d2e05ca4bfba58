import type { WorkingCalendar } from '@alongside/shared/calendar'
import { decideBy, lapsesAt, limitsPassed, stillToDecide, whyNotDecide } from '@alongside/shared/limits/rules'
import type { Decider, Limit, LimitOverride, PastLimit } from '@alongside/shared/limits/schema'
import type { DecidingSeat } from '@alongside/shared/limits/values'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { isOnCall } from '../oncall/queries.ts'
import { keyed, openAmong, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface Asked {
  caseId: string
  withoutConsentId: string
  /** The noes that it would pass, as the asker sees them. */
  passed: readonly Limit[]
  pastLimits: readonly PastLimit[]
  delayEndangers: boolean
  urgent: boolean
  accountId: string
  calendar: WorkingCalendar
  now: string
}

/** Asks, for each agency that she refused, that her case be shared with it all the same. Gives the ids. */
export async function askOverrides(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, withoutConsentId, passed, pastLimits, delayEndangers, urgent, accountId, calendar, now }: Asked,
): Promise<string[]> {
  const agencies = [...new Set(passed.flatMap(({ agencyId }) => agencyId ?? []))]
  const ids: string[] = []
  for (const agencyId of agencies) {
    const named = limitsPassed({ agencies: [agencyId] }, passed).map(({ id }) => id)
    const reasons = pastLimits.filter(({ limitId }) => named.includes(limitId))
    const id = newId()
    ids.push(id)
    await tx.$client.query({
      name: 'ask-override',
      text: `INSERT INTO limit_overrides (id, case_id, agency_id, without_consent_id, reasons, delay_endangers, urgent, asked_at, asked_by, due_at, lapses_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [
        id,
        caseId,
        agencyId,
        withoutConsentId,
        vault.seal(key, 'limit', reasons),
        delayEndangers,
        urgent,
        now,
        accountId,
        decideBy(calendar, now, urgent),
        lapsesAt(calendar, now),
      ],
    })
  }
  return ids
}

interface OverrideRow extends Omit<LimitOverride, 'reasons' | 'decisions' | 'mine'>, UnderKey {
  reasons: Sealed<PastLimit[]>
  decisions: (Omit<LimitOverride['decisions'][number], 'words'> & { words: string })[]
  asked: boolean
  seats: DecidingSeat[]
}

const state = `CASE
    WHEN o.ended_at IS NOT NULL THEN o.ended_as
    WHEN o.opened_at IS NOT NULL AND o.until_at IS NULL THEN 'open'
    WHEN o.until_at <= app.moment() THEN 'closed'
    WHEN p.said_since THEN 'said_again'
    WHEN o.opened_at IS NOT NULL THEN 'open_for_hours'
    WHEN NOT p.stands THEN 'lifted'
    WHEN o.lapses_at <= app.moment() THEN 'lapsed'
    ELSE 'asked' END`

const deciders = (from: string) =>
  `(SELECT coalesce(json_agg(json_build_object('name', w.name, 'agencyId', d.agency_id, 'agencyName', g.name, 'seat', d.seat)
      ORDER BY d.seat DESC, g.name, w.name), '[]')
    FROM ${from} d JOIN accounts w ON w.id = d.account_id
    JOIN agencies g ON g.partnership_id = app.partnership_id() AND g.id = d.agency_id)`

/** On `o`: there is a seat for the asker from which nobody has decided, also one that is hers only while she is on call: `whyNotDecide` has the last word. */
const isHersToDecide = `o.agency_id <> app.agency_id() AND o.asked_by IS DISTINCT FROM app.account_id()
  AND EXISTS (SELECT FROM app.override_deciders(o.id, app.moment()) d WHERE d.account_id = app.account_id() AND d.agency_id = app.agency_id()
    AND (d.seat <> 'on_call' OR o.urgent)
    AND NOT EXISTS (SELECT FROM limit_decisions n WHERE n.partnership_id = o.partnership_id AND n.override_id = o.id
      AND (n.seat = d.seat OR (d.seat <> 'on_call' AND n.seat <> 'on_call' AND n.agency_id = app.agency_id()))))`

/** ACC-8: what was asked for past her no. Of a person's files, of one request, or what waits for the reader's decision. */
export async function readOverrides(
  tx: Tx,
  vault: Vault,
  actor: Pick<Member, 'accountId' | 'agencyId'>,
  of: { caseId: string } | { id: string } | 'waiting',
  now: string,
): Promise<LimitOverride[]> {
  const [name, where, values] =
    of === 'waiting'
      ? (['waiting', `app.waits_for_decision(o, app.moment()) AND ${isHersToDecide}`, []] as const)
      : 'id' in of
        ? (['one', 'o.id = $1', [of.id]] as const)
        : (['of case', `o.case_id = ANY (${filesOfPerson('$1')}) OR o.case_id = $1`, [of.caseId]] as const)
  const { rows } = await tx.$client.query<OverrideRow>({
    name: `overrides ${name}`,
    text: `SELECT o.id, o.case_id AS "caseId", c.reference AS "caseReference", o.agency_id AS "agencyId", y.name AS "agencyName",
        o.without_consent_id AS "withoutConsentId", o.reasons, o.delay_endangers AS "delayEndangers", o.urgent, o.asked_at AS "askedAt",
        coalesce(a.name, 'Alongside') AS "askedBy", q.name AS "askingAgencyName", ${state} AS state, o.opened_at AS "openedAt",
        o.until_at AS until, o.due_at AS "dueAt", o.lapses_at AS "lapsesAt", o.asked_by = app.account_id() AS asked,
        ARRAY(SELECT d.seat FROM app.override_deciders(o.id, app.moment()) d
          WHERE d.account_id = app.account_id() AND d.agency_id = app.agency_id()) AS seats,
        (SELECT coalesce(json_agg(json_build_object('seat', d.seat, 'name', coalesce(w.name, 'Alongside'), 'agencyId', d.agency_id,
            'agencyName', g.name, 'yes', d.yes, 'words', encode(d.words, 'hex'), 'decidedAt', to_char(d.decided_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
            ORDER BY d.decided_at, d.id), '[]')
          FROM limit_decisions d LEFT JOIN accounts w ON w.id = d.account_id
          JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.agency_id
          WHERE d.partnership_id = o.partnership_id AND d.override_id = o.id) AS decisions,
        CASE WHEN app.sees_case(c.id) THEN ${deciders('app.override_deciders(o.id, app.moment())')} END AS deciders,
        k.id AS "keyId", k.wrapped
      FROM limit_overrides o CROSS JOIN LATERAL app.limits_passed(o.id) p
      JOIN cases c ON c.partnership_id = o.partnership_id AND c.id = o.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      JOIN agencies y ON y.partnership_id = o.partnership_id AND y.id = o.agency_id
      JOIN agencies q ON q.partnership_id = o.partnership_id AND q.id = o.asking_agency_id
      LEFT JOIN accounts a ON a.id = o.asked_by
      WHERE o.partnership_id = app.partnership_id() AND (${where}) ORDER BY ${of === 'waiting' ? 'o.due_at, o.id' : 'o.asked_at DESC, o.id DESC'} LIMIT 200`,
    values: [...values],
  })
  const { agencyId } = actor
  const onCall = rows.some(({ seats }) => seats.includes('on_call')) && (await isOnCall(tx, actor, now))
  return rows.map((row) => {
    const { key } = keyed(row)
    const { asked, seats, ...override } = openListed(vault, keyed(row), { reasons: 'limit' }, { reasons: [] })
    const decisions = row.decisions.map((decision) => ({
      ...decision,
      words: openAmong(vault, key, 'limit', Buffer.from(decision.words, 'hex'), cannotBeRead, row.id),
    }))
    const taken = new Set(decisions.map(({ seat }) => seat))
    const decided = decisions.some((one) => one.seat !== 'on_call' && one.agencyId === agencyId)
    const free = seats.filter((seat) => !taken.has(seat) && (seat === 'on_call' || !decided))
    const atOnce = onCall && override.urgent && override.state === 'asked' && free.includes('on_call')
    const seat = atOnce ? 'on_call' : (free.find((one) => one !== 'on_call') ?? null)
    return { ...override, decisions, deciders: stillToDecide(row), mine: { asked, decided, seat } }
  })
}

/** What waits for the reader's own decision. */
export const readToDecide = async (
  tx: Tx,
  vault: Vault,
  actor: Pick<Member, 'accountId' | 'agencyId'>,
  now: string,
): Promise<LimitOverride[]> =>
  (await readOverrides(tx, vault, actor, 'waiting', now)).filter(
    (override) => whyNotDecide(override, actor) === null,
  )

/** Of agencies that she refuses, those for which no two people of two agencies could decide if the actor asked now. */
export async function nobodyDecides(tx: Tx, caseId: string, agencyIds: readonly string[]): Promise<string[]> {
  if (agencyIds.length === 0) return []
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'nobody-decides',
    text: 'SELECT a.id FROM unnest($2::uuid[]) AS a (id) WHERE NOT app.would_be_decided($1, a.id) ORDER BY a.id',
    values: [caseId, agencyIds],
  })
  return rows.map(({ id }) => id)
}

/** Of each agency that she refuses, who could decide if the actor asked now; nobody to who does not see the file itself. */
export async function whoCouldDecide(tx: Tx, caseId: string, agencyIds: readonly string[]) {
  const { rows } = await tx.$client.query<{ pastNoTo: string; deciders: Decider[] }>({
    name: 'who-could-decide',
    text: `SELECT a.id AS "pastNoTo", ${deciders('app.could_decide(c.id, a.id)')} AS deciders
      FROM unnest($2::uuid[]) AS a (id) JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = $1
      WHERE app.sees_case(c.id) ORDER BY a.id`,
    values: [caseId, agencyIds],
  })
  return rows
}

interface Decision {
  override: LimitOverride
  seat: DecidingSeat
  yes: boolean
  words: Buffer
  now: string
}

/** What follows from it follows in the database: one no ends it, the second yes opens (16_past_limits.sql). */
export async function writeDecision(tx: Tx, { override, seat, yes, words, now }: Decision): Promise<void> {
  await tx.$client.query({
    name: 'write-override-decision',
    text: `INSERT INTO limit_decisions (id, override_id, case_id, seat, yes, words, decided_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [newId(), override.id, override.caseId, seat, yes, words, now],
  })
}
