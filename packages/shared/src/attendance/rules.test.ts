import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roles } from '../access.ts'
import { attendanceFault, attendanceOf, attendedAs, whyNotBeInRoom } from './rules.ts'

const meetings = fc.record({
  closed: fc.boolean(),
  present: fc.array(fc.constantFrom(...roles), { maxLength: 4 }),
  apologies: fc.boolean(),
})
const attended = ['lead', 'second', 'another']

it('MTG-6 an agency attended exactly when somebody of it was in the room, whatever its apologies said', () => {
  fc.assert(
    fc.property(meetings, (meeting) => {
      expect(attended.includes(attendanceOf(meeting))).toBe(meeting.present.length > 0)
    }),
  )
})

it('MTG-6 nobody is absent before the meeting is closed, nor after giving apologies', () => {
  fc.assert(
    fc.property(meetings, (meeting) => {
      const attendance = attendanceOf(meeting)
      expect(attendance === 'absent' && (!meeting.closed || meeting.apologies)).toBe(false)
      expect(attendance === 'not_yet' && meeting.closed).toBe(false)
    }),
  )
})

it('MTG-6 the lead member counts before the secondary, and in whatever order they came', () => {
  fc.assert(
    fc.property(meetings, (meeting) => {
      const present = meeting.present.toReversed()
      expect(attendanceOf({ ...meeting, present })).toBe(attendanceOf(meeting))
      expect(attendanceOf({ ...meeting, apologies: false, present: [...present, 'lead_member'] })).toBe(
        'lead',
      )
    }),
  )
})

it('MTG-6 ACC-5 one is in the room of a meeting that runs, once one has signed', () => {
  expect(whyNotBeInRoom({ state: 'open', signedByMe: true })).toBeNull()
  expect(whyNotBeInRoom({ state: 'open', signedByMe: false })).toBe('meeting.confidentiality_unsigned')
  for (const state of ['planned', 'closed'] as const)
    expect(whyNotBeInRoom({ state, signedByMe: true })).toBe('meeting.wrong_state')
})

it('MTG-6 who came and left did so within the meeting, and in this order', () => {
  const meeting = { openedAt: '2026-03-12T10:00:00Z', cameAt: null, now: '2026-03-12T11:00:00Z' }
  expect(attendanceFault('2026-03-12T10:00:00Z', meeting)).toBeNull()
  expect(attendanceFault('2026-03-12T11:00:00Z', meeting)).toBeNull()
  expect(attendanceFault('2026-03-12T11:00:01Z', meeting)?.code).toBe('to_come')
  expect(attendanceFault('2026-03-12T09:59:59Z', meeting)?.code).toBe('before_opening')
  expect(attendanceFault('2026-03-12T10:10:00Z', { ...meeting, cameAt: '2026-03-12T10:20:00Z' })?.code).toBe(
    'before_coming',
  )
  expect([attendedAs('lead_member'), attendedAs('secondary_member'), attendedAs('practitioner')]).toEqual([
    'lead',
    'second',
    'another',
  ])
})
