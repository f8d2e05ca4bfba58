import { readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import { callItem, confirmSteppedOut, contribute, readItem, startItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { inAnotherPlace } from '../../test/second-place.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { listed, sign, open, discuss, startOver } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const read = (who: PersonName, { meetingId }: { meetingId: string }) =>
  done(as[who], readMeeting, { params: { meetingId } })

it('ACC-9 who was seen to leave is out in person: her other place, and another page, show nothing of the item until she is called back', async () => {
  const item = await listed({ agrees: ['lantern', 'health', 'housing'] })
  const next = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await open(item.meetingId)
  const params = { itemId: item.itemId }
  const meeting = { meetingId: item.meetingId }
  // A constable who also works for housing, with which the case is shared.
  const atHousing = await inAnotherPlace(world, 'constable', 'housing', 'housing')
  await sign(item.meetingId, 'constable')
  await done(atHousing, signMeeting, { params: meeting, body: { agreed: true } })
  const shown = async () => [
    (await as.constable(readItem, { params })).status,
    (await atHousing(readItem, { params })).status,
    (await done(atHousing, readMeeting, { params: meeting })).agenda.some(({ id }) => id === item.itemId),
    (await atHousing(contribute, { params, body: { words: 'What the police know' } })).status,
  ]
  expect(await shown()).toEqual([404, 200, true, 201])
  await done(as.chair, callItem, { params, body: {} })
  const out = (await read('chair', item)).agenda.find(({ id }) => id === item.itemId)?.stepOut ?? []
  expect(out.map(({ accountId }) => accountId)).toContain(await accountOf('constable'))
  await done(as.chair, confirmSteppedOut, {
    params,
    body: { people: out.map(({ accountId }) => accountId) },
  })
  expect(await shown()).toEqual([404, 404, false, 404])
  await done(as.chair, startItem, { params, body: {} })
  await done(as.health, contribute, { params, body: { words: 'What only those hear who are in' } })
  expect(await shown()).toEqual([404, 404, false, 404])
  // Nobody else is out by it, and she is not out of anything else.
  expect((await as.housing(readItem, { params })).status).toBe(200)
  expect((await atHousing(readItem, { params: { itemId: next.itemId } })).status).toBe(200)
  await discuss(item)
  expect(await shown()).toEqual([404, 404, false, 404])
  const after = { itemId: next.itemId }
  await done(as.chair, callItem, { params: after, body: {} })
  await done(as.chair, confirmSteppedOut, {
    params: after,
    body: { people: out.map(({ accountId }) => accountId) },
  })
  await done(as.chair, startItem, { params: after, body: {} })
  // The meeting has left it: she is called back to it, and out of the next.
  expect((await atHousing(readItem, { params })).status).toBe(200)
  expect((await atHousing(readItem, { params: after })).status).toBe(404)
})
