import Type from 'typebox'
import { command, Nothing, query, type Reply } from '../contract.ts'
import { Meeting } from '../meetings/schema.ts'
import { Closed, Id, Instant, Line, ListOf } from '../scalars.ts'
import * as at from './addresses.ts'
import { AgendaCandidate } from './schema.ts'
import { agendaAtMost, attendeesAtMost } from './values.ts'

const meeting = { meetingId: Id }
const Times = Type.Integer({ minimum: 0, maximum: 100_000 })

export const orderAgenda = command(at.orderAgenda, {
  params: meeting,
  summary: 'Order the agenda, and give each case its minutes (MTG-3)',
  description:
    'Names each case that still stands on the agenda once, in the order in which they are to be spoken of. What has been discussed or deferred keeps its place. A case that is listed afterwards goes in behind the last one of its own light or a more serious one.',
  body: Closed(
    {
      items: ListOf(
        Closed({ id: Id, minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 240 })) }),
        200,
      ),
      lengthMinutes: Type.Optional(Type.Integer({ minimum: 15, maximum: 600 })),
    },
    { $id: 'AgendaOrder' },
  ),
  reply: Meeting,
  conditional: true,
  audit: 'agenda.ordered',
  refusals: ['meeting.wrong_state', 'agenda.not_in_order'],
  example: { items: [{ id: '01995b1c-7d00-7000-8000-000000000001', minutes: 20 }], lengthMinutes: 150 },
})

export const suggestAgendaOrder = query(at.suggestAgendaOrder, {
  params: meeting,
  summary: 'The order in which people step out as few times as can be, the more serious light first (ACC-9)',
  description:
    'Take it by `orderAgenda`, or leave it. `timesOut`: how often somebody goes out, in this order and as it stands. `away`: as it stands, about when who steps out is not needed.',
  reply: Closed(
    {
      items: ListOf(Id, agendaAtMost),
      timesOut: Times,
      timesOutNow: Times,
      away: ListOf(
        Closed({
          agencyName: Line(),
          people: ListOf(
            Closed({
              names: ListOf(Line(), attendeesAtMost),
              notNeeded: ListOf(Closed({ from: Instant, until: Instant }), agendaAtMost),
            }),
            attendeesAtMost,
          ),
        }),
        attendeesAtMost,
      ),
    },
    { $id: 'AgendaSuggestion' },
  ),
  audit: 'meeting.read',
})

export type AgendaSuggestion = Reply<typeof suggestAgendaOrder>

export const publishAgenda = command(at.publishAgenda, {
  params: meeting,
  summary: 'Publish the agenda: members are told, and asked for what their agencies know (MTG-3)',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'agenda.published',
  refusals: ['meeting.wrong_state', 'agenda.unchanged'],
  example: {},
})

export const listAgendaCandidates = query(at.listAgendaCandidates, {
  params: meeting,
  summary:
    'Cases whose actions from earlier meetings still run, or that are to be listed again after a hold, and that are not on this agenda (MTG-3, REF-3)',
  reply: Closed({ items: ListOf(AgendaCandidate, 200) }, { $id: 'AgendaCandidates' }),
  audit: 'meeting.read',
})

export const listCarriedCase = command(at.listCarriedCase, {
  params: meeting,
  summary:
    'Put a case on the agenda for its actions, without a new referral; or list it again after a hold (MTG-3, REF-3)',
  body: Closed({ caseId: Id }, { $id: 'CarriedCase' }),
  reply: Meeting,
  status: 201,
  audit: 'agenda.case_listed',
  refusals: ['case.held', 'meeting.wrong_state', 'item.basis_missing', 'agenda.case_listed', 'agenda.full'],
  example: { caseId: '01995b1c-7d00-7000-8000-000000000001' },
})
