import type { caseEvents } from '@alongside/shared/cases/events'
import { coordinators, type Hearing, send, tellsNobody } from '../notices/hearing.ts'
import { referenceOf } from './reference.ts'

export const caseHearing: Hearing<keyof typeof caseEvents> = {
  'emergency_access.taken': async (heard) => {
    const { caseId } = heard.event.data
    await send(heard, await coordinators(heard), {
      kind: 'emergency_access_taken',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
  'case.files_joined': tellsNobody,
  'case.files_parted': tellsNobody,
}
