import type { Case } from '@alongside/shared/cases/contract'
import { isInForce } from '@alongside/shared/consent/rules'

/**
 * ACC-3: names of the agencies that see the case through consent alone, and by this one. `next`: the agencies of the
 * consent that takes its place; nobody when it is withdrawn.
 */
export function agenciesThatLose(
  consent: Case['consents'][number],
  grants: Case['grants'],
  next: readonly string[] = [],
): string[] {
  const agreed = new Set(consent.record.agreedAgencies?.filter((id) => !next.includes(id)))
  const inForce = grants.filter((grant) => grant.inForce && grant.accountName === null)
  const others = new Set(inForce.filter(({ basis }) => basis !== 'consent').map(({ agencyId }) => agencyId))
  const losing = inForce.filter(
    ({ agencyId, basis }) => basis === 'consent' && agencyId && agreed.has(agencyId) && !others.has(agencyId),
  )
  return [...new Set(losing.map(({ agencyName }) => agencyName))]
}

/** CON-3: who sees the case by consent and on no other basis. That an agency coordinates keeps none of its workers in. */
export function seeByConsentAlone(grants: Case['grants']): { id: string; name: string }[] {
  const shared = grants.filter(
    ({ inForce, narrowed, accountName, basis }) =>
      inForce && !narrowed && accountName === null && basis !== 'coordination' && basis !== 'invitation',
  )
  const others = new Set(shared.filter(({ basis }) => basis !== 'consent').map(({ agencyId }) => agencyId))
  const seeing = shared.flatMap(({ agencyId: id, agencyName: name }) =>
    id && !others.has(id) ? [{ id, name }] : [],
  )
  return [...new Map(seeing.map((agency) => [agency.id, agency])).values()]
}

/** The consent that a new one takes the place of (CON-1). `today`: a local date. */
export const consentInForce = (file: Case, today: string): Case['consents'][number] | undefined =>
  file.consents.find((consent) => isInForce(consent, today))
