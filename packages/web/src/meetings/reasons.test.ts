import { workingCalendar } from '@alongside/shared/calendar'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { describe, expect, test } from 'vitest'
import { agendaLine as line } from './agenda-line.test-support.ts'
import { openCases, whyNotClose, whyNotOpen } from './reasons.ts'

const meeting = (part: Partial<Meeting>): Meeting => ({
  id: 'meeting',
  version: 1,
  date: '2026-04-09',
  startsAt: '2026-04-09T09:00:00Z',
  opensFrom: '2026-04-09T08:00:00Z',
  kind: 'monthly',
  caseReference: null,
  mode: 'in_person',
  venue: 'The Old Library',
  joining: '',
  packLateBecause: null,
  state: 'open',
  referralsBy: '2026-03-27T23:59:59Z',
  confirmationFrom: '2026-03-30T00:00:00Z',
  confirmationUntil: '2026-04-03T22:59:59Z',
  packBy: '2026-04-02T22:59:59Z',
  minutesDueBy: '2026-04-16T22:59:59Z',
  confirmedAt: null,
  packCirculatedAt: null,
  minutesDistributedAt: null,
  myReply: null,
  agenciesThatCan: 0,
  agenciesThatCannot: 0,
  items: 0,
  signedByMe: true,
  agendaPublishedAt: null,
  minutesDistributed: false,
  agenda: [],
  agendaChanged: false,
  lengthMinutes: 180,
  confidentialityText: 'What is said here …',
  currentItemId: null,
  callingItemId: null,
  notNeeded: [],
  deputy: null,
  runs: true,
  namesDeputy: true,
  keepsAttendance: true,
  deputyNeeded: false,
  leftToDeputy: false,
  leftToOther: false,
  unchaired: false,
  followed: true,
  openedAt: null,
  closedAt: null,
  underWay: false,
  turns: [],
  present: [],
  inRoom: null,
  moves: [],
  ...part,
})
const london = workingCalendar('Europe/London', [])

describe('MTG-7: what cannot be done now with a meeting says why', () => {
  test('a meeting is opened once, by someone who has signed', () => {
    const onTime = '2026-04-09T08:00:00Z'
    const why = (part: Partial<Meeting>, now = onTime) => whyNotOpen(london, meeting(part), now)
    expect(why({ state: 'planned' })).toBeUndefined()
    expect(why({ state: 'planned', signedByMe: false })).toMatch(/not signed/)
    expect(why({ state: 'closed' })).toMatch(/moved on/)
    expect(why({ state: 'planned' }, '2026-04-09T07:59:59Z')).toBe(
      'It opens an hour before its start: Thursday 9 April 2026, from 09:00.',
    )
  })

  test('a meeting is closed when each case is discussed or deferred, and names those that are not', () => {
    const agenda = [line(1, 'discussed'), line(2, 'listed'), line(3, 'deferred'), line(4, 'listed')]
    expect(openCases(meeting({ agenda }))).toEqual(['EMP-2026-AAA2', 'EMP-2026-AAA4'])
    expect(whyNotClose(meeting({ agenda }))).toMatch(/: EMP-2026-AAA2, EMP-2026-AAA4\.$/)
    expect(whyNotClose(meeting({ agenda: agenda.slice(0, 1) }))).toBeUndefined()
    expect(whyNotClose(meeting({ state: 'planned' }))).toMatch(/moved on/)
  })
})
