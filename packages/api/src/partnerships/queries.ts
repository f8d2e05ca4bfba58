import { type WorkingCalendar, workingCalendar } from '@alongside/shared/calendar'
import type {
  Agency,
  AgreementVersion,
  MeetingRule,
  Partnership,
} from '@alongside/shared/partnerships/contract'
import { whyNotAddAgencies } from '@alongside/shared/partnerships/rules'
import { bankHolidaysAtMost } from '@alongside/shared/partnerships/values'
import { Refusal } from '@alongside/shared/problems'
import type { RuleSet } from '@alongside/shared/traffic-light/schema'
import { inTurn } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'

interface PartnershipRow
  extends Omit<Partnership, 'agencies' | 'bankHolidays' | 'ruleSetId' | 'ruleSet' | 'meetingRule'> {
  meetingRule: MeetingRule | null
  ruleSetId: string
  ruleSet: RuleSet
  bankHolidays: string[]
  agencies: Agency[]
}

/** On `p`: the latest days, in their order. */
const bankHolidays = `ARRAY(SELECT l.date::text FROM (SELECT h.date FROM bank_holidays h WHERE h.division = p.division
    ORDER BY h.date DESC LIMIT ${bankHolidaysAtMost}) l ORDER BY 1) AS "bankHolidays"`

/** The partnership of the context with all that its rules depend on: agencies, bank holidays, the rule set in force. */
export async function readPartnership(tx: Tx, now: string): Promise<Partnership> {
  const { rows } = await tx.$client.query<PartnershipRow>({
    name: 'read-partnership',
    text: `SELECT p.id, p.name, p.locality, p.prefix, p.noun, p.noun_plural AS "nounPlural", p.time_zone AS "timeZone", p.division,
        (p.created_at AT TIME ZONE p.time_zone)::date::text AS "foundedOn",
        (SELECT json_object_agg(d.kind, json_build_object('kind', d.kind, 'version', d.version, 'name', d.name, 'agencyId', d.agency_id,
            'telephone', d.telephone, 'hours', d.hours, 'nightTelephone', d.night_telephone, 'also', d.also))
           FROM (SELECT DISTINCT ON (kind) * FROM front_doors WHERE partnership_id = p.id ORDER BY kind, version DESC) d) AS "frontDoors",
        p.coordinating_agency_id AS "coordinatingAgencyId", p.meeting_rule AS "meetingRule",
        p.paper_witnessed AS "paperWitnessed",
        r.id AS "ruleSetId", r.definition AS "ruleSet",
        ${bankHolidays},
        (SELECT coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'kind', a.kind,
            'coordinating', a.id = p.coordinating_agency_id, 'standingUntil', a.standing_until) ORDER BY a.name), '[]')
           FROM agencies a WHERE a.partnership_id = p.id) AS agencies
      FROM partnerships p
      JOIN LATERAL (SELECT id, definition FROM rule_sets r WHERE r.partnership_id = p.id AND r.effective_from <= $1
        ORDER BY r.version DESC LIMIT 1) r ON true
      WHERE p.id = app.partnership_id()`,
    values: [now],
  })
  const [partnership] = rows
  if (!partnership) throw new Error('no partnership in the context')
  return partnership
}

/** Held until the transaction ends, so that of agencies that are added at once each counts those before it. @throws Refusal partnership.agencies_full */
export async function mustTakeAgencies(tx: Tx, more = 1): Promise<void> {
  await inTurn(tx, 'agencies')
  const { rows } = await tx.$client.query<{ there: number }>({
    name: 'count-agencies',
    text: 'SELECT count(*)::int AS there FROM agencies WHERE partnership_id = app.partnership_id()',
  })
  const refused = whyNotAddAgencies(rows[0]?.there ?? 0, more)
  if (refused) throw new Refusal(refused)
}

export const calendarOf = (partnership: Pick<Partnership, 'timeZone' | 'bankHolidays'>): WorkingCalendar =>
  workingCalendar(partnership.timeZone, partnership.bankHolidays)

/** The same for what nobody asks for: jobs read no more of the partnership. */
export async function readCalendar(tx: Tx): Promise<WorkingCalendar> {
  const { rows } = await tx.$client.query<Pick<Partnership, 'timeZone' | 'bankHolidays'>>({
    name: 'read-calendar',
    text: `SELECT p.time_zone AS "timeZone", ${bankHolidays} FROM partnerships p WHERE p.id = app.partnership_id()`,
  })
  const [partnership] = rows
  if (!partnership) throw new Error('no partnership in the context')
  return calendarOf(partnership)
}

export const agencyNames = (partnership: Partnership): ReadonlyMap<string, string> =>
  new Map(partnership.agencies.map((agency) => [agency.id, agency.name]))

/** The version of each agreement that is in force on a local day, with who has signed it. */
export async function readAgreements(tx: Tx): Promise<AgreementVersion[]> {
  const { rows } = await tx.$client.query<AgreementVersion>(
    `SELECT DISTINCT ON (v.kind) v.id, v.kind, v.title, v.version, v.text, v.effective_from AS "effectiveFrom", v.review_on AS "reviewOn",
        (SELECT coalesce(json_agg(json_build_object('agencyId', s.agency_id, 'agencyName', g.name, 'name', s.name, 'title', s.title,
            'signedAt', s.signed_at) ORDER BY s.signed_at), '[]')
           FROM agreement_signatures s JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
          WHERE s.partnership_id = v.partnership_id AND s.agreement_version_id = v.id) AS signatures,
        EXISTS (SELECT FROM agreement_signatures s WHERE s.partnership_id = v.partnership_id
          AND s.agreement_version_id = v.id AND s.agency_id = app.agency_id()) AS "signedByMine"
      FROM agreement_versions v
      WHERE v.partnership_id = app.partnership_id() AND v.effective_from <= (SELECT (app.moment() AT TIME ZONE p.time_zone)::date FROM partnerships p WHERE p.id = app.partnership_id())
      ORDER BY v.kind, v.version DESC`,
  )
  return rows
}

/** The newest version of an agreement, held against a second publication until the transaction ends. */
export async function latestVersion(
  tx: Tx,
  kind: AgreementVersion['kind'],
): Promise<{ version: number; title: string }> {
  await inTurn(tx, 'agreements')
  const { rows } = await tx.$client.query<{ version: number; title: string }>(
    `SELECT version, title FROM agreement_versions WHERE partnership_id = app.partnership_id() AND kind = $1
      ORDER BY version DESC LIMIT 1`,
    [kind],
  )
  const [latest] = rows
  if (!latest) throw new Error('a partnership is founded with each agreement')
  return latest
}

/** PAR-1: no agency's standing outlasts that instant unless it signs anew; whoever had none still has none. */
export async function limitStanding(tx: Tx, until: string): Promise<void> {
  await tx.$client.query(
    `UPDATE agencies SET standing_until = LEAST(standing_until, $1)
      WHERE partnership_id = app.partnership_id() AND standing_until IS NOT NULL`,
    [until],
  )
}

/** Whether the partnership has an agency of that id. */
export async function isAgency(tx: Tx, agencyId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'is-agency',
    text: 'SELECT FROM agencies WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [agencyId],
  })
  return rowCount === 1
}
