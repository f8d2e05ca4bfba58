import type { Tag } from '@alongside/shared/addresses'

/** What may look different after a change of this kind. */
export const affected: Record<Tag, readonly Tag[]> = {
  Sessions: [],
  Partnership: ['Partnership', 'Work', 'Audit'],
  Referrals: ['Referrals', 'Cases', 'Meetings', 'Work', 'Audit'],
  Cases: ['Cases', 'Referrals', 'Meetings', 'Work', 'Audit'],
  Meetings: ['Meetings', 'Documents', 'Cases', 'Referrals', 'Actions', 'Work', 'Audit'],
  Documents: ['Documents', 'Meetings', 'Work', 'Audit'],
  Actions: ['Actions', 'Meetings', 'Cases', 'Work', 'Audit'],
  Work: ['Work'],
  Audit: ['Audit', 'Work'],
  Monitoring: ['Monitoring', 'Audit'],
  'Other systems': ['Other systems', 'Audit', 'Work'],
  Platform: ['Partnership'],
}
