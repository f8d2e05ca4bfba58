import { agreeAction } from '@alongside/shared/room/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { listed, open } = await givenMeetings(world)

it('ACT-1 CNF-2 whose action it is in person is reminded before and after its date, then the coordinator; carried forward it keeps its clock', async () => {
  const rosa = await listed()
  await open(rosa.meetingId)
  const [owner] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'outreach@alongside.example'`,
  )
  const { id } = await done(as.chair, agreeAction, {
    params: { itemId: rosa.itemId },
    body: {
      ownerAgencyId: world.agencies.lantern,
      ownerAccountId: owner!.id,
      what: 'Walk with her to the clinic',
      why: 'She asked for company',
      dueOn: '2026-03-10',
    },
  })
  const told = async (who: PersonName, at: string) => {
    clock.set(at)
    await world.runJobs()
    await world.runJobs()
    const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
    return items.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind)
  }
  expect(await told('outreach', '2026-03-02T09:00:00Z')).toEqual(['action_agreed'])
  expect(await told('outreach', '2026-03-09T12:00:00Z')).toEqual(['action_due_soon', 'action_agreed'])
  // The meeting that speaks of the case again carries it forward: the clock runs on as it was set.
  await rows(`UPDATE actions SET state = 'carried_forward' WHERE id = $1`, [id])
  expect((await told('outreach', '2026-03-11T00:00:01Z'))[0]).toBe('action_late')
  const mails = await rows<{ data: { to: string; text: string } }>(
    `SELECT data FROM pgboss.job WHERE name = 'mail' AND data->>'to' = 'outreach@alongside.example' AND data->>'text' LIKE '%/actions/${id}%'`,
  )
  expect(mails).toHaveLength(3)
  expect(JSON.stringify(mails)).not.toMatch(/Rosa|clinic|company/)
  const before = (await told('chair', '2026-03-11T00:00:01Z')).length
  expect(before).toBe(0)
  expect(
    (await told('coordinator', '2026-03-16T00:00:00Z')).filter((kind) => kind === 'action_late').length,
  ).toBe(2)
})
