import { localDay, workingCalendar } from '@alongside/shared/calendar'
import { checkAgainOn } from '@alongside/shared/oncall/rules'
import type { Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'

/** MTG-5: once a quarter each agency's leads are asked whether its list is still right; once for each time that it is due. */
export async function onCallClocks({ tx, services, now }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ agencyId: string; checkedAt: string; timeZone: string }>(
    `SELECT l.agency_id AS "agencyId", l.checked_at AS "checkedAt", p.time_zone AS "timeZone"
      FROM on_call_lists l JOIN partnerships p ON p.id = l.partnership_id WHERE l.partnership_id = app.partnership_id()`,
  )
  for (const { agencyId, checkedAt, timeZone } of rows) {
    const calendar = workingCalendar(timeZone, [])
    const due = checkAgainOn(calendar, checkedAt)
    if (localDay(calendar, now) < due) continue
    const notice = { kind: 'on_call_to_check', subjectId: agencyId, occasion: `due ${due}` } as const
    await tell(tx, services, await placesOf(tx, 'leads', agencyId, now), notice, now)
  }
}
