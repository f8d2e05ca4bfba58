import type { Case } from '@alongside/shared/cases/contract'

/** ACC-3: names of the agencies that see the case through consent alone, and by this one. */
export function agenciesThatLose(consent: Case['consents'][number], grants: Case['grants']): string[] {
  const agreed = new Set(consent.record.agreedAgencies)
  const inForce = grants.filter((grant) => grant.inForce && grant.accountName === null)
  const others = new Set(inForce.filter(({ basis }) => basis !== 'consent').map(({ agencyId }) => agencyId))
  const losing = inForce.filter(
    ({ agencyId, basis }) => basis === 'consent' && agreed.has(agencyId) && !others.has(agencyId),
  )
  return [...new Set(losing.map(({ agencyName }) => agencyName))]
}
