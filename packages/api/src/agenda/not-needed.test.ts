import { orderAgenda, publishAgenda } from '@alongside/shared/agenda/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const meetings = await givenMeetings(world)

it('ACC-9 MTG-3 who steps out is told the time of the order in which the meeting goes: carried forward, of two files, or arranged', async () => {
  const earlier = await meetings.listed({ at: 0, agrees: ['lantern', 'housing'], refuses: [] })
  await meetings.open(earlier.meetingId)
  await meetings.agree(earlier, '2026-04-20', 'housing')
  await meetings.discuss(earlier)
  await meetings.close(earlier.meetingId)
  const heardBy = { agrees: ['lantern', 'police', 'housing'], refuses: [] } satisfies Parameters<
    typeof meetings.listed
  >[0]
  await meetings.listed({ at: 1, ...heardBy })
  const second = await meetings.listed({ at: 1, ...heardBy })
  // Listed last, and first on the agenda: what was agreed about her is carried forward.
  const hers = await meetings.listed({ at: 1, sameAs: earlier, agrees: ['lantern', 'housing'], refuses: [] })
  const params = { meetingId: hers.meetingId }
  const agenda = () => done(as.coordinator, readMeeting, { params })
  const goesAsTheAgenda = async () => {
    const { agenda: lines, startsAt } = await agenda()
    const place = lines.findIndex(({ id }) => id === hers.itemId)
    const minutes = (upTo: number) => lines.slice(0, upTo).reduce((sum, line) => sum + line.minutes, 0)
    const at = (upTo: number) => Date.parse(startsAt) + minutes(upTo) * 60_000
    const { notNeeded } = await done(as.police, readMeeting, { params })
    expect(notNeeded.map(({ from, until }) => [Date.parse(from), Date.parse(until)])).toEqual([
      [at(place), at(place + 1)],
    ])
    return place
  }
  await meetings.sign(hers.meetingId, 'police', 'coordinator')
  await done(as.coordinator, publishAgenda, { params, body: {}, version: (await agenda()).version })
  expect(await goesAsTheAgenda()).toBe(0)

  // Another file of somebody on it turns out to be more serious: she goes before.
  const other = await meetings.listed({ at: 2, ...heardBy })
  await world.rows(`UPDATE cases SET light = 'green'`)
  await world.rows(`UPDATE cases SET light = 'red' WHERE id = $1`, [other.caseId])
  await done(as.coordinator, joinFiles, {
    params: { caseId: second.caseId },
    body: { joinedCaseId: other.caseId, reason: 'The same birthday' },
  })
  expect(await goesAsTheAgenda()).toBe(1)

  const { version, agenda: lines } = await agenda()
  const items = lines.map(({ id, minutes }) => ({ id, minutes })).reverse()
  await done(as.coordinator, orderAgenda, { params, version, body: { items } })
  expect(await goesAsTheAgenda()).toBe(1)
})
