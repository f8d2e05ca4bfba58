import {
  listMeetings,
  makeCalendarFeed,
  moveMeeting,
  readCalendarFeed,
  readCalendarFeedState,
  revokeCalendarFeed,
  setMeetingRule,
} from '@alongside/shared/meetings/contract'
import ICAL from 'ical.js'
import { expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import { givenCalendar } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { iCalendar } from './icalendar.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
await givenCalendar(world)

const make = async (who: PersonName) => {
  const { address } = await done(as[who], makeCalendarFeed, { body: {} })
  return address.split('/').at(-1) ?? ''
}
const fetchFeed = async (secret: string) => world.anyone(readCalendarFeed, { params: { secret } })
const textOf = async (secret: string) => {
  const { status, body } = await fetchFeed(secret)
  expect(status).toBe(200)
  return Buffer.from(body.bytes as Uint8Array).toString()
}
const eventsIn = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => new ICAL.Timezone(zone))
  for (const zone of zones) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  const found = events.map(({ startDate, uid, summary, sequence, component }) => ({
    startsAt: Temporal.Instant.from(startDate.toJSDate().toISOString()).toString(),
    uid,
    summary,
    sequence,
    properties: component.getAllProperties().map(({ name }) => name),
  }))
  ICAL.TimezoneService.reset()
  return found
}

it('MTG-1 the feed holds the dates of the calendar, and parses as iCalendar', async () => {
  const { headers, body } = await fetchFeed(await make('housing'))
  expect(headers['content-type']).toBe('text/calendar')
  const text = Buffer.from(body.bytes as Uint8Array).toString()
  expect(text.split('\r\n').every((line) => line.length <= 75 && !line.includes('\n'))).toBe(true)
  const events = eventsIn(text)
  const { items } = await done(as.housing, listMeetings, { query: { when: 'coming' } })
  expect(events.map(({ startsAt }) => startsAt)).toEqual(
    items.map(({ startsAt }) => Temporal.Instant.from(startsAt).toString()),
  )
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(12)
})

it('MTG-1 it says when, and nothing of where, who or what', async () => {
  const text = await textOf(await make('housing'))
  for (const { summary, properties } of eventsIn(text)) {
    expect(summary).toBe('Partnership meeting')
    expect(properties.toSorted()).toEqual([
      ...['class', 'dtstamp', 'dtstart', 'duration', 'last-modified'],
      ...['sequence', 'status', 'summary', 'uid'],
    ])
  }
  const [meeting] = await rows<{ id: string; venue: string }>('SELECT id, venue FROM meetings ORDER BY date')
  for (const told of [meeting!.id, meeting!.venue, 'Eastmarsh', 'Harbour', world.partnershipId])
    expect(text).not.toContain(told)
})

it.each([
  ['the clocks go forward', ['2026-03-26', '2026-03-30'], ['10:00:00Z', '09:00:00Z']],
  ['the clocks go back', ['2026-10-22', '2026-10-26'], ['09:00:00Z', '10:00:00Z']],
  ['Easter 2026', ['2026-04-02', '2026-04-07'], ['09:00:00Z', '09:00:00Z']],
  ['Easter 2027, the clocks between', ['2027-03-25', '2027-03-30'], ['10:00:00Z', '09:00:00Z']],
  ['Christmas', ['2026-12-24', '2026-12-29'], ['10:00:00Z', '10:00:00Z']],
] as const)('MTG-1 ten o’clock is ten o’clock before and after %s', (_, dates, times) => {
  const expected = dates.map((date, at) => `${date}T${times[at]}`)
  const meetings = expected.map((startsAt, at) => ({
    uid: `${at}`,
    startsAt,
    sequence: 0,
    modifiedAt: '2026-01-01T00:00:00Z',
  }))
  const text = iCalendar('Europe/London', meetings)
  expect(text.match(/DTSTART;TZID=Europe\/London:\d{8}T100000/g)).toHaveLength(2)
  expect(eventsIn(text).map(({ startsAt }) => startsAt)).toEqual(expected)
})

it('MTG-1 a calendar without a meeting is a calendar', () => {
  expect(eventsIn(iCalendar('Europe/London', []))).toEqual([])
})

