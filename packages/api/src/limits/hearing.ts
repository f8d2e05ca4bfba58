import type { limitEvents } from '@alongside/shared/limits/events'
import { heldByAgency } from '../access/visibility.ts'
import { referenceOf } from '../cases/reference.ts'
import { coordinators, type Heard, type Hearing, leadsOf, send } from '../notices/hearing.ts'

type LimitEvent = keyof typeof limitEvents

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
}

async function tellLeads(
  heard: Heard<LimitEvent>,
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
    await send(heard, await coordinators(heard), {
      kind: 'limit_contradicts_consent',
      subjectId: case_id,
      reference: await referenceOf(heard.tx, case_id),
    })
}
