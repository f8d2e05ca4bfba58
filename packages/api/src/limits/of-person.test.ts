import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent } from '@alongside/shared/consent/contract'
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
import { consentTo, withoutConsent } from '../demo/answers.ts'
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

it.each([
  [
    'recorded by itself',
    (caseId: string) =>
      done(as.coordinator, recordLimit, {
        params: { caseId },
        body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31', words: 'Still no.' },
      }),
    'Still no.',
  ],
  [
    'with a consent',
    (caseId: string) =>
      done(as.outreach, recordConsent, {
        params: { caseId },
        body: {
          ...consentTo([agencies.lantern], { givenOn: '2026-03-31', until: '2026-06-30' }).given!,
          refusedAgencies: [agencies.police],
          leavesOut: Object.values(agencies),
        },
      }),
    null,
  ],
] as const)(
  'ACC-8 REF-11 a no that she says again, %s, stands in the history of each of her files on which she had said it',
  async (_, again, reason) => {
    const { one, other } = await givenBoth()
    await again(one)
    const saidOn = async (caseId: string, who: PersonName) =>
      (await done(as[who], readCase, { params: { caseId } })).timeline
        .filter(({ subject, to }) => subject === 'limit' && to === 'confirmed')
        .map((entry) => entry.reason)
    expect([await saidOn(one, 'outreach'), await saidOn(other, 'midwife')]).toEqual([[reason], [reason]])
  },
)

it('ACC-8 REF-11 a no that is said again to the agency that she refused is not confirmed by it, and its history says no more than that she said it', async () => {
  const caseId = await given({ by: 'constable', agrees: ['lantern', 'health'], refuses: [] })
  const no = { kind: 'agency' as const, agencyId: agencies.police, saidOn: '2026-03-31' }
  await done(as.health, recordLimit, { params: { caseId }, body: no })
  await done(as.constable, recordLimit, { params: { caseId }, body: { ...no, words: 'Not you either.' } })
  const [limit] = await standing(caseId, 'health')
  expect(limit?.confirmedAt).toBeNull()
  const { timeline } = await done(as.health, readCase, { params: { caseId } })
  expect(timeline.filter(({ subject }) => subject === 'limit').map(({ to, reason }) => [to, reason])).toEqual(
    [
      ['stands', null],
      ['stands', 'Not you either.'],
    ],
  )
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
