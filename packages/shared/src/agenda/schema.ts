import Type, { type Static } from 'typebox'
import { Choice, Closed, Id, Instant, Nullable, Reference } from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { itemStates } from './values.ts'

export const ItemState = Choice(itemStates, { $id: 'ItemState' })
export type ItemState = (typeof itemStates)[number]

/** What a member sees of an item before signing: nothing that names anyone. */
export const AgendaLine = Closed(
  {
    id: Id,
    position: Type.Integer({ minimum: 1, maximum: 1000 }),
    state: ItemState,
    light: Light,
    minutes: Type.Integer({ minimum: 1, maximum: 240 }),
    caseId: Id,
    caseReference: Reference,
    referralId: Nullable(Id),
    basisInForce: Type.Boolean({ description: 'false: the item says that a basis for sharing is needed' }),
    carriedActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    spentSeconds: Type.Integer({
      minimum: 0,
      maximum: 2147483647,
      description: 'Time spoken of, up to `runningSince`',
    }),
    runningSince: Nullable(Instant),
  },
  { $id: 'AgendaLine' },
)

export type AgendaLine = Static<typeof AgendaLine>

export const AgendaCandidate = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    light: Light,
    runningActions: Type.Integer({ minimum: 1, maximum: 1000 }),
    lateActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    basisInForce: Type.Boolean(),
  },
  {
    $id: 'AgendaCandidate',
    description: 'Not on the agenda, with actions of earlier meetings that still run',
  },
)
