import * as contract from '@alongside/shared/minutes/contract'
import { whyNotMinutes } from '@alongside/shared/minutes/rules'
import { it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { drafted, distribute, startOver } = await givenMeetings(world)

/** The latest version: the draft’s own version while there is one, then the number of what was distributed. */
interface Seen {
  version: number
  meetingId: string
  distributedAt: string | null
}

async function draft(): Promise<string> {
  await startOver()
  return (await drafted()).meetingId
}

const step = stepsOf<Seen>()

it(
  'MTG-8 at random through the minutes of a meeting: rule and API agree',
  async () => {
    // Who is no more than a member has no part in a draft: that is refused whether she sees minutes or not (access matrix).
    const people: PersonName[] = ['coordinator', 'chair']
    await walk<Seen>(world, {
      begins: {
        draft,
        distributed: async () => {
          const meetingId = await draft()
          await distribute(meetingId)
          return meetingId
        },
      },
      read: async (who, meetingId) => {
        const params = { meetingId }
        const drafting = await as[who](contract.readMinutesDraft, { params })
        if (drafting.status === 200)
          return { ...drafting, body: { version: drafting.body.version, meetingId, distributedAt: null } }
        const minutes = await as[who](contract.readMinutes, { params })
        const { version, distributedAt } = minutes.body
        return { ...minutes, body: { version, meetingId, distributedAt } }
      },
      steps: people.flatMap((who) => [
        step(
          who,
          contract.editMinutes,
          (seen) => whyNotMinutes('edit', seen),
          ({ meetingId }) => ({ params: { meetingId }, body: { notes: 'We begin at ten.' } }),
        ),
        step(
          who,
          contract.distributeMinutes,
          (seen) => whyNotMinutes('distribute', seen),
          ({ meetingId }) => ({ params: { meetingId }, body: {} }),
        ),
        step(
          who,
          contract.correctMinutes,
          (seen) => whyNotMinutes('correct', seen),
          ({ meetingId }) => ({
            params: { meetingId },
            body: { whatChanged: 'The room', why: 'It has no lock' },
          }),
        ),
      ]),
    })
  },
  walkTimeout,
)
