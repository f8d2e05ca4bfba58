import { describe, expect, test } from 'vitest'
import {
  afterSaving,
  conflictsOf,
  isEmpty,
  restored,
  sendable,
  settled,
  shownWords,
  typedInto,
} from './recording.ts'

const saved = { riskPlan: 'Patrol', supportPlan: 'Room' }

describe('MTG-7: several people write, and nothing typed is lost', () => {
  test('typing shows what is typed, and leaves nothing to send when it is taken back', () => {
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    expect(shownWords(typed, saved, 'riskPlan')).toBe('Patrol at ten')
    expect(shownWords(typed, saved, 'supportPlan')).toBe('Room')
    expect(sendable(typed, saved)).toEqual({ riskPlan: 'Patrol at ten' })
    expect(isEmpty(typedInto(typed, 'riskPlan', 'Patrol', saved))).toBe(true)
  })

  test('another’s change to another part does not stand in the way', () => {
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    const now = { ...saved, supportPlan: 'Room with a lock' }
    expect(conflictsOf(typed, now, {})).toEqual([])
    expect(sendable(typed, now)).toEqual({ riskPlan: 'Patrol at ten' })
  })

  test('another’s change to the same part is a conflict: it is not sent, and what was typed stays', () => {
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    const now = { ...saved, riskPlan: 'Patrol at nine' }
    expect(conflictsOf(typed, now, {})).toEqual(['riskPlan'])
    expect(sendable(typed, now)).toEqual({})
    expect(shownWords(typed, now, 'riskPlan')).toBe('Patrol at ten')
  })

  test('typing on during a conflict does not make it go away', () => {
    const now = { ...saved, riskPlan: 'Patrol at nine' }
    const typed = typedInto(
      typedInto({}, 'riskPlan', 'Patrol at ten', saved),
      'riskPlan',
      'Patrol at te',
      now,
    )
    expect(conflictsOf(typed, now, {})).toEqual(['riskPlan'])
  })

  test('a settled conflict is sent with the words chosen; choosing theirs sends nothing', () => {
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    const now = { ...saved, riskPlan: 'Patrol at nine' }
    expect(sendable(settled(typed, 'riskPlan', 'Patrol at ten', now), now)).toEqual({
      riskPlan: 'Patrol at ten',
    })
    expect(isEmpty(settled(typed, 'riskPlan', 'Patrol at nine', now))).toBe(true)
  })

  test('words typed while others were on their way are kept and sent next', () => {
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    const sent = sendable(typed, saved)
    const more = typedInto(typed, 'riskPlan', 'Patrol at ten and two', saved)
    const now = { ...saved, ...sent }
    expect(conflictsOf(more, now, sent)).toEqual([])
    const left = afterSaving(more, sent)
    expect(conflictsOf(left, now, {})).toEqual([])
    expect(sendable(left, now)).toEqual({ riskPlan: 'Patrol at ten and two' })
  })

  test('what was saved needs no saving again', () => {
    const typed = typedInto({}, 'decisions', 'Flag her name', saved)
    expect(isEmpty(afterSaving(typed, sendable(typed, saved)))).toBe(true)
  })

  test('words that arrived although the answer was lost are not taken for another’s', () => {
    const typed = typedInto({}, 'decisions', 'Flag', saved)
    const now = { ...saved, decisions: 'Flag' }
    expect(conflictsOf(typed, now, {})).toEqual([])
    expect(sendable(typed, now)).toEqual({})
    expect(conflictsOf(typedInto(typed, 'decisions', 'Flag her name', now), now, {})).toEqual([])
  })

  test('what was kept on the device comes back after a crash, but for what arrived and what was typed since', () => {
    const kept = typedInto(typedInto({}, 'riskPlan', 'Patrol at ten', saved), 'decisions', 'Flag', saved)
    expect(restored(kept, {}, saved)).toEqual(kept)
    expect(isEmpty(restored(kept, {}, { ...saved, riskPlan: 'Patrol at ten', decisions: 'Flag' }))).toBe(true)
    const since = typedInto({}, 'riskPlan', 'Patrol at two', saved)
    expect(shownWords(restored(kept, since, saved), saved, 'riskPlan')).toBe('Patrol at two')
    // Somebody else wrote meanwhile: both are shown.
    expect(conflictsOf(restored(kept, {}, saved), { ...saved, riskPlan: 'Patrol at nine' }, {})).toEqual([
      'riskPlan',
    ])
  })

  test('taking back one’s own words in a conflict leaves theirs', () => {
    const now = { ...saved, riskPlan: 'Patrol at nine' }
    const typed = typedInto({}, 'riskPlan', 'Patrol at ten', saved)
    expect(isEmpty(typedInto(typed, 'riskPlan', 'Patrol', now))).toBe(true)
  })
})
