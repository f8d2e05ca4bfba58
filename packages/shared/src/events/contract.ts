import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { query } from '../contract.ts'
import { eventTypes } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, PageQuery } from '../scalars.ts'
import * as at from './addresses.ts'
import { toldIds, toldTypes } from './catalogue.ts'
import { audiences } from './declaring.ts'

const cursor = (description: string) => Nullable(Type.String({ maxLength: 500, description }))

export const ToldType = Choice(toldTypes, { $id: 'EventType' })

const ToldEvent = Closed(
  {
    id: Id,
    type: ToldType,
    at: Instant,
    data: Closed(
      Object.fromEntries(toldIds.map((id) => [id, Type.Optional(Id)])) as Record<
        (typeof toldIds)[number],
        ReturnType<typeof Type.Optional<typeof Id>>
      >,
      { $id: 'EventData', description: 'Ids of that event’s type, and nothing that names anyone (API-3)' },
    ),
  },
  { $id: 'Event', description: 'Each has the id under which webhooks carry it: what came both ways is one' },
)
export type ToldEvent = Static<typeof ToldEvent>

export const listEventTypes = query(at.listEventTypes, {
  summary: 'The catalogue: what other systems may hear of, what it carries, and who is told',
  reply: Closed(
    {
      items: ListOf(
        Closed(
          {
            type: ToldType,
            says: Line(400),
            toldTo: Choice(audiences, { $id: 'EventAudience' }),
            ids: ListOf(Choice(toldIds, { $id: 'EventId' }), 20),
          },
          { $id: 'EventTypeDescription' },
        ),
        100,
      ),
    },
    { $id: 'EventTypes' },
  ),
  audit: noCaseData,
})

export const listEvents = query(at.listEvents, {
  summary: 'The feed: what my agency was told, oldest first (API-3)',
  description:
    'Begin without a cursor and follow `next` until it is null; keep `resume`, and ask from there later. What comes later always comes after it, in the order in which it was told. An event whose case your agency may no longer see is left out; that its access ended is told as `case.access_ended`. What is older than 180 days is kept no more: a cursor from before is refused with 410.',
  query: {
    ...PageQuery,
    types: Type.Optional(
      Type.String({
        maxLength: 2000,
        pattern: eventTypes,
        description: 'Only these types, separated by commas',
      }),
    ),
  },
  reply: Closed(
    {
      items: ListOf(ToldEvent, 100),
      next: cursor('Where the next page begins; null where there is no more yet'),
      resume: cursor('Where to go on later; null before the first event'),
    },
    { $id: 'EventPage' },
  ),
  audit: 'event.listed',
  refusals: ['events.too_old'],
})
