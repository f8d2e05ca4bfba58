import { rolesBy } from '@alongside/shared/access'
import type { Member } from '@alongside/shared/partnerships/contract'
import { type AgencyPlaces, whyNotEndPlace, whyNotName } from '@alongside/shared/partnerships/rules'
import { usePartnership } from '../session/partnership.ts'
import { useAsking, useSession } from '../session/session.tsx'

const roles = rolesBy('place')

/** ACC-10: the agencies whose places I may give now, each with which. */
export function useNameable(members: readonly Member[]) {
  const asking = useAsking()
  const { agencies } = usePartnership()
  return agencies.flatMap((agency) => {
    const held = members.filter(({ agencyId, endedAt }) => agencyId === agency.id && !endedAt)
    const places: AgencyPlaces = { ...agency, held: held.map(({ role }) => role) }
    const free = roles.filter((role) => whyNotName(asking, places, role) === null)
    return free.length ? [{ id: agency.id, name: agency.name, roles: free }] : []
  })
}

/** Why I may not end that place; null when I may. */
export function useWhyNotEnd() {
  const asking = useAsking()
  const { accountId } = useSession()
  return (member: Member) => whyNotEndPlace({ ...asking, accountId }, member)
}
