import { type Role, roleFacts, roles } from '../access.ts'
import type { Agency } from './contract.ts'

export const roleWords = Object.fromEntries(roles.map((role) => [role, roleFacts[role].label])) as Readonly<
  Record<Role, string>
>

export const agencyKindWords = {
  charity: 'Charity',
  police: 'Police',
  health: 'Health',
  housing: 'Housing',
  'drug and alcohol': 'Drug and alcohol',
  'adult social care': 'Adult social care',
  'children’s social care': 'Children’s social care',
  probation: 'Probation',
  other: 'Other',
} as const satisfies Record<Agency['kind'], string>
