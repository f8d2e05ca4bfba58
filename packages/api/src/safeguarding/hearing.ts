import type { safeguardingEvents } from '@alongside/shared/safeguarding/events'
import { type Hearing, send, tellsNobody } from '../notices/hearing.ts'
import { placesOf } from '../notices/whom.ts'

/** SAF-1: the agency's safeguarding leads hear that a team must be told. */
export const safeguardingHearing: Hearing<keyof typeof safeguardingEvents> = {
  'safeguarding.opened': async (heard) => {
    const { agencyId, notificationId } = heard.event.data
    const leads = await placesOf(heard.tx, 'safeguardingLeads', agencyId, heard.now)
    await send(heard, leads, { kind: 'safeguarding_to_record', subjectId: notificationId })
  },
  'safeguarding.recorded': tellsNobody,
}
