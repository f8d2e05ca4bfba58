import { publishAgenda } from '@alongside/shared/agenda/contract'
import {
  confirmMeeting,
  listMeetingReplies,
  listMeetings,
  moveMeeting,
  readMeeting,
  replyToMeeting,
  setMeetingRule,
} from '@alongside/shared/meetings/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, clock, rows } = world
const meetings = await givenMeetings(world)
const tables = ['meetings', 'meeting_replies', 'meeting_moves']
const secondThursday = {
  week: 2,
  weekday: 4,
  time: '10:00',
  mode: 'in_person',
  venue: 'The Old Library',
} as const
const toThe16th = {
  date: '2026-04-16',
  time: '14:00',
  mode: 'hybrid',
  venue: 'Town hall',
  reason: 'Three agencies cannot come on the 9th.',
} as const

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await meetings.startOver()
  await rows('UPDATE referrals SET meeting_id = NULL')
  await rows('DELETE FROM meetings')
  await rows('DELETE FROM notifications')
  await rows('DELETE FROM outbox_events')
  await done(as.coordinator, setMeetingRule, { body: secondThursday })
  await rows('UPDATE meetings SET agenda_published_at = $1', [clock.now()])
})

/** April's, on the 9th. */
const april = () => meetings.coming(1)
const read = async (meetingId: string, who: PersonName = 'coordinator') =>
  done(as[who], readMeeting, { params: { meetingId } })
const answer = (who: PersonName, meetingId: string, said: 'can_come' | 'cannot_come', reason?: string) =>
  done(as[who], replyToMeeting, { params: { meetingId }, body: { answer: said, ...(reason && { reason }) } })
const move = async (meetingId: string, to: object = {}) =>
  done(as.coordinator, moveMeeting, {
    params: { meetingId },
    body: { ...toThe16th, ...to },
    version: (await read(meetingId)).version,
  })
const replies = async (meetingId: string) =>
  done(as.coordinator, listMeetingReplies, { params: { meetingId } })
const answersOf = async (meetingId: string) =>
  Object.fromEntries((await replies(meetingId)).agencies.map((agency) => [agency.agencyName, agency.answer]))
const toldOf = async (who: PersonName, kind: string) =>
  (await done(as[who], listNotifications)).items.filter((notification) => notification.kind === kind).length

describe('MTG-1 members agree', () => {
  it('who can, who cannot and who has not answered is shown to the coordinator by agency, with the reason', async () => {
    const meetingId = await april()
    await answer('housing', meetingId, 'can_come')
    await answer('police', meetingId, 'cannot_come', 'In court that day')
    const shown = await answersOf(meetingId)
    expect(
      Object.values(shown)
        .toSorted()
        .filter((said) => said !== 'not_answered'),
    ).toEqual(['can_come', 'cannot_come'])
    expect(shown['Harbour Homes']).toBe('can_come')
    const said = (await replies(meetingId)).agencies.flatMap((agency) => agency.members)
    expect(said.filter(({ reason }) => reason).map(({ reason }) => reason)).toEqual(['In court that day'])
    expect(await read(meetingId, 'housing')).toMatchObject({
      myReply: 'can_come',
      agenciesThatCan: 1,
      agenciesThatCannot: 1,
    })
  })

  it('an answer is changed by answering again', async () => {
    const meetingId = await april()
    await answer('housing', meetingId, 'cannot_come', 'On leave')
    await answer('housing', meetingId, 'can_come')
    expect(await read(meetingId, 'housing')).toMatchObject({ myReply: 'can_come', agenciesThatCannot: 0 })
    expect(await rows('SELECT answer, reason FROM meeting_replies')).toEqual([
      { answer: 'can_come', reason: null },
    ])
  })

  it('once the meeting is open nobody is asked any more', async () => {
    const meetingId = await meetings.coming()
    await meetings.open(meetingId)
    const call = { params: { meetingId }, body: { answer: 'can_come' } } as const
    expect(await refusalOf(world, tables, as.housing, replyToMeeting, call)).toEqual([
      409,
      'meeting.wrong_state',
    ])
  })

  it.each(['outreach', 'chair', 'steering'] as const)(
    'ACC-4 the %s has no agency to answer for',
    async (who) => {
      const call = { params: { meetingId: await april() }, body: { answer: 'can_come' } } as const
      expect(await refusalOf(world, tables, as[who], replyToMeeting, call)).toEqual([
        403,
        'access.not_permitted',
      ])
    },
  )

  it('twelve dates planned at once are proposed to every member by one notification and one mail', async () => {
    await world.runJobs()
    expect(await toldOf('housing', 'meeting_date_proposed')).toBe(1)
    expect(await toldOf('outreach', 'meeting_date_proposed')).toBe(0)
  })
})

