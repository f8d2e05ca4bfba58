import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, ListOf, Nullable, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { Child, ChildPlaces, ChildSaid, EarlierChild } from './schema.ts'

const params = { childId: Id }

export const recordChild = command(at.recordChild, {
  params: { caseId: Id },
  summary: 'Record a child on the case (CHD-1)',
  body: ChildSaid,
  reply: Child,
  status: 201,
  audit: 'child.recorded',
  refusals: ['child.incomplete', 'child.too_many'],
  example: { calledName: 'Jayden', stated: '6', livesWith: 'His grandmother', source: 'she_said' },
})

export const changeChild = command(at.changeChild, {
  params,
  summary: 'Change what is known of a child; what stood before stays on record (CHD-1)',
  description: '`mistake`: why this child was never one of this case; the row is closed.',
  body: Closed(
    {
      child: ChildSaid,
      reason: Type.Optional(Text(narrative, 'Why it changes, where that says something')),
      mistake: Type.Optional(Words(narrative)),
    },
    { $id: 'ChildChange' },
  ),
  reply: Child,
  conditional: true,
  audit: 'child.changed',
  refusals: ['child.incomplete', 'child.closed'],
  example: {
    child: { calledName: 'Jayden', stated: '6', involvement: 'protection_plan' },
    reason: 'The conference on Tuesday',
  },
})

export const recordChildPlaces = command(at.recordChildPlaces, {
  params,
  summary:
    'Where a child lives and goes to school: anybody who records may write it down; leads and children’s social care alone read it',
  body: Closed(
    { address: Type.Optional(Text()), school: Type.Optional(Text()) },
    {
      $id: 'NewChildPlaces',
      description: 'What is left out stays as it was; an empty text says that it is not known any more',
    },
  ),
  reply: Closed({ places: Nullable(ChildPlaces) }, { $id: 'ChildPlacesKept' }),
  status: 201,
  audit: 'child.places_recorded',
  refusals: ['child.closed', 'answers.incomplete'],
  example: { address: '14 Marsh Street', school: 'St Anne’s' },
})

export const tellSameChild = command(at.tellSameChild, {
  params,
  summary: 'Of a child on another file of the same person: it is this one, or it is not (CHD-1, REF-10)',
  body: Closed({ otherId: Id, same: Type.Boolean() }, { $id: 'SameChild' }),
  reply: Closed({ otherId: Id, same: Type.Boolean() }, { $id: 'SameChildKept' }),
  audit: 'child.compared',
  refusals: ['reference.unknown', 'child.closed'],
  example: { otherId: '01995b1c-7d00-7000-8000-000000000002', same: true },
})

export const readChildHistory = query(at.readChildHistory, {
  params,
  summary: 'What stood of a child before, the newest first (CHD-1)',
  reply: Closed({ items: ListOf(EarlierChild, 200) }, { $id: 'ChildHistory' }),
  audit: 'child.history_read',
})
