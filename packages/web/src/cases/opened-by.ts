import type { CaseFile } from '@alongside/shared/cases/contract'

type Grants = CaseFile['grants']

/**
 * ACC-2, ACC-8: names of those that see the file by this consent now; null where the reader is not shown who sees it, since her own
 * agency sees no more than what it wrote itself. None: whatever it says, it opens nothing.
 */
export function openedBy(
  consentId: string,
  grants: Grants,
  ownAgencyId: string | undefined,
): string[] | null {
  const inForce = grants.filter((grant) => grant.inForce)
  if (inForce.every(({ agencyId, narrowed }) => narrowed || agencyId !== ownAgencyId)) return null
  const byIt = inForce.filter((grant) => grant.consentId === consentId)
  return [...new Set(byIt.map(({ agencyName }) => agencyName))]
}
