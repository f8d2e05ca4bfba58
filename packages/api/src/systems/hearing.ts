import type { systemEvents } from '@alongside/shared/systems/events'
import type { systemNotices } from '@alongside/shared/systems/notices'
import { coordinators, type Heard, type Hearing, send } from '../notices/hearing.ts'
import { placesOf } from '../notices/whom.ts'

type SystemEvent = keyof typeof systemEvents

/** API-2: the coordinator hears that an agency asks to connect a system; the agency's leads what became of it. */
export const systemHearing: Hearing<SystemEvent> = {
  'system.proposed': async (heard) =>
    send(heard, await coordinators(heard), {
      kind: 'system_to_agree',
      subjectId: heard.event.data.systemId,
    }),
  'system.agreed': (heard) => tellLeads(heard, 'system_agreed'),
  'system.declined': (heard) => tellLeads(heard, 'system_declined'),
  'system.ended': (heard) => tellLeads(heard, 'system_ended'),
}

async function tellLeads(heard: Heard<SystemEvent>, kind: keyof typeof systemNotices): Promise<void> {
  const { agencyId, systemId } = heard.event.data
  const leads = await placesOf(heard.tx, 'safeguardingLeads', agencyId, heard.now)
  await send(heard, leads, { kind, subjectId: systemId })
}
