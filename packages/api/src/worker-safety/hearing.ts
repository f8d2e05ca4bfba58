import type { workerSafetyEvents } from '@alongside/shared/worker-safety/events'
import { referenceOf } from '../cases/reference.ts'
import { type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'

export const workerSafetyHearing: Hearing<keyof typeof workerSafetyEvents> = {
  // WRK-2: whoever recorded it, and her agency's lead, hear that another says that it is no longer so.
  'worker_warning.ended': async (heard) => {
    const { caseId, agencyId, recordedBy, byAccountId } = heard.event.data
    const told = [
      ...(await inPerson(heard, { accountId: recordedBy, agencyId })),
      ...(await leadsOf(heard, [agencyId])),
    ]
    await send(
      heard,
      told.filter(({ accountId }) => accountId !== byAccountId),
      { kind: 'worker_warning_ended', subjectId: caseId, reference: await referenceOf(heard.tx, caseId) },
    )
  },
}
