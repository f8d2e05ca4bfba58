import type { flagEvents } from '@alongside/shared/flags/events'
import type { flagNotices } from '@alongside/shared/flags/notices'
import { type Heard, type Hearing, leadsOf, send, tellsNobody } from '../notices/hearing.ts'

/** FLG-1: the agency's leads hear what it is asked to do on its own case system. */
export const flagHearing: Hearing<keyof typeof flagEvents> = {
  'flag.asked': (heard) => tellOf(heard, 'flag_asked'),
  'flag.confirmed': tellsNobody,
  'flag.taken_down': tellsNobody,
  'flag.ended': (heard) => tellOf(heard, 'flag_to_take_down'),
}

const tellOf = async (
  heard: Heard<'flag.asked' | 'flag.ended'>,
  kind: keyof typeof flagNotices,
): Promise<void> => {
  const { agencyId, flagId } = heard.event.data
  await send(heard, await leadsOf(heard, [agencyId]), { kind, subjectId: flagId })
}
