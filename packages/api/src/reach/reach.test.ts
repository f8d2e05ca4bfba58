import { readCase } from '@alongside/shared/cases/contract'
import { signMeeting } from '@alongside/shared/meetings/contract'
import { changeWay, readWay, recordWay } from '@alongside/shared/reach/contract'
import {
  compareReferrals,
  readReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { readItem } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenEmergencyAccess, givenListed, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
await givenCalendar(world)

const reach = {
  ways: {
    van: { kind: 'in_person', value: 'At the van', safe: 'yes', times: 'After 22:00' },
    his: { kind: 'phone', value: '07700 900111', safe: 'no', because: 'He answers it' },
  },
} as const
const given = (more = {}) => givenSubmitted(world, { answers: { reach }, ...more })
const waysOf = async (who: keyof typeof as, caseId: string) =>
  (await done(as[who], readCase, { params: { caseId } })).ways
const way = { kind: 'text', value: '07700 900222', safe: 'yes', message: 'no' } as const

it('REF-14 the rows of the form stand on her file; one that is not safe has its reason in its value’s place', async () => {
  const { caseId } = await given()
  const ways = await waysOf('housing', caseId!)
  expect(ways.map(({ kind, value, safe, because }) => [kind, value, safe, because])).toEqual([
    ['phone', null, 'no', 'He answers it'],
    ['in_person', 'At the van', 'yes', null],
  ])
  const [his] = ways
  const whole = await done(as.housing, readWay, { params: { wayId: his!.id } })
  expect(whole).toMatchObject({ value: '07700 900111', before: [] })
  const looked = await world.rows(
    `SELECT FROM audit_events WHERE action = 'case.way_read' AND subject_id = $1`,
    [his!.id],
  )
  expect(looked).toHaveLength(1)
})

it('REF-14 REF-11 a way that is changed on the file keeps what was said before, and stands in its history', async () => {
  const { caseId } = await given()
  const params = { caseId: caseId! }
  const kept = await done(as.housing, recordWay, { params, body: way })
  expect(kept).toMatchObject({ ...way, version: 1, agencyName: 'Harbour Homes' })
  const changed = await done(as.outreach, changeWay, {
    params: { wayId: kept.id },
    version: 1,
    body: { ...way, safe: 'no', because: 'He has her phone now', why: 'She said so at the van' },
  })
  expect(changed).toMatchObject({ value: null, safe: 'no', version: 2 })
  const { before } = await done(as.outreach, readWay, { params: { wayId: kept.id } })
  expect(before).toMatchObject([{ version: 1, value: way.value, safe: 'yes', agencyName: 'Harbour Homes' }])
  const { timeline } = await done(as.outreach, readCase, { params })
  expect(timeline.filter(({ subject }) => subject === 'way_to_reach')).toMatchObject([
    { from: null, to: 'yes' },
    { from: 'yes', to: 'no', reason: 'She said so at the van' },
  ])
})

it('REF-14 what holds until a day is not shown to be used after it', async () => {
  const { caseId } = await given()
  const body = { ...way, until: '2026-03-02' }
  const kept = await done(as.housing, recordWay, { params: { caseId: caseId! }, body })
  expect(kept.value).toBe(way.value)
  const before = world.clock.now()
  world.clock.set('2026-03-03T00:30:00Z')
  const after = (await waysOf('outreach', caseId!)).find(({ id }) => id === kept.id)
  expect(after).toMatchObject({ value: null, until: '2026-03-02' })
  world.clock.set(before)
})

it('REF-14 a form that is sent again puts its own rows right, and leaves what the file has learnt since', async () => {
  const referral = await given()
  const { caseId } = referral
  const [his, van] = await waysOf('outreach', caseId!)
  await done(as.outreach, changeWay, {
    params: { wayId: van!.id },
    version: 1,
    body: { kind: 'in_person', value: 'Not at the van: at the drop-in', safe: 'yes' },
  })
  const params = { referralId: referral.id }
  const { version } = await done(as.coordinator, readReferral, { params })
  await done(as.coordinator, returnReferral, { params, version, body: { asks: 'Which number is hers?' } })
  const back = await done(as.outreach, readReferral, { params })
  const saved = await done(as.outreach, saveReferral, {
    params,
    version: back.version,
    body: {
      answers: { reach: { ways: { ...reach.ways, his: { ...reach.ways.his, because: 'It is his' } } } },
    },
  })
  await done(as.outreach, submitReferral, { params, version: saved.version })
  expect(await waysOf('outreach', caseId!)).toMatchObject([
    { id: his!.id, version: 2, because: 'It is his' },
    { id: van!.id, version: 2, value: 'Not at the van: at the drop-in' },
  ])
})

it('REF-14 what the file says is not to be used stands in no reply of the referral with its number, in whichever row the file has it', async () => {
  const referral = await given({
    answers: {
      reach: { ways: { ...reach.ways, hers: { kind: 'phone', value: '07700 900333', safe: 'yes' } } },
    },
  })
  const caseId = referral.caseId!
  const params = { referralId: referral.id }
  const said = async (who: keyof typeof as) =>
    (await done(as[who], readReferral, { params })).answers.reach?.ways ?? {}
  expect((await said('housing')).hers).toMatchObject({ value: '07700 900333', safe: 'yes' })
  expect((await said('housing')).his).not.toHaveProperty('value')
  await done(as.housing, recordWay, {
    params: { caseId },
    body: { kind: 'text', value: '+44 7700 900 333', safe: 'no', because: 'He has her phone now' },
  })
  const van = (await waysOf('outreach', caseId)).find(({ value }) => value === 'At the van')
  await done(as.outreach, changeWay, {
    params: { wayId: van!.id },
    version: 1,
    body: {
      kind: 'in_person',
      value: 'At the van',
      safe: 'no',
      because: 'He waits there',
      why: 'She said so',
    },
  })
  for (const who of ['outreach', 'housing', 'coordinator'] as const) {
    const ways = await said(who)
    expect(ways.van).toMatchObject({ safe: 'no', because: 'He waits there' })
    for (const key of ['van', 'his', 'hers']) expect(ways[key], `${who} ${key}`).not.toHaveProperty('value')
  }
  const { answers } = await done(as.coordinator, compareReferrals, { params, query: { with: referral.id } })
  expect(JSON.stringify(answers)).not.toMatch(/900333|At the van/)
})

it('REF-14 ACC-2 who has no grant finds no way to her; in an emergency whoever was let in does', async () => {
  const { caseId } = await given()
  const [his] = await waysOf('outreach', caseId!)
  expect((await as.drugs(readWay, { params: { wayId: his!.id } })).status).toBe(404)
  const { reference } = await done(as.outreach, readCase, { params: { caseId: caseId! } })
  await givenEmergencyAccess(world, 'drugs', reference)
  expect(await waysOf('drugs', caseId!)).toHaveLength(2)
})

it.each([
  ['without saying why it is not safe', { ...way, safe: 'no' as const }, 1, 400, 'request.invalid'],
  ['over a version that somebody else made', way, 7, 412, 'version.stale'],
] as const)('REF-14 a way is not changed %s, and nothing changes', async (_, body, version, status, code) => {
  const { caseId } = await given()
  const kept = await done(as.housing, recordWay, { params: { caseId: caseId! }, body: way })
  const call = { params: { wayId: kept.id }, body, version }
  expect(await refusalOf(world, ['ways_to_reach', 'history'], as.outreach, changeWay, call)).toEqual([
    status,
    code,
  ])
})

it('REF-14 CON-4 her item says how it is safe to reach her, and what she wants; of what is not safe the reason alone', async () => {
  const herVoice = {
    words: 'I want a lock.',
    given: 'to_referrer',
    danger: 'in_danger',
    wants: { home: 'yes', health: 'not_now' },
  } as const
  const { caseId } = await givenListed(world, { answers: { reach, herVoice } })
  const [{ id = '', meetingId = '' } = {}] = (
    await done(as.coordinator, readCase, { params: { caseId: caseId! } })
  ).items
  await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
  const item = await done(as.coordinator, readItem, { params: { itemId: id } })
  expect(item.reach).toEqual([
    'In person: At the van. When: After 22:00.',
    'Ring her. Not safe: do not use it. He answers it.',
  ])
  expect(item.herVoice).toMatchObject([herVoice])
})
