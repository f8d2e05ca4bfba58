import { readPartnership } from '@alongside/shared/partnerships/contract'
import { listFrontDoors, saveFrontDoor } from '@alongside/shared/safeguarding/doors-contract'
import { expect, it } from 'vitest'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { eastmarsh } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)
const { as, agencies } = world
const night = { ...eastmarsh.frontDoors.child, agencyId: agencies.children, nightTelephone: '01632 960009' }
const child = { params: { kind: 'child' as const } }

it('SAF-1, SAF-2 everybody reads with the partnership whom one tells, by day and by night', async () => {
  const { frontDoors } = await done(as.outreach, readPartnership)
  expect(frontDoors).toMatchObject({
    child: { ...eastmarsh.frontDoors.child, kind: 'child', agencyId: agencies.children },
    adult: { ...eastmarsh.frontDoors.adult, kind: 'adult', agencyId: agencies.adults },
  })
})

it('SAF-1 the coordinator writes it down anew, and what it was stays on record with who wrote it', async () => {
  const { version } = (await done(as.coordinator, readPartnership)).frontDoors.child
  const saved = await done(as.coordinator, saveFrontDoor, { ...child, version, body: night })
  expect(saved).toEqual({ ...night, kind: 'child', version: version + 1 })
  expect((await done(as.outreach, readPartnership)).frontDoors.child).toEqual(saved)
  const { items } = await done(as.outreach, listFrontDoors)
  expect(items.filter(({ kind }) => kind === 'child').slice(0, 2)).toMatchObject([
    { version: version + 1, nightTelephone: '01632 960009', savedByName: 'Ada Quist', savedAt: now },
    { version, nightTelephone: '01632 960004', agencyName: 'Eastmarsh Children’s Social Care' },
  ])
})

it('SAF-1 of two changes at once one is kept', async () => {
  const { version } = (await done(as.coordinator, readPartnership)).frontDoors.child
  const answers = await Promise.all(
    ['01632 960011', '01632 960012'].map((telephone) =>
      as.coordinator(saveFrontDoor, { ...child, version, body: { ...night, telephone } }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
})

it.each([
  ['by anybody but the coordinator', 'children', night, 'now', 403, 'access.not_permitted'],
  ['on a stale version', 'coordinator', night, 'stale', 412, 'version.stale'],
  [
    'with an agency that is none of the partnership',
    'coordinator',
    { ...night, agencyId: '01995b1c-7d00-7000-8000-000000000001' },
    'now',
    422,
    'reference.unknown',
  ],
  [
    'with a number that none can ring',
    'coordinator',
    { ...night, telephone: 'Tom' },
    'now',
    400,
    'request.invalid',
  ],
] as const)(
  'SAF-1 it is not written down anew %s, and nothing changes',
  async (_, who, body, at, ...expected) => {
    const { version } = (await done(as.coordinator, readPartnership)).frontDoors.child
    const call = { ...child, version: at === 'now' ? version : 1, body }
    expect(await refusalOf(world, ['front_doors'], as[who], saveFrontDoor, call)).toEqual(expected)
  },
)

it('ACC-1 another partnership has its own, and hears nothing of these', async () => {
  const { items } = await done(world.elsewhere, listFrontDoors)
  expect(items.map(({ agencyId, version }) => [agencyId, version])).toEqual([
    [null, 1],
    [null, 1],
  ])
})
