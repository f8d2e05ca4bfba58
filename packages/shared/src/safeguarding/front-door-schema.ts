import Type, { type Static } from 'typebox'
import { telephonePattern } from '../oncall/values.ts'
import { Choice, Closed, Id, Instant, Line, Nullable, Version, Words } from '../scalars.ts'

export const SafeguardingKind = Choice(['child', 'adult'], {
  $id: 'SafeguardingKind',
  description: 'child: children’s social care; adult: the safeguarding adults team',
})

const Number = Type.String({ pattern: telephonePattern, maxLength: 30 })
const reached = {
  name: Line(120, 'The team, as it calls itself'),
  telephone: Number,
  hours: Nullable(Line(120, 'When that number answers, in words; null: day and night')),
  nightTelephone: Nullable(Number),
  also: Nullable(Words(500, 'What else to say of it')),
}

/** SAF-1, SAF-2: as a partnership is founded, before it has an agency that could be one. */
export const NewFrontDoor = Closed(reached, { $id: 'NewFrontDoor' })
export type NewFrontDoor = Static<typeof NewFrontDoor>

export const SavedFrontDoor = Closed(
  {
    ...reached,
    agencyId: Nullable({ ...Id, description: 'The member whose team it is: it is told in the product too' }),
  },
  { $id: 'SavedFrontDoor' },
)
export type SavedFrontDoor = Static<typeof SavedFrontDoor>

export const FrontDoor = Closed(
  { kind: SafeguardingKind, version: Version, ...SavedFrontDoor.properties },
  { $id: 'FrontDoor', description: 'SAF-1, SAF-2: whom one tells, by day and by night' },
)
export type FrontDoor = Static<typeof FrontDoor>

export const FrontDoors = Closed({ child: FrontDoor, adult: FrontDoor }, { $id: 'FrontDoors' })
export type FrontDoors = Static<typeof FrontDoors>

export const FrontDoorVersion = Closed(
  { ...FrontDoor.properties, agencyName: Nullable(Line()), savedAt: Instant, savedByName: Nullable(Line()) },
  { $id: 'FrontDoorVersion' },
)
export type FrontDoorVersion = Static<typeof FrontDoorVersion>

/** What their reference is; null: they give none. */
export const TheirReference = Closed({ reference: Nullable(Line(100)) }, { $id: 'TheirReference' })
