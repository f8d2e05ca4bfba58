import type { Member } from '@alongside/shared/partnerships/contract'

/** Agencies by name; in each those who have a place now first, by name. */
export function membersByAgency(members: readonly Member[]) {
  const agencies = new Map<string, { agencyId: string; agencyName: string; members: Member[] }>()
  for (const member of members) {
    const { agencyId, agencyName } = member
    const agency = agencies.get(agencyId) ?? { agencyId, agencyName, members: [] }
    agency.members.push(member)
    agencies.set(agencyId, agency)
  }
  return [...agencies.values()]
    .toSorted((a, b) => a.agencyName.localeCompare(b.agencyName))
    .map((agency) => ({ ...agency, members: agency.members.toSorted(presentFirst) }))
}

const presentFirst = (a: Member, b: Member) =>
  Number(a.endedAt !== null) - Number(b.endedAt !== null) || a.name.localeCompare(b.name)
