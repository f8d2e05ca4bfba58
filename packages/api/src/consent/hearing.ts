import type { consentEvents } from '@alongside/shared/consent/events'
import type { consentNotices } from '@alongside/shared/consent/notices'
import { referenceOf } from '../cases/reference.ts'
import { tellContradictions } from '../limits/hearing.ts'
import { type Heard, type Hearing, leadsOf, send, tellsNobody } from '../notices/hearing.ts'

type ConsentEvent = keyof typeof consentEvents

export const consentHearing: Hearing<ConsentEvent> = {
  'consent.recorded': (heard) => tellContradictions(heard, heard.event.data.caseId),
  'consent.withdrawn': (heard) => tellHolders(heard, 'consent_withdrawn'),
  'consent.lapsed': (heard) => tellHolders(heard, 'consent_lapsed'),
  'without_consent.recorded': tellsNobody,
}

/** CON-3: told to those who hold the case, or held it until this moment. */
async function tellHolders(heard: Heard<ConsentEvent>, kind: keyof typeof consentNotices): Promise<void> {
  const { caseId } = heard.event.data
  const { rows } = await heard.tx.$client.query<{ agency_id: string }>(
    'SELECT DISTINCT agency_id FROM sharing_grants WHERE partnership_id = app.partnership_id() AND case_id = $1 AND agency_id IS NOT NULL',
    [caseId],
  )
  const leads = await leadsOf(
    heard,
    rows.map(({ agency_id }) => agency_id),
  )
  await send(heard, leads, { kind, subjectId: caseId, reference: await referenceOf(heard.tx, caseId) })
}
