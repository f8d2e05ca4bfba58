import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { confirmLimit, liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { AgencyName, PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-8: nobody shuts others out of what he may not see. N is outreach's, and on it she refuses the police; Q is the police's own.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
const tables = ['limits', 'sharing_grants', 'consents', 'history']

async function twoFiles() {
  const n = (await givenSubmitted(world, { agrees: ['lantern', 'health', 'housing'] })).caseId ?? ''
  const q =
    (await givenSubmitted(world, { by: 'police', agrees: ['lantern', 'drugs'], refuses: [] })).caseId ?? ''
  return { n, q }
}
const join = (caseId: string, joinedCaseId: string) =>
  done(as.coordinator, joinFiles, { params: { caseId }, body: { joinedCaseId, reason: 'The same birthday' } })
const sees = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status === 200
const noesOn = async (who: PersonName, caseId: string) =>
  (await done(as[who], listLimits, { params: { caseId } })).items
const consentOf = async (caseId: string) =>
  (await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId]))[0]?.id ?? ''
const withdraw = async (caseId: string, refused: AgencyName[]) =>
  done(as.police, withdrawConsent, {
    params: { consentId: await consentOf(caseId) },
    body: { how: 'She said so', refusedAgencies: refused.map((one) => agencies[one]) },
  })

/** The police withdraw what she agreed to, and record that she refuses everybody else. */
async function shutOut() {
  const { n, q } = await twoFiles()
  await join(n, q)
  await withdraw(q, ['lantern', 'health', 'housing'])
  return { n, q }
}
const doubted = async (agency: AgencyName, caseId: string) =>
  (await noesOn('coordinator', caseId)).find(
    (one) => one.doubted && one.liftedAt === null && one.agencyId === agencies[agency],
  )

it('ACC-8 what an agency that she refuses records as her no to others binds its own file at once, and no file that it cannot see', async () => {
  const { n, q } = await shutOut()
  expect([await sees('health', q), await sees('drugs', q), await sees('coordinator', q)]).toEqual([
    false,
    false,
    false,
  ])
  // Her consent is over on each of her files (CON-3); what does not rest on it goes on.
  expect([await sees('coordinator', n), await sees('outreach', n)]).toEqual([true, true])
  const waiting = (await noesOn('coordinator', n)).filter((one) => one.doubted)
  expect(
    waiting.map(({ agencyName, words, caseId, recordedBy }) => [agencyName, words, caseId, recordedBy]),
  ).toEqual(
    expect.arrayContaining([
      [expect.stringContaining('Hospital'), '', n, 'Another agency'],
      ['Harbour Homes', '', n, 'Another agency'],
    ]),
  )
  const { contradictions } = await done(as.coordinator, readMyWork)
  expect(contradictions.filter((one) => one.record === 'her_no' && one.caseId === n)).toHaveLength(3)
})

it('ACC-8 confirmed by who coordinates it binds every file of hers; lifted by her word it binds none', async () => {
  const { n } = await twoFiles()
  const q = (await givenSubmitted(world, { by: 'police', agrees: ['lantern'], refuses: [] })).caseId ?? ''
  await join(n, q)
  await done(as.police, recordLimit, {
    params: { caseId: q },
    body: { kind: 'agency', agencyId: agencies.health, saidOn: '2026-03-02' },
  })
  await done(as.police, recordLimit, {
    params: { caseId: q },
    body: { kind: 'agency', agencyId: agencies.housing, saidOn: '2026-03-02' },
  })
  expect([await sees('health', n), await sees('housing', n)]).toEqual([true, true])
  expect((await noesOn('health', n)).filter((one) => one.agencyId === agencies.health)).toEqual([])
  const [health, housing] = [await doubted('health', n), await doubted('housing', n)]
  expect(
    await refusalOf(world, tables, as.police, confirmLimit, {
      params: { limitId: health?.id ?? '' },
      body: {},
    }),
  ).toBeDefined()
  expect(await sees('health', n)).toBe(true)
  await done(as.coordinator, confirmLimit, { params: { limitId: health?.id ?? '' }, body: {} })
  expect(await sees('health', n)).toBe(false)
  await done(as.coordinator, liftLimit, {
    params: { limitId: housing?.id ?? '' },
    body: { words: 'She never said so' },
  })
  expect([await sees('housing', n), await doubted('housing', n)]).toEqual([true, undefined])
})

it('ACC-8 what was recorded before two files were one person’s binds no other file either, until it is confirmed', async () => {
  const { n, q } = await twoFiles()
  await done(as.police, recordLimit, {
    params: { caseId: q },
    body: { kind: 'agency', agencyId: agencies.health, saidOn: '2026-03-02' },
  })
  await join(n, q)
  expect([await sees('health', n), await sees('police', q)]).toEqual([true, true])
  expect(await sees('health', q)).toBe(false)
})

it('ACC-8 whoever took her word may always record that she lifts it, whatever is left to them of the file; with a proof', async () => {
  const { q } = await shutOut()
  const own = (await noesOn('police', q)).find((one) => one.agencyId === agencies.lantern)
  const lifting = { params: { limitId: own?.id ?? '' }, body: { words: 'She wants Lantern back' } }
  await rows('UPDATE sessions SET stepped_up_until = $1', [world.clock.now()])
  expect(await refusalOf(world, tables, as.police, liftLimit, lifting)).toEqual([
    403,
    'session.step_up_needed',
  ])
  await rows(`UPDATE sessions SET stepped_up_until = '2100-01-01Z'`)
  await done(as.police, liftLimit, lifting)
  expect(await sees('coordinator', q)).toBe(true)
  // Her no to themselves they do not lift.
  const { n } = await twoFiles()
  const [hers] = await rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1', [n])
  expect(
    await refusalOf(world, tables, as.police, liftLimit, {
      params: { limitId: hers?.id ?? '' },
      body: { words: 'x' },
    }),
  ).toEqual([404, 'not_found'])
})

it('ACC-8 an agency that she does not refuse records her no at once for all her files', async () => {
  const { n, q } = await twoFiles()
  await join(n, q)
  await done(as.outreach, recordLimit, {
    params: { caseId: n },
    body: { kind: 'agency', agencyId: agencies.drugs, saidOn: '2026-03-02' },
  })
  expect(await sees('drugs', q)).toBe(false)
})

it('ACC-8 ACC-6 who loses her by a join is told nothing of why: its own file holds no such no', async () => {
  const { n, q } = await twoFiles()
  await join(n, q)
  await world.runJobs()
  const told = (await done(as.police, listNotifications)).items.some(({ kind }) => kind === 'sharing_lost')
  expect(told).toBe(true)
  const sides = await rows<{ cause: string }>(
    `SELECT cause FROM sharing_sides WHERE case_id = $1 AND side = 'lost' AND agency_id = $2`,
    [q, agencies.police],
  )
  expect(sides).toEqual([{ cause: 'ended' }])
})
