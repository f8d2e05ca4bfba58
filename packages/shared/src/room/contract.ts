import Type from 'typebox'
import { Action, NewAction } from '../actions/contract.ts'
import { Deputy } from '../agenda/schema.ts'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query, stream } from '../contract.ts'
import { account, manyTexts, narrative } from '../limits.ts'
import { Meeting } from '../meetings/schema.ts'
import { Closed, Id, ListOf, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { AgendaItem, ItemRecord, MeetingNews } from './schema.ts'

const item = { itemId: Id }

export const readItem = query(at.readItem, {
  params: item,
  summary: 'One case on the agenda: her voice first',
  reply: AgendaItem,
  audit: 'item.read',
  refusals: ['meeting.confidentiality_unsigned'],
})

export const recordItem = command(at.recordItem, {
  params: item,
  summary: 'Write down plan and decisions; each part named replaces the one before',
  largest: manyTexts,
  body: ItemRecord,
  reply: AgendaItem,
  conditional: true,
  audit: 'item.recorded',
  refusals: ['item.closed', 'item.basis_missing', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: { riskPlan: 'Police patrol the lane from 22:00; no visits to the flat.' },
})

export const contribute = command(at.contribute, {
  params: item,
  summary: 'Share into the item what my agency knows',
  body: Closed(
    { words: Words(account), agencyId: Type.Optional(Id) },
    { $id: 'NewContribution', description: 'agencyId: the recorder writes down what another agency said' },
  ),
  reply: AgendaItem,
  status: 201,
  audit: 'item.contributed',
  refusals: [
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
    'reference.unknown',
  ],
  example: { words: 'Seen at the drop-in twice this month; hand healing.' },
})

const said = {
  params: { contributionId: Id },
  reply: AgendaItem,
  refusals: [
    'contribution.of_another',
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
  ],
} as const

export const putRight = command(at.putRight, {
  ...said,
  summary:
    'What my agency shared is put right, until the case is closed; what was said before is kept (MTG-7)',
  body: Closed({ words: Words(account) }, { $id: 'PutRight' }),
  audit: 'item.put_right',
  example: { words: 'Seen at the drop-in once this month, on Monday.' },
})

export const takeBack = command(at.takeBack, {
  ...said,
  summary: 'What my agency shared is taken back, until the case is closed; that it was said is kept (MTG-7)',
  body: Nothing,
  audit: 'item.taken_back',
  example: {},
})

export const agreeAction = command(at.agreeAction, {
  params: item,
  summary: 'Agree an action, with its owner and date (ACT-1)',
  body: NewAction,
  reply: Action,
  status: 201,
  audit: 'action.agreed',
  refusals: [
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
    'reference.unknown',
  ],
  example: {
    ownerAgencyId: '01995b1c-7d00-7000-8000-000000000001',
    what: 'Find a room with a lock',
    why: 'She sleeps in a stairwell that he knows',
    dueOn: '2026-04-16',
    priority: 'urgent',
  },
})

export const closeItem = command(at.closeItem, {
  params: item,
  summary: 'This case is discussed',
  body: Nothing,
  reply: AgendaItem,
  conditional: true,
  audit: 'item.closed',
  refusals: ['item.closed', 'item.basis_missing', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const reopenItem = command(at.reopenItem, {
  params: item,
  summary: 'A case that was ended by a slip is to be spoken of again, until its meeting is closed (MTG-7)',
  description:
    'It is begun like every other: whoever stepped out steps out again first (ACC-9), and its guest is let in again. Of a case that was put off, its place on the later agenda goes.',
  body: Closed({ reason: Words(narrative) }, { $id: 'ItemReopening' }),
  reply: AgendaItem,
  conditional: true,
  audit: 'item.reopened',
  refusals: ['item.not_ended', 'case.held', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: { reason: 'The wrong case was closed.' },
})

export const deferItem = command(at.deferItem, {
  params: item,
  summary: 'Put it off to the next meeting, with the reason: before the meeting, or in it (MTG-3)',
  description:
    'To the next one that has a place for it. While she is held (REF-3) it leaves this agenda and comes onto none, until the hold is lifted.',
  body: Closed({ reason: Words(narrative) }, { $id: 'Deferral' }),
  reply: AgendaItem,
  conditional: true,
  audit: 'item.deferred',
  refusals: [
    'case.held',
    'agenda.full',
    'item.closed',
    'meeting.none_follows',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
  ],
  example: { reason: 'Her key worker is ill and asked that she be heard first.' },
})

export const followMeeting = stream(at.followMeeting, {
  params: { meetingId: Id },
  summary: 'Follow a meeting: what changes among what my agency may see (MTG-7)',
  description: [
    'Server-sent events. `news` carries a MeetingNews: the first names every agenda item that you may see, later ones those',
    'that changed (`changed`) or are no longer yours to see (`gone`). Read those again. `over` carries the `code` of the',
    'problem that a request would get now (the session or its place has ended, agreements have lapsed), and the stream',
    'closes. A comment comes every 15 seconds. When the stream closes without `over`, connect again.',
  ].join(' '),
  reply: MeetingNews,
  audit: 'meeting.followed',
})

export const callItem = command(at.callItem, {
  params: item,
  summary: 'This case is next: the wall says who steps out for it, and names nobody else (ACC-9)',
  body: Nothing,
  reply: AgendaItem,
  audit: 'item.called',
  refusals: ['item.closed', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const takeBackCall = command(at.takeBackCall, {
  params: item,
  summary:
    'This case is not next after all: nobody is asked out for it, and who has left is called back (ACC-9)',
  body: Nothing,
  reply: AgendaItem,
  audit: 'item.call_taken_back',
  refusals: ['item.closed', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const confirmSteppedOut = command(at.confirmSteppedOut, {
  params: item,
  summary: 'Those who must not hear this case have left (ACC-9)',
  description:
    'Names people by `accountId`, of those in `stepOut`. The case begins once nobody of them is left in. Kept with who confirmed it and when.',
  body: Closed({ people: Type.Array(Id, { minItems: 1, maxItems: 200 }) }, { $id: 'SteppedOut' }),
  reply: AgendaItem,
  status: 201,
  audit: 'item.stepped_out',
  refusals: ['item.closed', 'meeting.wrong_state', 'meeting.confidentiality_unsigned', 'reference.unknown'],
  example: { people: ['01995b1c-7d00-7000-8000-000000000001'] },
})

export const startItem = command(at.startItem, {
  params: item,
  summary:
    'This case is spoken of now: its time runs, and whoever follows the meeting and may see it is led to it',
  body: Nothing,
  reply: AgendaItem,
  audit: 'item.started',
  refusals: [
    'case.held',
    'item.closed',
    'item.basis_missing',
    'item.must_step_out',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
  ],
  example: {},
})

const meeting = { meetingId: Id }

export const listDeputies = query(at.listDeputies, {
  params: meeting,
  summary:
    'Who can chair what neither chair nor coordinator may hear: leads of other agencies who attend (ACC-9)',
  description:
    'Whether somebody may hear such a case is not told: `deputyNeeded` of the meeting says whether one is still needed.',
  reply: Closed({ items: ListOf(Deputy, 200) }, { $id: 'Deputies' }),
  audit: noCaseData,
})

export const nameDeputy = command(at.nameDeputy, {
  params: meeting,
  summary: 'Name who chairs the cases that neither chair nor coordinator may hear; she is told (ACC-9)',
  description: 'One at a time: named anew it is another. What she sees stays what her own agency may see.',
  body: Closed({ accountId: Id, agencyId: Id }, { $id: 'NamedDeputy' }),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.deputy_named',
  refusals: ['meeting.wrong_state', 'reference.unknown'],
  example: {
    accountId: '01995b1c-7d00-7000-8000-000000000001',
    agencyId: '01995b1c-7d00-7000-8000-000000000002',
  },
})
