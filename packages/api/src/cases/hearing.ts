import type { caseEvents } from '@alongside/shared/cases/events'
import { tellContradictions } from '../limits/hearing.ts'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const caseHearing: Hearing<keyof typeof caseEvents> = {
  'case.files_joined': async (heard) => {
    const { rows } = await heard.tx.$client.query<{ case_id: string }>(
      'SELECT case_id FROM joined_files WHERE partnership_id = app.partnership_id() AND id = $1',
      [heard.event.data.joinId],
    )
    for (const { case_id } of rows) await tellContradictions(heard, case_id)
  },
  'case.files_parted': tellsNobody,
}
