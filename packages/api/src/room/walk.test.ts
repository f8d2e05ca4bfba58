import type { Asking } from '@alongside/shared/access'
import { publishAgenda } from '@alongside/shared/agenda/contract'
import { whyNotPublishAgenda } from '@alongside/shared/agenda/rules'
import { circulatePack } from '@alongside/shared/documents/contract'
import { whyNotCirculate } from '@alongside/shared/documents/rules'
import { closeMeeting, openMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import type { Meeting } from '@alongside/shared/meetings/schema'
import * as room from '@alongside/shared/room/contract'
import {
  whyNotChair,
  whyNotCloseMeeting,
  whyNotDefer,
  whyNotOpenMeeting,
  whyNotRecord,
  whyNotReopenItem,
} from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { listed, sign, open, discuss, startOver } = await givenMeetings(world)

/** A meeting, and the one case of it. */
interface Seen {
  version: number
  meeting: Meeting
  item: AgendaItem
}

let item: ListedCase
async function planned(): Promise<string> {
  await startOver()
  item = await listed()
  await sign(item.meetingId, 'chair', 'coordinator', 'housing')
  return item.meetingId
}

const step = stepsOf<Seen>()
const ofMeeting = ({ meeting }: Seen) => ({ params: { meetingId: meeting.id }, body: {} })
const ofItem = <Body>({ item: { id, version } }: Seen, body: Body) => ({
  params: { itemId: id },
  version,
  body,
})
const mayWrite = ({ item: { meetingState, state, basisInForce } }: Seen) =>
  whyNotRecord(meetingState, state, basisInForce)
const runs = (rule: (seen: Seen) => ReturnType<typeof whyNotRecord>) => (seen: Seen) =>
  seen.meeting.runs ? rule(seen) : 'access.not_permitted'
/** Nobody is deputy here: what is chaired, chair and coordinator do. */
const chairs = (rule: (seen: Seen) => ReturnType<typeof whyNotRecord>) => (seen: Seen, asking: Asking) =>
  whyNotChair({ ...asking, accountId: '' }, seen.item) ?? rule(seen)

it(
  'MTG-7 MTG-3 at random through a meeting and a case of it: rule and API agree',
  async () => {
    const people: PersonName[] = ['chair', 'coordinator', 'housing']
    await walk<Seen>(world, {
      begins: {
        planned,
        open: async () => {
          const id = await planned()
          await open(id)
          return id
        },
        'open, its case discussed': async () => {
          const id = await planned()
          await open(id)
          await discuss(item)
          return id
        },
      },
      read: async (who, id) => {
        const meeting = await as[who](readMeeting, { params: { meetingId: id } })
        const { body } = await as[who](room.readItem, { params: { itemId: item.itemId } })
        return { ...meeting, body: { version: meeting.body.version, meeting: meeting.body, item: body } }
      },
      steps: people.flatMap((who) => [
        step(
          who,
          openMeeting,
          runs(({ meeting }) => whyNotOpenMeeting(meeting, world.clock.now())),
          ofMeeting,
        ),
        step(
          who,
          closeMeeting,
          runs(({ meeting }) => whyNotCloseMeeting(meeting)),
          ofMeeting,
        ),
        step(who, publishAgenda, ({ meeting }) => whyNotPublishAgenda(meeting), ofMeeting),
        step(who, circulatePack, ({ meeting }) => whyNotCirculate(meeting), ofMeeting),
        step(who, room.recordItem, chairs(mayWrite), (seen) => ofItem(seen, { riskPlan: 'Patrol' })),
        step(who, room.contribute, mayWrite, (seen) => ofItem(seen, { words: 'She refused.' })),
        step(who, room.startItem, chairs(mayWrite), (seen) => ofItem(seen, {})),
        step(who, room.closeItem, chairs(mayWrite), (seen) => ofItem(seen, {})),
        step(
          who,
          room.reopenItem,
          chairs(({ item: { meetingState, state, takenOff } }) =>
            whyNotReopenItem(meetingState, { state, takenOff }),
          ),
          (seen) => ofItem(seen, { reason: 'The wrong case was closed' }),
        ),
        step(
          who,
          room.deferItem,
          chairs(({ item: { meetingState, state } }) => whyNotDefer(meetingState, state)),
          (seen) => ofItem(seen, { reason: 'Her worker is ill' }),
        ),
      ]),
    })
  },
  walkTimeout,
)
