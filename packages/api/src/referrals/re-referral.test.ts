import {
  acceptReferral,
  compareReferrals,
  findMatches,
  readReferral,
  returnReferral,
} from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { indicators } from '../demo/answers.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const meetings = await givenMeetings(world)
const tables = ['referrals', 'cases', 'agenda_items', 'sharing_grants', 'joined_files']

const person = { name: 'Marnie', age: { born: '1994-03-02', restsOn: 'she_said' as const } }
const first = await meetings.listed({ at: 0, agrees: ['lantern', 'health'], answers: { person } })
await meetings.open(first.meetingId)
await meetings.discuss(first)
world.clock.set('2026-03-16T09:00:00Z')

const again = (escalationSince?: string) =>
  givenSubmitted(world, {
    agrees: ['lantern', 'housing'],
    answers: {
      person,
      whereabouts: {
        sellingSexNow: 'yes',
        inArea: 'yes',
        where: 'The main road, most nights',
        sleeps: 'In a stairwell',
      },
      indicators: indicators({ serious_violence: 'Strangled on Saturday' }),
      ...(escalationSince && { reReferral: { discussedBefore: 'yes', escalationSince } }),
    },
  })
const acceptAs = (referral: { id: string; version: number }, body: object) => ({
  params: { referralId: referral.id },
  version: referral.version,
  body: { sameAsCaseId: first.caseId, ...body },
})

it('REF-10 a match says when she was last discussed, and by which referral', async () => {
  const { id } = await again('He is out of prison')
  const { items } = await done(as.coordinator, findMatches, { params: { referralId: id } })
  expect(items.find(({ caseId }) => caseId === first.caseId)).toMatchObject({
    likelihood: 'very_likely',
    lastDiscussedOn: '2026-03-02',
    lastReferralId: first.referralId,
  })
})

it('REF-10 accepted as somebody discussed before, it must name the escalation: asked back, or written down by the coordinator', async () => {
  const referral = await again()
  const refused = await as.coordinator(acceptReferral, acceptAs(referral, {}))
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'referral.incomplete', errors: [{ pointer: '/escalation' }] },
  })
  expect(await refusalOf(world, tables, as.coordinator, acceptReferral, acceptAs(referral, {}))).toEqual([
    422,
    'referral.incomplete',
  ])
  const accepted = await done(
    as.coordinator,
    acceptReferral,
    acceptAs(referral, { escalation: 'Twice as many call-outs as in February' }),
  )
  expect(accepted.history.find(({ field }) => field === 'escalation')).toMatchObject({
    to: 'named_at_triage',
    reason: 'Twice as many call-outs as in February',
    by: 'Ada Quist',
  })
})

it('REF-10 where the referrer named it, nothing more is asked; and it can be returned to be asked', async () => {
  const referral = await again('He is out of prison')
  expect((await done(as.coordinator, acceptReferral, acceptAs(referral, {}))).caseId).toBe(referral.caseId)
  const other = await again()
  const asks = {
    params: { referralId: other.id },
    version: other.version,
    body: { asks: 'What has escalated?' },
  }
  expect((await done(as.coordinator, returnReferral, asks)).state).toBe('returned')
})

it('REF-10 earlier answers stand beside the present ones, light then and now, for who may see both', async () => {
  const { id } = await again('He is out of prison')
  const params = { referralId: id }
  const atTriage = await done(as.coordinator, compareReferrals, { params })
  expect([atTriage.earlier, atTriage.answers]).toEqual([null, []])
  expect(
    (await done(as.coordinator, compareReferrals, { params, query: { with: first.referralId } })).earlier?.id,
  ).toBe(first.referralId)
  const { version } = await done(as.coordinator, readReferral, { params })
  await done(as.coordinator, acceptReferral, acceptAs({ id, version }, {}))
  expect((await done(as.coordinator, readReferral, { params })).earlierReferralId).toBe(first.referralId)
  const { earlier, now, answers } = await done(as.coordinator, compareReferrals, { params })
  expect([earlier?.id, earlier?.light, now.id, now.light]).toEqual([first.referralId, 'red', id, 'red'])
  expect(answers.find(({ question }) => question === 'sleeps')).toMatchObject({
    earlier: ['With a friend'],
    now: ['In a stairwell'],
    difference: 'changed',
  })
  expect(answers.find(({ question }) => question === 'rough_sleeping')).toMatchObject({
    label: expect.stringMatching(/sleep/i),
    earlierLabel: expect.stringMatching(/sleep/i),
    difference: 'changed',
  })
  expect(answers.find(({ question }) => question === 'inArea')?.difference).toBe('same')
})

it('REF-10 ACC-6 one that the reader may not see is no earlier one, and is refused like an unknown one', async () => {
  const hers = await givenSubmitted(world, { by: 'housing', agrees: ['lantern', 'housing'] })
  const params = { referralId: hers.id }
  expect((await done(as.housing, compareReferrals, { params })).earlier).toBeNull()
  const hidden = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
  const answers = await Promise.all(
    [hidden.id, newId()].map((id) => as.housing(compareReferrals, { params, query: { with: id } })),
  )
  const [one, other] = answers.map(({ status, body }) => [status, { ...(body as object), instance: null }])
  expect(one).toEqual(other)
  expect(one).toMatchObject([422, { code: 'reference.unknown', errors: [{ pointer: '?with' }] }])
  expect((await as.police(compareReferrals, { params })).status).toBe(404)
})

it('REF-10 CHD-1 a child is as old as on the local day on which each referral was sent', async () => {
  const before = world.clock.now()
  // Half past midnight on the 14th, where the partnership is.
  world.clock.set('2026-04-13T23:30:00Z')
  const rows = [{ id: newId(), calledName: 'Mia', born: '2019-04-14' }]
  const { id } = await givenSubmitted(world, {
    agrees: ['lantern', 'housing'],
    answers: { person, children: { hasChildren: 'yes', atRisk: 'no', rows } },
  })
  const call = { params: { referralId: id }, query: { with: first.referralId } }
  const { answers } = await done(as.coordinator, compareReferrals, call)
  expect(answers.find(({ question }) => question === 'rows')?.now).toEqual([
    expect.stringMatching(/^Mia \(7, born 14 April 2019\)/),
  ])
  world.clock.set(before)
})
