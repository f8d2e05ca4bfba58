import { listLegalFacts, saveLegalFacts } from '@alongside/shared/partnerships/facts-contract'
import { expect, it } from 'vitest'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)
const { as, agencies } = world
const { example } = saveLegalFacts
const of = async (agencyId: string, who: PersonName = 'outreach') =>
  (await done(as[who], listLegalFacts)).items.find((facts) => facts.agencyId === agencyId)

it('CON-6 each agency’s lead says what the law makes of it, and everybody reads it; what was said before stays on record', async () => {
  const saved = await done(as.housing, saveLegalFacts, { version: 0, body: example })
  expect(saved).toEqual({
    ...example,
    agencyId: agencies.housing,
    agencyName: 'Harbour Homes',
    version: 1,
    savedAt: now,
    savedByName: 'Sam Osei',
  })
  expect(await of(agencies.housing)).toEqual(saved)
  expect(await of(agencies.police)).toBe(undefined)
  const charity = {
    ...example,
    publicBody: false,
    function: null,
    dutyOfConfidence: 'To tenants, by contract',
  }
  await done(as.housing, saveLegalFacts, { version: 1, body: charity })
  expect(await of(agencies.housing, 'police')).toMatchObject({ ...charity, version: 2 })
  expect(await world.rows('SELECT version FROM agency_legal_facts ORDER BY 1')).toEqual([
    { version: 1 },
    { version: 2 },
  ])
})

it.each([
  ['by anybody but its lead', 'constable', 0, example, 403, 'access.not_permitted'],
  ['on a stale version', 'police', 7, example, 412, 'version.stale'],
  [
    'of a public body without its function',
    'police',
    0,
    { ...example, function: null },
    400,
    'request.invalid',
  ],
  [
    'with a function of no public body',
    'police',
    0,
    { ...example, publicBody: false },
    400,
    'request.invalid',
  ],
] as const)('CON-6 it is not said %s, and nothing changes', async (_, who, version, body, ...expected) => {
  expect(await refusalOf(world, ['agency_legal_facts'], as[who], saveLegalFacts, { version, body })).toEqual(
    expected,
  )
})

it('CON-6 of two who say it at once one is kept', async () => {
  const answers = await Promise.all([1, 2].map(() => as.drugs(saveLegalFacts, { version: 0, body: example })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
})
