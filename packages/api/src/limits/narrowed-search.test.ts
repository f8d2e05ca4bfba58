import { readCase, searchCases } from '@alongside/shared/cases/contract'
import { recordAge } from '@alongside/shared/cases/holding-contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { expect, it } from 'vitest'
import { policeFiles } from '../../test/police-files.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, clock } = world
const { givenFile } = await policeFiles(world)

it('ACC-8 what others found out of her birth finds her for no agency that she refused; what it told itself does', async () => {
  const { caseId = '' } = await givenFile()
  const params = { caseId }
  const { version, identity } = await done(as.health, readCase, { params })
  const age = { born: '1979-03-05', restsOn: 'document' } as const
  await done(as.health, recordAge, { params, version, body: { age } as never })
  const saidOn = clock.now().slice(0, 10)
  const refused = { kind: 'agency', agencyId: agencies.police, saidOn }
  await done(as.coordinator, recordLimit, { params, body: refused as never })
  const finds = async (q: string, who: 'constable' | 'midwife') =>
    (await done(as[who], searchCases, { body: { q } })).items.some(({ id }) => id === caseId)
  expect(await finds('05/03/1979', 'midwife')).toBe(true)
  for (const q of ['05/03/1979', '5 March 1979', '1979', '1979-03-05', '1980'])
    expect([q, await finds(q, 'constable')]).toEqual([q, false])
  expect(await finds(identity.name, 'constable')).toBe(true)
})
