import { listMembers, readPartnership } from '@alongside/shared/partnerships/contract'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'

const world = await openEastmarsh('2026-03-01T09:00:00Z')

it('PAR-1 a partnership is founded, joined and signed by the commands that everyone uses', async () => {
  const { status, body } = await world.as.outreach(readPartnership)
  expect(status).toBe(200)
  expect(body.agencies).toHaveLength(9)
  const signedFor = new Set(body.agencies.map((agency) => Date.parse(agency.standingUntil ?? '')))
  expect([...signedFor]).toEqual([Date.parse('2027-03-02T00:00:00Z')])
})

it('ACC-1 another partnership’s members and agencies are invisible', async () => {
  const { body } = await world.elsewhere(listMembers)
  expect(body.items.map((member) => member.name)).toEqual(['Petra Lind'])
  expect((await world.elsewhere(readPartnership)).body.agencies.map((agency) => agency.name)).toEqual([
    'Waymark',
  ])
})
