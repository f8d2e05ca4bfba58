import { expect, test } from 'vitest'
import { afterSaving, conflictsIn, itemEdit, sendable, typedInto } from './drafting.ts'

const saved = { riskPlan: 'Patrol', 'contribution 1': 'She refused.' }

test('MTG-8 what is typed is sent once, and what is typed meanwhile is kept', () => {
  let typed = typedInto({}, 'riskPlan', 'The police patrol.', saved)
  const sent = sendable(typed, saved)
  expect(itemEdit(sent)).toEqual({ record: { riskPlan: 'The police patrol.' } })
  typed = typedInto(typed, 'riskPlan', 'The police patrol daily.', saved)
  const now = { ...saved, ...sent }
  typed = afterSaving(typed, sent)
  expect(sendable(typed, now)).toEqual({ riskPlan: 'The police patrol daily.' })
  expect(typedInto(typed, 'riskPlan', 'The police patrol.', now)).toEqual({})
})

test('MTG-8 what somebody else worded meanwhile is a conflict, and is not overwritten', () => {
  const typed = typedInto({}, 'riskPlan', 'Mine', saved)
  const theirs = { ...saved, riskPlan: 'Theirs' }
  expect(conflictsIn(typed, theirs, {})).toEqual(['riskPlan'])
  expect(sendable(typed, theirs)).toEqual({})
  expect(conflictsIn(typed, theirs, { riskPlan: 'Theirs' })).toEqual([])
})

test('what an agency said is reworded and never emptied; a part of the record may be', () => {
  const typed = typedInto(typedInto({}, 'contribution 1', ' ', saved), 'riskPlan', '', saved)
  expect(sendable(typed, saved)).toEqual({ riskPlan: '' })
  expect(itemEdit({ 'contribution 1': 'She said no.', deferredFor: 'Later' })).toEqual({
    contributions: [{ id: '1', words: 'She said no.' }],
    deferredFor: 'Later',
  })
})
