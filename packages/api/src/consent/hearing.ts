import type { consentEvents } from '@alongside/shared/consent/events'
import type { consentNotices } from '@alongside/shared/consent/notices'
import { heldByAgency } from '../access/visibility.ts'
import { isHeld } from '../cases/holding.ts'
import { referenceOf } from '../cases/reference.ts'
import { tellContradictions, tellMetLimits } from '../limits/hearing.ts'
import { type Heard, type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'

type ConsentEvent = keyof typeof consentEvents

export const consentHearing: Hearing<ConsentEvent> = {
  'consent.recorded': (heard) => tellContradictions(heard, heard.event.data.caseId),
  'consent.withdrawn': (heard) => tellHolders(heard, 'consent_withdrawn'),
  // REF-3: by itself; of whoever is held nobody is to ask anything again.
  'consent.lapsed': async (heard) => {
    if (!(await isHeld(heard.tx, heard.event.data.caseId))) await tellHolders(heard, 'consent_lapsed')
  },
  'without_consent.recorded': (heard) => tellMetLimits(heard, heard.event.data.withoutConsentId),
}

/** CON-3: told to those who hold the case still, and to who took the consent. Who holds it no more hears what to stop (sharing/hearing.ts). */
async function tellHolders(
  heard: Heard<'consent.withdrawn' | 'consent.lapsed'>,
  kind: keyof typeof consentNotices,
): Promise<void> {
  const { caseId, consentId } = heard.event.data
  const { rows } = await heard.tx.$client.query<{ agency_id: string; taken_by: string | null }>(
    `SELECT DISTINCT g.agency_id, app.keeper_of(c) AS taken_by FROM sharing_grants g
      LEFT JOIN consents c ON c.partnership_id = g.partnership_id AND c.id = $2 AND c.agency_id = g.agency_id
      WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1 AND ${heldByAgency('$3')}`,
    [caseId, consentId, heard.now],
  )
  const leads = await leadsOf(
    heard,
    rows.map(({ agency_id }) => agency_id),
  )
  const takers = await inPerson(
    heard,
    ...rows.flatMap(({ taken_by, agency_id }) =>
      taken_by ? { accountId: taken_by, agencyId: agency_id } : [],
    ),
  )
  await send(heard, [...leads, ...takers], {
    kind,
    subjectId: caseId,
    reference: await referenceOf(heard.tx, caseId),
  })
}
