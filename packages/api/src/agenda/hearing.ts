import type { agendaEvents } from '@alongside/shared/agenda/events'
import { type Hearing, leadsOf, members, send } from '../notices/hearing.ts'
import { agenciesAsked } from '../research/asked.ts'

export const agendaHearing: Hearing<keyof typeof agendaEvents> = {
  'agenda.published': async (heard) => {
    const { meetingId: subjectId } = heard.event.data
    await send(heard, await members(heard), { kind: 'agenda_published', subjectId })
    // Once for a meeting: an agency that was asked is not asked again because the order has changed.
    const asked = await leadsOf(heard, await agenciesAsked(heard.tx, subjectId))
    await send(heard, asked, { kind: 'research_asked', subjectId, occasion: subjectId })
  },
}
