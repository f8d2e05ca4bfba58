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
  drug_and_alcohol: 'Drug and alcohol',
  adult_social_care: 'Adult social care',
  childrens_social_care: 'Children’s social care',
  probation: 'Probation',
  other: 'Other',
} as const satisfies Record<Agency['kind'], string>
