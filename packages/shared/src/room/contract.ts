import Type, { type Static } from 'typebox'
import { command, Nothing, stream } from '../contract.ts'
import { AgendaItem, ItemState, MeetingState } from '../meetings/contract.ts'
import { Closed, Id, ListOf, Nullable, Version } from '../scalars.ts'

/** What an event of a meeting's stream tells: ids, versions and states of what its holder may see, and nothing else. */
export const MeetingNews = Closed(
  {
    mark: Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'Of all that you may see: the same mark, the same sight. Compare it after a lost connection',
    }),
    version: Version,
    state: MeetingState,
    currentItemId: Nullable(Id),
    changed: ListOf(
      Closed({ id: Id, version: Version, state: ItemState, basisInForce: Type.Boolean() }),
      200,
    ),
    gone: ListOf(Id, 200),
  },
  { $id: 'MeetingNews' },
)
export type MeetingNews = Static<typeof MeetingNews>

const tag = 'Meetings'

export const followMeeting = stream({
  id: 'followMeeting',
  path: '/v1/meetings/:meetingId/events',
  tag,
  params: { meetingId: Id },
  summary: 'Follow a meeting: what changes among what my agency may see (MTG-7)',
  description: [
    'Server-sent events. `news` carries a MeetingNews: the first names every agenda item that you may see, later ones those',
    'that changed (`changed`) or are no longer yours to see (`gone`). Read those again. `over` carries the `code` of the',
    'problem that a request would get now (the session or its place has ended, agreements have lapsed), and the stream',
    'closes. A comment comes every 15 seconds. When the stream closes without `over`, connect again.',
  ].join(' '),
  permission: 'items:read',
  reply: MeetingNews,
  audit: 'meeting.followed',
})

export const beginItem = command({
  id: 'beginItem',
  path: '/v1/agenda-items/:itemId/beginning',
  tag,
  params: { itemId: Id },
  summary:
    'This case is spoken of now: its time runs, and whoever follows the meeting and may see it is led to it',
  permission: 'meetings:record',
  body: Nothing,
  reply: AgendaItem,
  audit: 'item.begun',
  refusals: ['item.closed', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})
