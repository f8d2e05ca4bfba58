import type { Look, OutcomeAnswers } from '@alongside/shared/outcomes/contract'
import { expect, test } from 'vitest'
import { answersOf, faultsIn, openGoals, skip, typedFrom } from './typed.ts'

const whole: OutcomeAnswers = {
  herWords: 'I sleep.',
  safety: 'mostly_safe',
  needs: { housing: 'some', legal: 'not_asked' },
  goals: [{ goal: 'My own front door', met: 'partly' }],
  exit: { wish: 'wants_it', progress: 'first_steps', steps: 'Two nights fewer' },
  policeCallOuts: 0,
  arrests: 'not_known',
}
const empty = typedFrom('other', '2026-03-02', {})

test('MON-2 what was skipped is left out, and comes back as skipped', () => {
  expect(answersOf(empty)).toEqual({})
  expect(answersOf(typedFrom('other', '2026-03-02', whole))).toEqual(whole)
})

test('MON-2 steps toward exit go only where she wants it; a goal without words is none', () => {
  const typed = typedFrom('other', '2026-03-02', whole)
  expect(answersOf({ ...typed, wish: 'not_now' }).exit).toEqual({ wish: 'not_now' })
  expect(answersOf({ ...typed, goals: [{ goal: ' ', met: 'met' }] }).goals).toBeUndefined()
})

test('MON-2 0, not known and nothing are told apart, and what is no number is named', () => {
  const withArrests = (number: string, unknown = false) => ({
    ...empty,
    counts: { ...empty.counts, arrests: { number, unknown } },
  })
  expect(answersOf(withArrests('0'))).toEqual({ arrests: 0 })
  expect(answersOf(withArrests('', true))).toEqual({ arrests: 'not_known' })
  expect(answersOf(withArrests(''))).toEqual({})
  expect(faultsIn(withArrests('two'), '2026-03-02').map(({ pointer }) => pointer)).toEqual([
    '/answers/arrests',
  ])
  expect(faultsIn(empty, '2026-03-02').map(({ pointer }) => pointer)).toEqual(['/answers'])
  expect(faultsIn(withArrests('3'), '2026-03-02')).toEqual([])
})

test('MON-2 goals that are not met are asked about again, not as a look that was put right had them; not asked, they are left out', () => {
  const look = (goal: string, met: 'not_yet' | 'met', replacedBy: string | null = null) =>
    ({ answers: { goals: [{ goal, met }] }, replacedBy, withheld: false }) as Look
  const goals = openGoals([
    look('See Mum', 'not_yet'),
    look('See Mum', 'met', 'another'),
    look('A dog', 'not_yet'),
    look('A dog', 'met'),
  ])
  expect(goals).toEqual([{ goal: 'See Mum', met: skip }])
  expect(answersOf({ ...empty, goals })).toEqual({})
})
