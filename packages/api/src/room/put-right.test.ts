import { contribute, putRight, takeBack } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const { refusal, listed, open, itemOf, discuss, startOver } = await givenMeetings(world)
beforeEach(startOver)

const wordsOf = async (item: Parameters<typeof itemOf>[0]) =>
  (await itemOf(item)).contributions.map(({ words, putRight }) => [words, putRight])

async function said() {
  const item = await listed()
  await open(item.meetingId)
  const params = { itemId: item.itemId }
  const { contributions } = await done(as.housing, contribute, {
    params,
    body: { words: 'On the list since May' },
  })
  return { item, params: { contributionId: contributions[0]!.id } }
}

it('MTG-7 an agency puts right what it shared; what was said before is kept, and is not moved twice', async () => {
  const { item, params } = await said()
  const body = { words: 'On the list since March' }
  expect(await refusal('health', putRight, { params, body })).toEqual([409, 'contribution.of_another'])
  const { contributions } = await done(as.housing, putRight, { params, body })
  expect(contributions).toMatchObject([
    { words: body.words, putRight: true, yours: true, agencyName: 'Harbour Homes' },
  ])
  expect(await wordsOf(item)).toEqual([[body.words, true]])
  expect(await rows('SELECT FROM contributions')).toHaveLength(2)
  expect(await refusal('housing', putRight, { params, body })).toEqual([404, 'not_found'])
  expect(await refusal('police', putRight, { params, body })).toEqual([404, 'not_found'])
})

it('MTG-7 an agency takes back what it shared; the recorder takes back what was written down for another', async () => {
  const { item, params } = await said()
  await done(as.housing, takeBack, { params, body: {} })
  expect(await wordsOf(item)).toEqual([])
  expect(await rows('SELECT FROM contributions')).toHaveLength(2)
  const { contributions } = await done(as.chair, contribute, {
    params: { itemId: item.itemId },
    body: { words: 'Written down for health', agencyId: world.agencies.health },
  })
  await done(as.chair, takeBack, { params: { contributionId: contributions[0]!.id }, body: {} })
  expect(await wordsOf(item)).toEqual([])
})

it('MTG-7 once the case is closed what was shared stands', async () => {
  const { item, params } = await said()
  await discuss(item)
  expect(await refusal('housing', takeBack, { params, body: {} })).toEqual([409, 'item.closed'])
  expect(await refusal('housing', putRight, { params, body: { words: 'x' } })).toEqual([409, 'item.closed'])
})