describe('MTG-1 the coordinator moves a meeting', () => {
  it('its dates are derived anew, its agenda stays, and old and new date are on record with the reason', async () => {
    const item = await meetings.listed({ at: 1 })
    const before = await read(item.meetingId)
    const after = await move(item.meetingId)
    expect(after).toMatchObject({
      id: before.id,
      version: before.version + 1,
      date: '2026-04-16',
      startsAt: '2026-04-16T13:00:00Z',
      opensFrom: '2026-04-16T12:00:00Z',
      referralsBy: '2026-04-07T22:59:59Z',
      confirmationFrom: '2026-04-05T23:00:00Z',
      packBy: '2026-04-13T22:59:59Z',
      minutesDueBy: '2026-04-23T22:59:59Z',
      mode: 'hybrid',
      venue: 'Town hall',
    })
    expect(after.agenda.map(({ id }) => id)).toEqual([item.itemId])
    expect(after.moves).toMatchObject([
      { from: before.startsAt, to: after.startsAt, reason: toThe16th.reason, by: 'Ada Quist' },
    ])
  })

  it('everyone is told and asked again; earlier replies stay beside the date that they were given for', async () => {
    const meetingId = await april()
    const { startsAt } = await answer('housing', meetingId, 'can_come')
    await move(meetingId)
    await world.runJobs()
    expect(await toldOf('housing', 'meeting_moved')).toBe(1)
    expect((await answersOf(meetingId))['Harbour Homes']).toBe('not_answered')
    expect((await replies(meetingId)).earlier).toMatchObject([{ startsAt, answer: 'can_come' }])
    await answer('housing', meetingId, 'cannot_come')
    expect((await answersOf(meetingId))['Harbour Homes']).toBe('cannot_come')
    expect(await rows('SELECT 1 FROM meeting_replies')).toHaveLength(2)
  })

  it('what was confirmed has to be confirmed again', async () => {
    const meetingId = await april()
    clock.set('2026-03-31T09:00:00Z')
    const { version } = await read(meetingId)
    await done(as.coordinator, confirmMeeting, { params: { meetingId }, body: {}, version })
    expect(await move(meetingId)).toMatchObject({ confirmedAt: null })
  })

  it.each([
    ['a weekend', '2026-04-18', 'weekend'],
    ['a bank holiday', '2026-04-06', 'bank_holiday'],
    ['the day of another meeting', '2026-05-14', 'taken'],
    ['a day that is over', '2026-02-26', 'past'],
  ])('not onto %s: the refusal names it, and nothing changes', async (_, date, code) => {
    const meetingId = await april()
    const { version } = await read(meetingId)
    const call = { params: { meetingId }, body: { ...toThe16th, date }, version }
    expect(await refusalOf(world, tables, as.coordinator, moveMeeting, call)).toEqual([
      422,
      'meeting.date_unsuitable',
    ])
    const { body } = await as.coordinator(moveMeeting, call)
    expect(body).toMatchObject({ errors: [{ pointer: '/date', code }] })
  })

  it('MTG-2 not onto a day that cannot hold its deadlines, unless as an exception with its reason, which every member reads', async () => {
    const meetingId = await april()
    const soon = { ...toThe16th, date: '2026-03-04' }
    const call = { params: { meetingId }, body: soon, version: (await read(meetingId)).version }
    expect(await refusalOf(world, tables, as.coordinator, moveMeeting, call)).toEqual([
      422,
      'meeting.deadlines_missed',
    ])
    expect((await as.coordinator(moveMeeting, call)).body).toMatchObject({
      errors: [
        { pointer: '/exception', code: 'missed_referrals' },
        { pointer: '/exception', code: 'missed_confirmation' },
        { pointer: '/exception', code: 'missed_pack' },
      ],
    })
    const exception = 'The library closes for good on the 6th.'
    await done(as.coordinator, moveMeeting, { ...call, body: { ...soon, exception } })
    expect((await read(meetingId, 'housing')).moves).toMatchObject([{ exception, reason: soon.reason }])
    // A day that misses nothing keeps no exception.
    await move(meetingId, { exception: 'Needless' })
    expect((await read(meetingId, 'housing')).moves[0]).toMatchObject({ exception: null })
  })

  it('two at once: one moves it, the other is told', async () => {
    const meetingId = await april()
    const { version } = await read(meetingId)
    const call = { params: { meetingId }, body: toThe16th, version }
    const answers = await Promise.all([as.coordinator(moveMeeting, call), as.coordinator(moveMeeting, call)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(await rows('SELECT 1 FROM meeting_moves')).toHaveLength(1)
  })

  it('not once it is open', async () => {
    const meetingId = await meetings.coming()
    await meetings.open(meetingId)
    const call = { params: { meetingId }, body: toThe16th, version: 2 }
    expect(await refusalOf(world, tables, as.coordinator, moveMeeting, call)).toEqual([
      409,
      'meeting.wrong_state',
    ])
  })

  it('neither a new rule nor the keeping of twelve months plans its month again, wherever it went', async () => {
    const meetingId = await april()
    await move(meetingId, { date: '2026-05-07' })
    const coming = await done(as.coordinator, setMeetingRule, { body: { ...secondThursday, week: 3 } })
    const dates = coming.meetings.map(({ date }) => date)
    expect(dates.slice(0, 4)).toEqual(['2026-03-19', '2026-05-07', '2026-05-21', '2026-06-18'])
    expect(dates).toHaveLength(12)
    await world.runJobs()
    expect((await done(as.coordinator, listMeetings, { query: { when: 'coming' } })).items).toHaveLength(12)
  })

  it('a rule whose day another meeting has taken gives the next working day', async () => {
    await move(await april(), { date: '2026-05-21' })
    const coming = await done(as.coordinator, setMeetingRule, { body: { ...secondThursday, week: 3 } })
    const dates = coming.meetings.map(({ date }) => date)
    expect(dates.slice(0, 4)).toEqual(['2026-03-19', '2026-05-21', '2026-05-22', '2026-06-18'])
    expect(new Set(dates).size).toBe(12)
  })
})

describe('MTG-2 the coordinator confirms a meeting', () => {
  const confirm = async (meetingId: string, body: { venue?: string } = {}) =>
    done(as.coordinator, confirmMeeting, {
      params: { meetingId },
      body,
      version: (await read(meetingId)).version,
    })

  it('in the week before, with the place; every member is told', async () => {
    const meetingId = await april()
    clock.set('2026-04-01T09:00:00Z')
    await rows('DELETE FROM notifications')
    expect(await confirm(meetingId, { venue: 'The Old Library, room 3' })).toMatchObject({
      confirmedAt: '2026-04-01T09:00:00Z',
      venue: 'The Old Library, room 3',
      mode: 'in_person',
    })
    await world.runJobs()
    for (const who of ['housing', 'police', 'chair', 'coordinator'] as const)
      expect(await toldOf(who, 'meeting_confirmed')).toBe(1)
  })

  it.each([
    ['before its week', '2026-03-29T22:59:59Z', 'meeting.too_early'],
    ['twice', '2026-04-02T09:00:00Z', 'meeting.confirmed'],
  ])('not %s, and nothing changes', async (_, now, code) => {
    const meetingId = await april()
    clock.set('2026-04-01T09:00:00Z')
    if (code === 'meeting.confirmed') await confirm(meetingId)
    clock.set(now)
    const { version } = await read(meetingId)
    const call = { params: { meetingId }, body: {}, version }
    expect(await refusalOf(world, tables, as.coordinator, confirmMeeting, call)).toEqual([409, code])
  })

  it.each([
    [{ mode: 'in_person', venue: '' }, ['/venue']],
    [{ mode: 'online', venue: '' }, ['/joining']],
    [{ mode: 'hybrid', venue: '', joining: '' }, ['/venue', '/joining']],
  ] as const)(
    'not without a place, a link or number: %j lacks %j, and nothing changes',
    async (body, lacking) => {
      const meetingId = await april()
      clock.set('2026-04-01T09:00:00Z')
      const call = { params: { meetingId }, body, version: (await read(meetingId)).version }
      expect(await refusalOf(world, tables, as.coordinator, confirmMeeting, call)).toEqual([
        422,
        'meeting.place_missing',
      ])
      const refused = (await as.coordinator(confirmMeeting, call)).body
      expect(refused).toMatchObject({ errors: lacking.map((pointer) => ({ pointer })) })
    },
  )

  it('online with a link, hybrid with both, and not before its agenda is published', async () => {
    const meetingId = await april()
    clock.set('2026-04-01T09:00:00Z')
    await rows('UPDATE meetings SET agenda_published_at = NULL WHERE id = $1', [meetingId])
    const body = { mode: 'online', venue: '', joining: 'https://calls.example/eastmarsh' } as const
    const call = async () => ({ params: { meetingId }, body, version: (await read(meetingId)).version })
    expect(await refusalOf(world, tables, as.coordinator, confirmMeeting, await call())).toEqual([
      409,
      'meeting.agenda_unpublished',
    ])
    await done(as.coordinator, publishAgenda, {
      params: { meetingId },
      body: {},
      version: (await read(meetingId)).version,
    })
    expect(await done(as.coordinator, confirmMeeting, await call())).toMatchObject({
      mode: 'online',
      joining: 'https://calls.example/eastmarsh',
      confirmedAt: '2026-04-01T09:00:00Z',
    })
  })

  it('a new rule moves it no more', async () => {
    const meetingId = await april()
    clock.set('2026-04-01T09:00:00Z')
    await confirm(meetingId)
    await done(as.coordinator, setMeetingRule, { body: { ...secondThursday, week: 3 } })
    expect(await read(meetingId)).toMatchObject({ date: '2026-04-09' })
  })

  it.each(['housing', 'chair', 'outreach'] as const)(
    'ACC-4 it is not the %s’s to confirm or move',
    async (who) => {
      const meetingId = await april()
      clock.set('2026-04-01T09:00:00Z')
      expect(
        await refusalOf(world, tables, as[who], confirmMeeting, {
          params: { meetingId },
          body: {},
          version: 1,
        }),
      ).toEqual([403, 'access.not_permitted'])
    },
  )

  it('whoever is not the coordinator is warned of none of it; she is told once of each', async () => {
    const meetingId = await april()
    const kinds = ['meeting_to_confirm', 'meeting_not_confirmed_in_time', 'pack_due_soon', 'pack_late']
    const told = async (who: PersonName) => {
      await world.runJobs()
      await world.runJobs()
      return Promise.all(kinds.map((kind) => toldOf(who, kind)))
    }
    await rows(`UPDATE meetings SET starts_at = starts_at - interval '1 year' WHERE id <> $1`, [meetingId])
    clock.set('2026-03-30T08:00:00Z')
    expect(await told('coordinator')).toEqual([1, 0, 0, 0])
    clock.set('2026-04-03T08:00:00Z')
    expect(await told('coordinator')).toEqual([2, 0, 0, 1])
    clock.set('2026-04-04T08:00:00Z')
    expect(await told('coordinator')).toEqual([2, 1, 0, 1])
    expect(await told('housing')).toEqual([0, 0, 0, 0])
  })

  it('MTG-2, CNF-2 members hear two working days ahead that referrals close, by a mail that names nobody', async () => {
    clock.set('2026-03-25T08:00:00Z')
    await world.runJobs()
    await world.runJobs()
    expect(await toldOf('housing', 'referrals_close_soon')).toBe(1)
    const mail = world.services.mailer.caught().at(-1)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Library|Ada|Quist|April/)
  })
})
