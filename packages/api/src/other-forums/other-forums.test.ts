import { readCase, readCaseAccess } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { readPaper } from '@alongside/shared/documents/contract'
import { signMeeting } from '@alongside/shared/meetings/contract'
import { changeOtherForum, listOtherForums, recordOtherForum } from '@alongside/shared/other-forums/contract'
import {
  readReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { readItem } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
await givenCalendar(world)

const marac = recordOtherForum.example
const mappa = { forum: 'mappa', reference: 'MP/7', outcome: 'level_2', words: 'Of him.' } as const
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['other_forums', 'history'], as[who], operation, call)
const listed = async (who: PersonName, caseId: string) =>
  (await done(as[who], listOtherForums, { params: { caseId } })).items

async function known() {
  const params = { caseId: (await givenSubmitted(world)).caseId! }
  const forum = await done(as.midwife, recordOtherForum, { params, body: marac })
  return { params, forum, at: { otherForumId: forum.id } }
}

it('FOR-1 whoever works with the case records and reads which other forum knows of her, sealed; nobody else', async () => {
  const { params, forum } = await known()
  expect(forum).toMatchObject({ ...marac, agencyName: 'Eastmarsh Hospital', before: [] })
  for (const who of ['outreach', 'health', 'coordinator'] as const)
    expect(await listed(who, params.caseId)).toEqual([forum])
  expect(await refusal('police', listOtherForums, { params })).toEqual([404, 'not_found'])
  expect(await refusal('police', recordOtherForum, { params, body: marac })).toEqual([404, 'not_found'])
  expect(await rows(`SELECT 1 FROM other_forums WHERE encode(said, 'escape') LIKE '%M/26%'`)).toEqual([])
})

it('FOR-1 beyond fifty the list says how many more there are, in the room that there are; what was changed often, or was a mistake, takes no other’s place', async () => {
  const { params, forum } = await known()
  const { caseId } = params
  // Sixty that stand, one of them with a hundred versions, and thirty that never were so: as many rows as used to fill the list by themselves.
  await rows(
    `INSERT INTO other_forums SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'mistaken', n > 59))).*
      FROM other_forums o CROSS JOIN generate_series(1, 89) n WHERE o.id = $1`,
    [forum.id],
  )
  const [last] = await rows<{ id: string }>(
    'SELECT max(id::text) AS id FROM other_forums WHERE case_id = $1 AND NOT mistaken',
    [caseId],
  )
  await rows(
    `INSERT INTO other_forums SELECT (jsonb_populate_record(o, jsonb_build_object('version', v))).*
      FROM other_forums o CROSS JOIN generate_series(2, 1100) v WHERE o.id = $1 AND o.version = 1`,
    [last!.id],
  )
  const { items, more } = await done(as.health, listOtherForums, { params })
  expect([items.length, new Set(items.map(({ id }) => id)).size, more]).toEqual([50, 50, 10])
  expect(items[0]).toMatchObject({ id: last!.id, version: 1100 })
  expect(items[0]!.before).toHaveLength(50)
})

it('FOR-1 REF-11 what came of it is said later: what was said before stands with it, and in the history', async () => {
  const { params, at } = await known()
  const { forum: _, ...said } = marac
  const body = { ...said, outcome: 'plan_agreed', why: 'It was heard today' } as const
  expect(await refusal('outreach', changeOtherForum, { params: at, body, version: 7 })).toEqual([
    412,
    'version.stale',
  ])
  const wrong = { ...body, outcome: 'level_2' } as const
  expect(await refusal('outreach', changeOtherForum, { params: at, body: wrong, version: 1 })).toEqual([
    422,
    'answers.incomplete',
  ])
  const changed = await done(as.outreach, changeOtherForum, { params: at, body, version: 1 })
  expect(changed).toMatchObject({ version: 2, outcome: 'plan_agreed', before: [{ version: 1 }] })
  expect(changed.before[0]).not.toHaveProperty('outcome')
  const { timeline } = await done(as.health, readCase, { params })
  expect(timeline.filter(({ subject }) => subject === 'other_forum')).toMatchObject([
    { from: null, to: 'heard' },
    { from: 'heard', to: 'decided', reason: 'It was heard today' },
  ])
})

it('FOR-1 what was recorded by mistake says why, and is listed no more', async () => {
  const { params, at } = await known()
  const mistaken = { mistaken: true }
  expect(await refusal('outreach', changeOtherForum, { params: at, body: mistaken, version: 1 })).toEqual([
    422,
    'answers.incomplete',
  ])
  const body = { ...mistaken, why: 'It was another woman' }
  await done(as.outreach, changeOtherForum, { params: at, body, version: 1 })
  expect(await listed('outreach', params.caseId)).toEqual([])
  expect(await refusal('outreach', changeOtherForum, { params: at, body, version: 2 })).toEqual([
    404,
    'not_found',
  ])
})

it('FOR-1 ACC-6 MAPPA is recorded and read by agencies’ leads: to others there is none, nor a trace that there is', async () => {
  const { params } = await known()
  expect(await refusal('midwife', recordOtherForum, { params, body: mappa })).toEqual([
    403,
    'other_forum.for_leads',
  ])
  const { id } = await done(as.health, recordOtherForum, { params, body: mappa })
  const forumsOf = async (who: PersonName) => (await listed(who, params.caseId)).map(({ forum }) => forum)
  for (const who of ['health', 'coordinator'] as const)
    expect(await forumsOf(who)).toEqual(['mappa', 'marac'])
  for (const who of ['midwife', 'outreach', 'chair'] as const) expect(await forumsOf(who)).toEqual(['marac'])
  const change = { params: { otherForumId: id }, body: { words: 'Of her brother.' }, version: 1 }
  expect(await refusal('midwife', changeOtherForum, change)).toEqual([404, 'not_found'])

  const traces = async (who: PersonName) => {
    const { timeline } = await done(as[who], readCase, { params })
    const looked = await done(as[who], readCaseAccess, { params })
    return [
      timeline.filter(({ subject }) => subject === 'other_forum').length,
      looked.items.filter(({ action }) => action === 'other_forum.recorded').length,
    ]
  }
  expect(await traces('health')).toEqual([2, 2])
  expect(await traces('midwife')).toEqual([1, 1])
})

