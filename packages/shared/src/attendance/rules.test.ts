import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roles } from '../access.ts'
import { attendanceOf } from './rules.ts'

const meetings = fc.record({
  closed: fc.boolean(),
  present: fc.array(fc.constantFrom(...roles), { maxLength: 4 }),
  apologies: fc.boolean(),
})
const attended = ['lead', 'second', 'another']

it('MTG-6 an agency attended exactly when somebody of it signed and no apologies stand', () => {
  fc.assert(
    fc.property(meetings, (meeting) => {
      expect(attended.includes(attendanceOf(meeting))).toBe(meeting.present.length > 0 && !meeting.apologies)
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

it('MTG-6 the lead member counts before the secondary, and in whatever order they signed', () => {
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
