import { recordByClock } from '../audit/by-clock.ts'
import { emit } from '../events/outbox.ts'
import type { Slice } from '../notices/slice.ts'

/** MTG-5, ACC-8: an emergency that nobody at all may hear any more is over a day after it was to begin. By nobody, and told to nobody. */
export async function emergencyClocks({ tx, now }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ meetingId: string; caseId: string; itemId: string | null }>({
    name: 'end-unheard',
    text: 'SELECT meeting_id AS "meetingId", case_id AS "caseId", item_id AS "itemId" FROM app.end_unheard($1)',
    values: [now],
  })
  for (const { meetingId, caseId, itemId } of rows) {
    if (itemId)
      await recordByClock(
        tx,
        {
          ...{ action: 'meeting.closed', caseId, subject: 'agenda_item', subjectId: itemId },
          ...{ from: 'listed', to: 'deferred' },
        },
        now,
      )
    await emit(tx, { type: 'meeting.closed', data: { meetingId } }, now)
  }
}
