import { correctMinutes } from '@alongside/shared/minutes/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// A world of its own: the first look at what is told carries every event since the world began.
const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { drafted, distribute } = await givenMeetings(world)

it('CNF-2 members are told when the minutes are distributed and not when the meeting closes, once, and again of a correction', async () => {
  const told = async (who: 'housing' | 'police') => {
    await world.runJobs()
    const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
    return items.map(({ kind }) => kind).filter((kind) => kind.startsWith('meeting_minutes'))
  }
  const item = await drafted()
  expect(await told('police')).toEqual([])
  await distribute(item.meetingId)
  for (const who of ['housing', 'police'] as const) expect(await told(who)).toEqual(['meeting_minutes_ready'])
  // Its action was told to housing when it was agreed.
  const { items } = await done(as.housing, listNotifications)
  expect(items.filter(({ kind }) => kind === 'action_agreed')).toHaveLength(1)
  await done(as.coordinator, correctMinutes, {
    params: { meetingId: item.meetingId },
    body: { whatChanged: 'x', why: 'y' },
    version: 1,
  })
  await distribute(item.meetingId)
  expect((await told('police')).toSorted()).toEqual(['meeting_minutes_corrected', 'meeting_minutes_ready'])
})
