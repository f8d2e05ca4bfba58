import type { limitEvents } from '@alongside/shared/limits/events'
import type { limitNotices } from '@alongside/shared/limits/notices'
import { heldByAgency } from '../access/visibility.ts'
import { isHeld } from '../cases/holding.ts'
import { referenceOf } from '../cases/reference.ts'
import { coordinatorsOf, type Heard, type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'
import type { Person, Place } from '../notices/whom.ts'

type LimitEvent = keyof typeof limitEvents
type OverrideEvent = Extract<LimitEvent, `limit_override.${string}`>
type OverrideNotice = Extract<keyof typeof limitNotices, `override_${string}`>

export const limitHearing: Hearing<LimitEvent> = {
  'limit.recorded': async (heard) => {
    const { caseId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ agency_id: string }>(
      `SELECT DISTINCT g.agency_id FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1
        AND ${heldByAgency('$2')}`,
      [caseId, heard.now],
    )
    await tellLeads(
      heard,
      rows.map(({ agency_id }) => agency_id),
      'limit_recorded',
    )
  },
  'limit.lifted': async (heard) => {
    const { limitId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ promised_by: string }>(
      'SELECT promised_by FROM limits WHERE partnership_id = app.partnership_id() AND id = $1',
      [limitId],
    )
    await tellLeads(
      heard,
      rows.map(({ promised_by }) => promised_by),
      'limit_lifted',
    )
  },
  'limit_override.asked': async (heard) => {
    const { asked, deciders, onCall, promises } = await concerned(heard)
    const others = [
      ...(await inPerson(heard, asked)),
      ...(await coordinatorsOf(heard, heard.event.data.caseId)),
    ]
    const deciding = await inPerson(heard, ...deciders, ...(asked.urgent ? onCall : []))
    const decides = new Set(deciding.map(({ accountId }) => accountId))
    await tellOverride(heard, deciding, 'override_to_decide')
    await tellOverride(
      heard,
      others.filter(({ accountId }) => !decides.has(accountId)),
      'override_asked',
    )
    if (!asked.delay_endangers) await tellPromised(heard, promises, 'override_asked')
  },
  'limit_override.opened': (heard) => tellTurn(heard, 'override_opened'),
  // REF-3: of whoever is held what ended by itself is on record, and not told; who reads her case no more for it hears that (sharing/hearing.ts).
  'limit_override.settled': async (heard) => {
    const { overrideId, caseId } = heard.event.data
    const { rows } = await heard.tx.$client.query(
      `SELECT FROM limit_overrides WHERE partnership_id = app.partnership_id() AND id = $1 AND ended_as IN ('closed', 'lapsed')`,
      [overrideId],
    )
    if (rows.length === 0 || !(await isHeld(heard.tx, caseId))) await tellTurn(heard, 'override_settled')
  },
}

/** Everyone whom a request to share past her no concerns. */
async function concerned({ tx, event, now }: Heard<OverrideEvent>) {
  const { overrideId } = event.data
  const [request, deciding, promised] = await Promise.all([
    tx.$client.query<
      Person & { gaining: string; delay_endangers: boolean; urgent: boolean; opened: boolean }
    >(
      `SELECT asked_by AS "accountId", asking_agency_id AS "agencyId", agency_id AS gaining, delay_endangers, urgent,
          opened_at IS NOT NULL AS opened
        FROM limit_overrides WHERE partnership_id = app.partnership_id() AND id = $1`,
      [overrideId],
    ),
    tx.$client.query<Person & { seat: string }>(
      'SELECT d.account_id AS "accountId", d.agency_id AS "agencyId", d.seat FROM app.override_deciders($1, $2) d',
      [overrideId, now],
    ),
    tx.$client.query<{ case_id: string; promised_by: string }>(
      `SELECT DISTINCT l.case_id, l.promised_by FROM limit_overrides o
        JOIN limits l ON l.partnership_id = o.partnership_id AND l.id = ANY (o.limit_ids)
        WHERE o.partnership_id = app.partnership_id() AND o.id = $1`,
      [overrideId],
    ),
  ])
  const [asked] = request.rows
  if (!asked) throw new Error('a request that is not there')
  return {
    asked,
    deciders: deciding.rows.filter(({ seat }) => seat !== 'on_call'),
    onCall: deciding.rows.filter(({ seat }) => seat === 'on_call'),
    promises: promised.rows,
  }
}

/** ACC-10: a place has ended, and with it maybe who was to decide: whoever decides in her stead is told, and the others not anew. */
export async function tellNewDeciders(heard: Heard<'membership.ended'>): Promise<void> {
  const { rows } = await heard.tx.$client.query<Person & { caseId: string; reference: string }>(
    `SELECT d.account_id AS "accountId", d.agency_id AS "agencyId", c.id AS "caseId", c.reference
      FROM limit_overrides o
      JOIN cases c ON c.partnership_id = o.partnership_id AND c.id = o.case_id
      CROSS JOIN LATERAL app.override_deciders(o.id, $1) d
      WHERE o.partnership_id = app.partnership_id() AND o.ended_at IS NULL AND (o.opened_at IS NULL OR o.until_at > $1)
        AND d.seat <> 'on_call' AND NOT EXISTS (SELECT FROM limit_decisions e
          WHERE e.partnership_id = o.partnership_id AND e.override_id = o.id AND e.seat = d.seat)
        AND NOT EXISTS (SELECT FROM notifications n JOIN memberships m ON m.partnership_id = n.partnership_id AND m.id = n.membership_id
          WHERE n.partnership_id = o.partnership_id AND n.kind = 'override_to_decide' AND n.subject_id = o.case_id AND n.at >= o.asked_at
            AND m.account_id = d.account_id AND m.agency_id = d.agency_id)`,
    [heard.now],
  )
  for (const { caseId, reference, ...person } of rows)
    await send(heard, await inPerson(heard, person), {
      kind: 'override_to_decide',
      subjectId: caseId,
      reference,
    })
}

/** Who holds a promise is told of the file on which she was promised: that one they know. */
async function tellPromised(
  heard: Heard<OverrideEvent>,
  promises: readonly { case_id: string; promised_by: string }[],
  kind: OverrideNotice,
): Promise<void> {
  for (const { case_id, promised_by } of promises)
    await send(heard, await leadsOf(heard, [promised_by]), {
      kind,
      subjectId: case_id,
      reference: await referenceOf(heard.tx, case_id),
    })
}

async function tellOverride(
  heard: Heard<OverrideEvent>,
  places: readonly Place[],
  kind: OverrideNotice,
): Promise<void> {
  const { caseId } = heard.event.data
  await send(heard, places, { kind, subjectId: caseId, reference: await referenceOf(heard.tx, caseId) })
}

async function tellTurn(heard: Heard<OverrideEvent>, kind: OverrideNotice): Promise<void> {
  const { asked, deciders, onCall, promises } = await concerned(heard)
  // ACC-6: an agency to which nothing was opened hears nothing of a file that it may not see.
  const gaining = asked.opened ? await leadsOf(heard, [asked.gaining]) : []
  const people = await inPerson(heard, asked, ...deciders, ...(asked.urgent ? onCall : []))
  await tellOverride(
    heard,
    [...people, ...(await coordinatorsOf(heard, heard.event.data.caseId)), ...gaining],
    kind,
  )
  // Where telling endangers her, whoever promised her hears once it is open, and of what never opened nothing.
  if (asked.opened || !asked.delay_endangers) await tellPromised(heard, promises, kind)
}

async function tellLeads(
  heard: Heard<'limit.recorded' | 'limit.lifted'>,
  agencies: readonly string[],
  kind: 'limit_recorded' | 'limit_lifted',
): Promise<void> {
  const { caseId } = heard.event.data
  await send(heard, await leadsOf(heard, agencies), {
    kind,
    subjectId: caseId,
    reference: await referenceOf(heard.tx, caseId),
  })
}

/**
 * ACC-8: a consent that still stands on one of her files names an agency that she refused on another. Her no holds, and the
 * coordinator hears that the two contradict each other.
 */
export async function tellContradictions(heard: Heard, caseId: string): Promise<void> {
  const { rows } = await heard.tx.$client.query<{ case_id: string }>(
    `SELECT DISTINCT g.case_id FROM sharing_grants g
      JOIN consents c ON c.partnership_id = g.partnership_id AND c.id = g.consent_id AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
      JOIN limits l ON l.partnership_id = g.partnership_id AND l.kind = 'agency' AND l.agency_id = g.agency_id AND l.lifted_at IS NULL
        AND l.case_id <> g.case_id
      WHERE g.partnership_id = app.partnership_id() AND g.basis = 'consent' AND g.until_at <= $2
        AND g.case_id IN (SELECT app.files_of_person(g.partnership_id, $1)) AND l.case_id IN (SELECT app.files_of_person(g.partnership_id, $1))`,
    [caseId, heard.now],
  )
  for (const { case_id } of rows)
    await send(heard, await coordinatorsOf(heard, case_id), {
      kind: 'limit_contradicts_consent',
      subjectId: case_id,
      reference: await referenceOf(heard.tx, case_id),
    })
}

/** ACC-8: a sharing without consent names an agency that she refused on a file which its writer does not see: nobody asked two people. */
export async function tellMetLimits(heard: Heard, withoutConsentId: string): Promise<void> {
  const { rows } = await heard.tx.$client.query<{ case_id: string }>(
    `SELECT DISTINCT g.case_id FROM sharing_grants g
      JOIN limits l ON l.partnership_id = g.partnership_id AND l.kind = 'agency' AND l.agency_id = g.agency_id AND l.lifted_at IS NULL
      WHERE g.partnership_id = app.partnership_id() AND g.without_consent_id = $1 AND g.override_id IS NULL AND g.until_at <= g.from_at
        AND l.case_id IN (SELECT app.files_of_person(g.partnership_id, g.case_id))`,
    [withoutConsentId],
  )
  for (const { case_id } of rows)
    await send(heard, await coordinatorsOf(heard, case_id), {
      kind: 'sharing_meets_limit',
      subjectId: case_id,
      reference: await referenceOf(heard.tx, case_id),
    })
}
