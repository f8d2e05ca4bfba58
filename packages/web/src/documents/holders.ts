import type { Role } from '@alongside/shared/access'

/** Who may hold papers. The table of permissions says so too, but would be loaded by every first visit. */
export const holders: readonly Role[] = [
  'coordinator',
  'chair',
  'lead-member',
  'secondary-member',
  'practitioner',
]
