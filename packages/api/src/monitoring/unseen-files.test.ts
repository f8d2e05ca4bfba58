import { joinFiles } from '@alongside/shared/cases/joining-contract'
import {
  readCharacteristics,
  readDiscussed,
  readFigures,
  recordCharacteristics,
} from '@alongside/shared/monitoring/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, clock } = world
const meetings = await givenMeetings(world)

/** What somebody counts of the quarter in which both files were discussed, and of the one before. */
const countedBy = async (who: PersonName) =>
  Promise.all(
    ['2025-Q4', '2026-Q1'].flatMap((period) => [
      done(as[who], readDiscussed, { query: { period } }),
      done(as[who], readFigures, { query: { period } }),
    ]),
  )
async function answer(caseId: string, sexualOrientation: 'bisexual' | 'gay_or_lesbian') {
  const params = { caseId }
  const { version } = await done(as.midwife, readCharacteristics, { params })
  const equality = { ethnicity: 'irish', sexualOrientation, condition: 'no' } as const
  await done(as.midwife, recordCharacteristics, { params, version, body: { equality } })
}

it('ACC-6 ACC-8 MON-2 no figure tells an agency what stands on a file that it may not see, joined to its own or not', async () => {
  const hers = await meetings.listed({
    by: 'midwife',
    agrees: ['lantern', 'health', 'housing'],
    refuses: ['police'],
  })
  await answer(hers.caseId, 'bisexual')
  await meetings.open(hers.meetingId)
  await meetings.discuss(hers)
  await meetings.close(hers.meetingId)
  clock.set('2026-04-20T10:00:00Z')
  const theirs = await meetings.listed({ at: 1, by: 'police', agrees: ['lantern', 'police'], refuses: [] })
  clock.set('2026-05-14T09:30:00Z')
  await meetings.open(theirs.meetingId)
  await meetings.discuss(theirs)
  await meetings.close(theirs.meetingId)

  const [police, coordinator] = [await countedBy('police'), await countedBy('coordinator')]
  await done(as.coordinator, joinFiles, {
    params: { caseId: hers.caseId },
    body: { joinedCaseId: theirs.caseId, reason: 'The same woman' },
  })
  expect(await countedBy('police')).toEqual(police)
  expect(await countedBy('coordinator')).not.toEqual(coordinator)
  await answer(hers.caseId, 'gay_or_lesbian')
  expect(await countedBy('police')).toEqual(police)
})
