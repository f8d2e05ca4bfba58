import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meetingTime, spentOn, timeOf } from './time.ts'

const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(1_770_000_000_000 + seconds * 1000)
const line = (minutes: number, spentSeconds = 0, runningSince: string | null = null) => ({
  state: 'listed' as 'listed' | 'discussed' | 'deferred',
  minutes,
  spentSeconds,
  runningSince,
})

describe('MTG-7 time is kept for each item', () => {
  test('what was spent before and what runs now count together; a clock that is behind takes nothing off', () => {
    expect(spentOn(line(10, 90), at(500))).toBe(90)
    expect(spentOn(line(10, 90, at(0).toString()), at(60))).toBe(150)
    expect(spentOn(line(10, 90, at(60).toString()), at(0))).toBe(90)
  })

  test.each([
    ['not begun', line(10), 500],
    ['within', line(10, 0, at(0).toString()), 0],
    ['within', line(10, 0, at(0).toString()), 479],
    ['ending', line(10, 0, at(0).toString()), 480],
    ['ending', line(10, 0, at(0).toString()), 600],
    ['over', line(10, 0, at(0).toString()), 601],
    ['ending', line(3, 120), 0],
    ['within', line(3, 119), 0],
  ] as const)('%s', (expected, item, now) => expect(timeOf(item, at(now))).toBe(expected))

  test('an item only ever goes on in its time', () => {
    const order = ['not begun', 'within', 'ending', 'over']
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 240 }),
        fc.nat(20_000),
        fc.nat(20_000),
        fc.nat(20_000),
        (minutes, spent, earlier, more) => {
          const item = line(minutes, spent, at(0).toString())
          expect(order.indexOf(timeOf(item, at(earlier + more)))).toBeGreaterThanOrEqual(
            order.indexOf(timeOf(item, at(earlier))),
          )
        },
      ),
    )
  })
})

describe('MTG-7 the coordinator sees whether the meeting runs late', () => {
  const meeting = (...agenda: ReturnType<typeof line>[]) => ({ startsAt: at(0).toString(), agenda })

  test('on time as long as items take their minutes', () => {
    const agenda = meeting(line(10, 0, at(0).toString()), line(5))
    expect(meetingTime(agenda, at(300))).toEqual({ planned: 900, spent: 300, left: 600, late: 0 })
  })

  test('late by what an item took over its time, and by what began late', () => {
    const over = meeting({ ...line(10, 700), state: 'discussed' }, line(5))
    expect(meetingTime(over, at(700)).late).toBe(100)
    expect(meetingTime(meeting(line(10), line(5)), at(240)).late).toBe(240)
  })

  test('an item put off gives its time back', () => {
    const early = meeting({ ...line(10), state: 'deferred' }, line(5))
    expect(meetingTime(early, at(0))).toEqual({ planned: 900, spent: 0, left: 300, late: -600 })
  })

  test('waiting makes nothing earlier', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(5_000), (now, more, spent) => {
        const agenda = meeting(line(15, spent, at(0).toString()), line(10))
        expect(meetingTime(agenda, at(now + more)).late).toBeGreaterThanOrEqual(
          meetingTime(agenda, at(now)).late,
        )
      }),
    )
  })
})