it('FOR-1 of the National Referral Mechanism it is asked whether she agreed; nobody is referred who was not asked', async () => {
  const { params } = await known()
  const body = { forum: 'nrm', referredOn: '2026-03-01' } as const
  for (const agreed of [undefined, 'not_asked'] as const)
    expect(
      await refusal('outreach', recordOtherForum, { params, body: { ...body, ...(agreed && { agreed }) } }),
    ).toEqual([422, 'answers.incomplete'])
  const yes = await done(as.outreach, recordOtherForum, { params, body: { ...body, agreed: 'she_agreed' } })
  expect(yes).toMatchObject({ forum: 'nrm', agreed: 'she_agreed' })
})

it('FOR-1 what the form says comes onto the case once; sent again it is put right, and what the case has learnt stays', async () => {
  const otherForums = {
    known: ['marac', 'nrm'],
    marac: { reference: 'M/26/9' },
    nrm: { agreed: 'not_asked' },
  } as const
  const referral = await givenSubmitted(world, {
    answers: { otherForums: structuredClone(otherForums) as never },
  })
  const caseId = referral.caseId!
  const [nrm, first] = (await listed('health', caseId)).toSorted((a, b) => b.forum.localeCompare(a.forum))
  expect([nrm, first]).toMatchObject([{ agreed: 'not_asked' }, { reference: 'M/26/9', version: 1 }])
  await done(as.health, changeOtherForum, {
    params: { otherForumId: nrm!.id },
    body: { agreed: 'she_agreed' },
    version: 1,
  })
  const params = { referralId: referral.id }
  const { version } = await done(as.coordinator, readReferral, { params })
  await done(as.coordinator, returnReferral, { params, version, body: { asks: 'Which MARAC?' } })
  const back = await done(as.outreach, readReferral, { params })
  const answers = {
    otherForums: { ...otherForums, known: ['marac', 'nrm'], marac: { reference: 'M/26/10' } },
  }
  const call = { params, version: back.version, body: { answers: answers as never } }
  const saved = await done(as.outreach, saveReferral, call)
  await done(as.outreach, submitReferral, { params, version: saved.version })
  const after = await listed('health', caseId)
  expect(after).toHaveLength(2)
  expect(after.find(({ id }) => id === first!.id)).toMatchObject({ reference: 'M/26/10', version: 2 })
  expect(after.find(({ id }) => id === nrm!.id)).toMatchObject({ agreed: 'she_agreed', version: 2 })
})

it('FOR-1 MTG-4 room and pack name the forums that know of her, and never MAPPA', async () => {
  const { caseId } = await givenListed(world, { answers: { otherForums: { known: ['none'] } } })
  const params = { caseId: caseId! }
  await done(as.coordinator, recordOtherForum, { params, body: marac })
  await done(as.coordinator, recordOtherForum, { params, body: mappa })
  const [{ id = '', meetingId = '' } = {}] = (await done(as.coordinator, readCase, { params })).items
  await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
  const item = await done(as.coordinator, readItem, { params: { itemId: id } })
  const paper = await done(as.coordinator, readPaper, { params: { meetingId }, query: { kind: 'pack' } })
  const line =
    'MARAC: Referred 20 February 2026; heard 2 March 2026. Their reference: M/26/104. Kept there by MARAC coordinator, Eastmarsh.'
  expect(item.otherForums).toEqual([line])
  expect(paper.items.map(({ otherForums }) => otherForums)).toEqual([[line]])
})

it('OPS-3 FOR-1 one that cannot be read is named as none that it may not be, on screen and paper; that it is for leads holds all the same', async () => {
  const { caseId } = await givenListed(world, { answers: { otherForums: { known: ['none'] } } })
  const params = { caseId: caseId! }
  const { id, version } = await done(as.coordinator, recordOtherForum, { params, body: marac })
  const { id: forLeads } = await done(as.coordinator, recordOtherForum, { params, body: mappa })
  const turn = () =>
    rows('UPDATE other_forums SET said = set_byte(said, 40, 255 - get_byte(said, 40)) WHERE case_id = $1', [
      caseId,
    ])
  await turn()
  const kinds = async (who: PersonName) =>
    (await listed(who, caseId!)).map((one) => [one.id, one.forum, one.unreadable])
  expect(await kinds('coordinator')).toEqual([
    [forLeads, 'mappa', true],
    [id, 'unreadable', true],
  ])
  expect(await kinds('outreach')).toEqual([[id, 'unreadable', true]])
  const [{ id: itemId = '', meetingId = '' } = {}] = (await done(as.coordinator, readCase, { params })).items
  await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
  const { otherForums } = await done(as.coordinator, readItem, { params: { itemId } })
  expect(otherForums).toHaveLength(1)
  expect(otherForums[0]).toMatch(/^Another forum: /)
  // Nobody decides on what nobody can read.
  const change = { params: { otherForumId: id }, version, body: { reference: 'M/26/105' } }
  expect(await refusalOf(world, ['other_forums'], as.coordinator, changeOtherForum, change)).toEqual([
    500,
    'record.unreadable',
  ])
  await turn()
  expect(await kinds('outreach')).toEqual([[id, 'marac', undefined]])
})
