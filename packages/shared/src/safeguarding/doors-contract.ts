import { noCaseData } from '../audit.ts'
import { command, query } from '../contract.ts'
import { Closed, ListOf } from '../scalars.ts'
import * as at from './addresses.ts'
import { FrontDoor, FrontDoorVersion, SafeguardingKind, SavedFrontDoor } from './front-door-schema.ts'
import { versionsShown } from './values.ts'

export const listFrontDoors = query(at.listFrontDoors, {
  summary: 'Whom one tells of a child or an adult at risk, and what was written down of them before',
  description:
    'The newest of each kind first, as far as there is room; the first of each is what stands. Of what was founded with the partnership it says no name.',
  reply: Closed({ items: ListOf(FrontDoorVersion, versionsShown) }, { $id: 'FrontDoorVersions' }),
  audit: noCaseData,
})

export const saveFrontDoor = command(at.saveFrontDoor, {
  summary: 'Write down anew whom one tells (SAF-1, SAF-2); what it was stays on record',
  params: { kind: SafeguardingKind },
  body: SavedFrontDoor,
  reply: FrontDoor,
  conditional: true,
  audit: 'front_door.saved',
  refusals: ['reference.unknown'],
  example: {
    name: 'Eastmarsh children’s front door',
    telephone: '01632 960001',
    hours: 'Monday to Friday, 9:00 to 17:00',
    nightTelephone: '01632 960004',
    also: null,
    agencyId: null,
  },
})
