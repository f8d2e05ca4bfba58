import type { Role } from '../access.ts'
import type { Agency } from './contract.ts'

export const roleWords = {
  'platform-administrator': 'Platform administrator',
  coordinator: 'Coordinator',
  chair: 'Chair',
  'lead-member': 'Lead member',
  'secondary-member': 'Secondary member',
  practitioner: 'Practitioner',
  guest: 'Guest',
  observer: 'Observer',
  'steering-group': 'Steering group',
  'machine-client': 'Case system',
} as const satisfies Record<Role, string>

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
