import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import {
  confirmLimit,
  liftLimit,
  listLimits,
  listOverrides,
  recordLimit,
} from '@alongside/shared/limits/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withoutConsent } from '../demo/answers.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, agencies } = world

const given = async (more: Parameters<typeof givenSubmitted>[1] = {}) =>
  (await givenSubmitted(world, more)).caseId ?? ''
const limits = async (caseId: string, who: PersonName = 'outreach') =>
  (await done(as[who], listLimits, { params: { caseId } })).items
const standing = async (caseId: string, who: PersonName = 'outreach') =>
  (await limits(caseId, who)).filter(({ agencyId, liftedAt }) => agencyId === agencies.police && !liftedAt)

/** She said no to the police on each of two files, to two agencies. */
async function givenBoth() {
  const one = await given({ agrees: ['lantern'], refuses: [] })
  const other = await given({ by: 'midwife', refuses: [] })
  for (const [caseId, who] of [
    [one, 'outreach'],
    [other, 'midwife'],
  ] as const)
    await done(as[who], recordLimit, {
      params: { caseId },
      body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-30' },
    })
  await done(as.coordinator, joinFiles, {
    params: { caseId: one },
    body: { joinedCaseId: other, reason: 'The same birthday' },
  })
  return { one, other }
}

it('ACC-8 REF-10 what she lifts or says again is lifted or said again on each of her files on which she said it', async () => {
  const { one, other } = await givenBoth()
  const [limit] = await standing(one, 'coordinator')
  const params = { limitId: limit?.id ?? '' }
  expect(await standing(one, 'coordinator')).toHaveLength(2)
  await done(as.coordinator, confirmLimit, { params })
  expect((await standing(one, 'coordinator')).every(({ confirmedAt }) => confirmedAt)).toBe(true)
  await done(as.coordinator, liftLimit, { params, body: { words: 'She rang: let them know now.' } })
  expect(await standing(one, 'coordinator')).toEqual([])
  const ofOther = (await limits(other, 'midwife')).filter(({ agencyId }) => agencyId === agencies.police)
  expect(ofOther).toMatchObject([{ caseId: other, liftedWords: 'She rang: let them know now.' }])
})

it('ACC-8 ACC-6 who sees one of them lifts that alone, and the other holds', async () => {
  const { one, other } = await givenBoth()
  const [limit, ...more] = await standing(other, 'midwife')
  expect(more).toEqual([])
  await done(as.midwife, liftLimit, {
    params: { limitId: limit?.id ?? '' },
    body: { words: 'At the clinic.' },
  })
  expect(await standing(one, 'coordinator')).toMatchObject([{ caseId: one }])
})

it('ACC-8 CON-2 where nobody could decide past her no it is said before it is asked for; what is asked is no sharing in her history', async () => {
  const alone = await given({ agrees: ['lantern'], refuses: ['police'] })
  const among = await given({ by: 'midwife', refuses: ['police'] })
  const undecided = async (who: PersonName, caseId: string) =>
    (await done(as[who], listOverrides, { params: { caseId } })).undecided
  expect(await undecided('outreach', alone)).toEqual([agencies.police])
  expect(await undecided('midwife', among)).toEqual([])
  const couldDecide = async (who: PersonName, caseId: string) =>
    (await done(as[who], listOverrides, { params: { caseId } })).couldDecide
  expect(await couldDecide('outreach', alone)).toEqual([
    { pastNoTo: agencies.police, deciders: [expect.objectContaining({ name: 'Ada Quist' })] },
  ])
  expect(await couldDecide('midwife', among)).toMatchObject([
    {
      pastNoTo: agencies.police,
      deciders: [
        { name: 'Dr. Ruth Amadi', seat: 'referring' },
        { name: 'Ada Quist', seat: 'coordinator' },
      ],
    },
  ])

  const [no] = await standing(among, 'midwife')
  await done(as.midwife, recordWithoutConsent, {
    params: { caseId: among },
    body: {
      ...withoutConsent([agencies.police], { reviewOn: '2026-06-30' }).without,
      pastLimits: [{ limitId: no?.id ?? '', why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }],
    },
  })
  const { timeline } = await done(as.midwife, readCase, { params: { caseId: among } })
  const states = timeline.filter(({ subject }) => subject === 'consent').map(({ to }) => to)
  expect(states).toContain('asked_past_her_no')
  expect(states).not.toContain('shared_without_consent')
})
