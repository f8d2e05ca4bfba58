import Type, { type Static } from 'typebox'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, Reference } from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import {
  attendeesAtMost,
  itemStates,
  type putOffBecause,
  reasonsToStepOut,
  takenOffBecause,
} from './values.ts'

export const ItemState = Choice(itemStates, { $id: 'ItemState' })
export type ItemState = (typeof itemStates)[number]
export type PutOffBecause = (typeof putOffBecause)[number]
export type TakenOffBecause = (typeof takenOffBecause)[number]

/** ACC-9: somebody who attends the meeting and must not hear an item; of an item that is over, who was seen to leave. */
export const SteppingOut = Closed(
  {
    accountId: Id,
    name: Line(),
    agencyId: Id,
    agencyName: Line(),
    whole: Type.Boolean({ description: 'Everybody who attends for her agency steps out' }),
    guest: Type.Boolean({ description: 'Came for another item; told to who coordinates alone' }),
    why: Nullable(Choice(reasonsToStepOut, { description: 'Told to who coordinates alone' })),
    leftAt: Nullable(Instant),
    untold: Type.Boolean({
      description:
        'She does not know that the case is closed to her (HRM-1): named to who runs the meeting, and to who knows, alone',
    }),
  },
  { $id: 'SteppingOut', description: 'leftAt: when the chair saw that she had left' },
)
export type SteppingOut = Static<typeof SteppingOut>

/** HRM-1: while the room is open: somebody, or several, who must not hear an item, and whose names are not the reader’s to know. */
const UnnamedOut = Closed(
  { leftAt: Nullable(Instant) },
  {
    $id: 'UnnamedOut',
    description:
      'Somebody must not hear it, and it is not yours to know who. leftAt: when the chair saw that all of them had left',
  },
)

/** ACC-9: who chairs the cases of a meeting that neither chair nor coordinator may hear. */
export const Deputy = Closed(
  { accountId: Id, name: Line(), agencyId: Id, agencyName: Line() },
  { $id: 'Deputy' },
)
export type Deputy = Static<typeof Deputy>

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
    rests: Type.Boolean({ description: 'A hold stands on her file, and nothing is begun (REF-3)' }),
    carriedActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    spentSeconds: Type.Integer({
      minimum: 0,
      maximum: 2147483647,
      description: 'Time spoken of, up to `runningSince`',
    }),
    runningSince: Nullable(Instant),
    putOffTo: Nullable(Instant),
    takenOff: Type.Boolean({ description: 'It left this agenda, and nobody put it off' }),
    takenOffBecause: Nullable(Choice(takenOffBecause)),
    otherFiles: Type.Array(Reference, {
      maxItems: 20,
      description: 'Also on this agenda: files of the same person, to who may see both (REF-10)',
    }),
    stepOut: ListOf(SteppingOut, attendeesAtMost),
    unnamedOut: Nullable(UnnamedOut),
    needsDeputy: Type.Boolean({
      description: 'Neither chair nor coordinator may hear it: a deputy chairs it',
    }),
    chairedBy: Nullable(Deputy),
    unchaired: Type.Boolean({
      description: 'Nobody who attends could chair it: when the meeting closes it is put off to the next one',
    }),
  },
  { $id: 'AgendaLine', description: '`putOffTo`: when the meeting is to which it was put off' },
)

export type AgendaLine = Static<typeof AgendaLine>

export const AgendaCandidate = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    light: Light,
    runningActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    lateActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    basisInForce: Type.Boolean(),
    toListAgain: Type.Boolean({ description: 'A hold that was lifted since had taken it off an agenda' }),
  },
  {
    $id: 'AgendaCandidate',
    description:
      'Not on the agenda, with actions of earlier meetings that still run; or to be listed again after a hold',
  },
)
