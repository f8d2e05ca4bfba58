import type { exclusionEvents } from '@alongside/shared/exclusions/events'
import { referenceOf } from '../cases/reference.ts'
import { coordinatorsOf, type Heard, type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'

type ExclusionEvent = keyof typeof exclusionEvents

interface Row {
  account_id: string
  agency_id: string
  told: boolean
  herself: boolean
}

export const exclusionHearing: Hearing<ExclusionEvent> = {
  'exclusion.closed': async (heard) => {
    const { caseId } = heard.event.data
    const row = await exclusionOf(heard)
    if (!row) return
    const about = { subjectId: caseId, reference: await referenceOf(heard.tx, caseId) }
    // Untold, who looks at it hears by the clock, whoever that is by then (exclusionClocks).
    if (!row.told) return
    if (row.herself) {
      const leads = await leadsOf(heard, [row.agency_id])
      await send(heard, [...leads, ...(await coordinatorsOf(heard, caseId))], {
        kind: 'somebody_stands_aside',
        ...about,
      })
    } else await tellHer(heard, row)
  },
  'exclusion.told': async (heard) => {
    const row = await exclusionOf(heard)
    if (row) await tellHer(heard, row)
  },
}

async function exclusionOf({ tx, event }: Heard<ExclusionEvent>): Promise<Row | undefined> {
  const { rows } = await tx.$client.query<Row>(
    `SELECT account_id, agency_id, told, closed_by = account_id AS herself FROM case_exclusions
      WHERE partnership_id = app.partnership_id() AND id = $1 AND ended_at IS NULL`,
    [event.data.exclusionId],
  )
  return rows[0]
}

/** That it is closed, by the reference which she knows; nothing of whom she may know in it. */
async function tellHer(heard: Heard<ExclusionEvent>, { account_id, agency_id }: Row): Promise<void> {
  const { caseId } = heard.event.data
  await send(heard, await inPerson(heard, { accountId: account_id, agencyId: agency_id }), {
    kind: 'case_closed_to_you',
    subjectId: caseId,
    reference: await referenceOf(heard.tx, caseId),
  })
}
