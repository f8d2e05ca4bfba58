import type { Member } from '@alongside/shared/partnerships/contract'
import { expect, test } from 'vitest'
import { membersByAgency } from './members-by-agency.ts'

const member = (name: string, agencyName: string, endedAt: string | null = null): Member => ({
  id: name,
  accountId: name,
  name,
  email: `${name}@agency.example`,
  jobTitle: null,
  role: 'practitioner',
  agencyId: agencyName,
  agencyName,
  safeguardingLead: false,
  startedAt: '2026-04-01T09:00:00Z',
  endedAt,
  endedFor: null,
  endedByName: null,
})

test('PAR-1: members stand by agency, those whose place has ended last', () => {
  const agencies = membersByAgency([
    member('Sam', 'Harbour Homes'),
    member('Ann', 'Harbour Homes', '2026-05-01T09:00:00Z'),
    member('Lee', 'Harbour Homes'),
    member('Neil', 'Eastmarsh Police'),
  ])
  expect(agencies.map(({ agencyName, members }) => [agencyName, members.map(({ name }) => name)])).toEqual([
    ['Eastmarsh Police', ['Neil']],
    ['Harbour Homes', ['Lee', 'Sam', 'Ann']],
  ])
})
