import { listMeetings, readMeeting, setMeetingRule } from '@alongside/shared/meetings/contract'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import { acceptReferral } from '@alongside/shared/referrals/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { inPartnership } from '../db/context.ts'
import { withTransaction } from '../db/pool.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { holdTwelveMonths } from './calendar.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, services, partnershipId } = world
const secondThursday: MeetingRule = {
  week: 2,
  weekday: 4,
  time: '10:00',
  mode: 'in_person',
  venue: 'The Old Library',
}

const setRule = async (rule: MeetingRule) =>
  (await done(as.coordinator, setMeetingRule, { body: rule })).meetings
/** As the daily job calls it. */
const keepCalendar = () =>
  withTransaction(services.pools.jobs, inPartnership(partnershipId, clock.now()), (tx) =>
    holdTwelveMonths(tx, clock.now()),
  )

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM agenda_items')
  await rows('UPDATE referrals SET meeting_id = NULL')
  await rows('DELETE FROM meetings')
  await rows('UPDATE partnerships SET meeting_rule = NULL')
})

it('MTG-1, MTG-2 a monthly rule gives the next twelve dates, each with the dates derived from it', async () => {
  const meetings = await setRule(secondThursday)
  expect(meetings.map(({ date }) => date.slice(0, 7))).toEqual([
    '2026-03',
    '2026-04',
    '2026-05',
    '2026-06',
    '2026-07',
    '2026-08',
    '2026-09',
    '2026-10',
    '2026-11',
    '2026-12',
    '2027-01',
    '2027-02',
  ])
  expect(meetings[1]).toMatchObject({
    date: '2026-04-09',
    startsAt: '2026-04-09T09:00:00Z',
    opensFrom: '2026-04-09T08:00:00Z',
    referralsBy: '2026-03-27T23:59:59Z',
    confirmationFrom: '2026-03-29T23:00:00Z',
    confirmationUntil: '2026-04-03T22:59:59Z',
    packBy: '2026-04-02T22:59:59Z',
    mode: 'in_person',
    venue: 'The Old Library',
    state: 'planned',
    items: 0,
  })
  const events = await rows(`SELECT 1 FROM outbox_events WHERE type = 'meeting.planned'`)
  expect(events).toHaveLength(12)
})

it('MTG-1 a date on a bank holiday moves to the next working day', async () => {
  const dates = (await setRule({ ...secondThursday, week: 'last', weekday: 1 })).map(({ date }) => date)
  expect(dates).toContain('2026-05-26')
  expect(dates).not.toContain('2026-05-25')
})

it('MTG-1 a new rule moves empty meetings in their month, and leaves one with a case on its agenda', async () => {
  const before = await setRule(secondThursday)
  const april = before[1]
  const { id: referralId, version } = await givenSubmitted(world)
  await done(as.coordinator, acceptReferral, {
    params: { referralId },
    version,
    body: { meetingId: april?.id },
  })

  const after = await setRule({ ...secondThursday, week: 3, time: '14:00', venue: 'Town hall' })
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after[0]).toMatchObject({
    date: '2026-03-19',
    startsAt: '2026-03-19T14:00:00Z',
    venue: 'Town hall',
    version: 2,
  })
  expect(after[1]).toMatchObject({ date: '2026-04-09', venue: 'The Old Library', version: 1, items: 1 })
  expect(after[2]).toMatchObject({ date: '2026-05-21', version: 2 })
})

it('MTG-1 the same rule again changes nothing', async () => {
  const before = await setRule(secondThursday)
  expect(await setRule(secondThursday)).toEqual(before)
})

it('MTG-1 the calendar is kept twelve months full, whoever looks how often', async () => {
  await setRule(secondThursday)
  expect(await keepCalendar()).toEqual([])
  clock.set('2026-03-13T03:00:00Z')
  const planned = (await Promise.all([keepCalendar(), keepCalendar()])).flat()
  expect(planned).toHaveLength(1)
  const { items } = (await as.housing(listMeetings, { query: { when: 'coming' } })).body
  expect(items).toHaveLength(12)
  expect(items.at(-1)).toMatchObject({ id: planned[0], date: '2027-03-11' })
})

it('MTG-1 a month that has had its meeting gets no second one from a new rule', async () => {
  await setRule(secondThursday)
  clock.set('2026-03-13T09:00:00Z')
  const coming = await setRule({ ...secondThursday, week: 'last' })
  expect(coming.map(({ date }) => date).slice(0, 2)).toEqual(['2026-04-30', '2026-05-28'])
  expect(coming).toHaveLength(12)
})

it('MTG-1 coming meetings are listed soonest first, past ones latest first', async () => {
  await setRule(secondThursday)
  clock.set('2026-06-01T09:00:00Z')
  const dates = async (when?: 'coming' | 'past') =>
    (await as.police(listMeetings, { query: { ...(when && { when }), limit: 4 } })).body.items.map(
      ({ date }) => date,
    )
  expect(await dates('coming')).toEqual(['2026-06-11', '2026-07-09', '2026-08-13', '2026-09-10'])
  expect(await dates('past')).toEqual(['2026-05-14', '2026-04-09', '2026-03-12'])
})

it.each(['chair', 'housing', 'outreach', 'steering'] as const)(
  'ACC-4 the rule is not the %s’s to set, and nothing changes',
  async (who: PersonName) => {
    const before = await standing(world, 'meetings', 'partnerships')
    expect(await as[who](setMeetingRule, { body: secondThursday })).toMatchObject({
      status: 403,
      body: { code: 'access.not_permitted' },
    })
    expect(await standing(world, 'meetings', 'partnerships')).toEqual(before)
  },
)

it('ACC-1 another partnership’s meetings do not exist', async () => {
  const [meeting] = await setRule(secondThursday)
  expect((await world.elsewhere(listMeetings)).body.items).toEqual([])
  expect(await world.elsewhere(readMeeting, { params: { meetingId: meeting?.id ?? '' } })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})