it('MTG-1 a meeting that moved keeps its UID and raises its SEQUENCE', async () => {
  const secret = await make('police')
  const [, before] = eventsIn(await textOf(secret))
  const [, april] = (await done(as.coordinator, listMeetings, { query: { when: 'coming' } })).items
  clock.set('2026-03-02T10:00:00Z')
  await done(as.coordinator, moveMeeting, {
    params: { meetingId: april!.id },
    version: april!.version,
    body: { date: '2026-04-16', time: '10:00', mode: 'online', venue: '', reason: 'Many cannot come' },
  })
  const text = await textOf(secret)
  expect(eventsIn(text)[1]).toMatchObject({ uid: before!.uid, sequence: 1, startsAt: '2026-04-16T09:00:00Z' })
  expect(before!.sequence).toBe(0)
  expect(text).toContain('LAST-MODIFIED:20260302T100000Z')
})

it('MTG-1 made anew, the address before is gone; revoked, it is gone; both like one that never was', async () => {
  const first = await make('health')
  const second = await make('health')
  const unknown = await fetchFeed('A'.repeat(43))
  const gone = async (secret: string) => {
    const { status, body } = await fetchFeed(secret)
    expect({ status, body: { ...(body as object), instance: null } }).toEqual({
      status: 404,
      body: { ...(unknown.body as object), instance: null },
    })
  }
  await gone(first)
  await textOf(second)
  expect((await done(as.health, readCalendarFeedState)).madeAt).not.toBeNull()
  expect((await done(as.police, readCalendarFeedState)).madeAt).not.toBe(null)
  expect(await done(as.health, revokeCalendarFeed)).toEqual({ madeAt: null })
  await gone(second)
})

it('ACC-5 it ends with the place that it was made for, and with the agency’s standing', async () => {
  const secret = await make('drugs')
  await textOf(secret)
  const [feed] = await rows<{ membership_id: string }>(
    'SELECT membership_id FROM calendar_feeds ORDER BY made_at DESC, id DESC LIMIT 1',
  )
  const ended = async (at: string | null) =>
    rows('UPDATE memberships SET ended_at = $2 WHERE id = $1', [feed!.membership_id, at])
  await ended(clock.now())
  expect((await fetchFeed(secret)).status).toBe(404)
  await ended(null)
  await textOf(secret)
  await rows('UPDATE agencies SET standing_until = $1 WHERE id = $2', [clock.now(), world.agencies.drugs])
  expect((await fetchFeed(secret)).status).toBe(404)
})

it('ACC-1 another partnership’s meetings are in no feed of ours', async () => {
  const { address } = await done(world.elsewhere, makeCalendarFeed, { body: {} })
  expect(eventsIn(await textOf(address.split('/').at(-1) ?? ''))).toEqual([])
  await done(world.elsewhere, setMeetingRule, {
    body: { week: 1, weekday: 2, time: '09:00', mode: 'online', venue: '' },
  })
  expect(eventsIn(await textOf(address.split('/').at(-1) ?? ''))).toHaveLength(12)
})

it('MTG-5 a meeting outside of the monthly rhythm is in no feed', async () => {
  const secret = await make('housing')
  const before = eventsIn(await textOf(secret)).length
  await rows(`UPDATE meetings SET for_month = NULL WHERE date = '2026-06-11'`)
  expect(eventsIn(await textOf(secret))).toHaveLength(before - 1)
})

it('the secret is kept nowhere, and is in no log; to read the feed changes nothing', async () => {
  const secret = await make('probation')
  const before = await everything(world)
  await textOf(secret)
  expect(await everything(world)).toEqual(before)
  expect(world.log.join('\n')).not.toContain(secret)
  expect(world.log.join('\n')).toContain('/v1/calendar-feeds/:secret')
  const kept = await rows<{ all: string }>(
    `SELECT (SELECT string_agg(f::text, '') FROM calendar_feeds f) || (SELECT string_agg(k::text, '') FROM idempotency_keys k) AS all`,
  )
  expect(kept[0]?.all ?? '').not.toContain(secret)
})
