import { expect, test } from 'vitest'
import { toggled } from './checkboxes.tsx'

const housing = { value: 'housing', label: 'Housing' } as const
const health = { value: 'health', label: 'Health' } as const
const none = { value: 'none', label: 'None of these', exclusive: true } as const
const options = [housing, health, none]

test('chosen values keep the order of the options, whatever the order of the presses', () => {
  expect(toggled(housing, ['health'], options)).toEqual(['housing', 'health'])
})

test('a second press takes a value away', () => {
  expect(toggled(housing, ['housing', 'health'], options)).toEqual(['health'])
})

test('"None of these" clears the others, and another clears it', () => {
  expect(toggled(none, ['housing', 'health'], options)).toEqual(['none'])
  expect(toggled(health, ['none'], options)).toEqual(['health'])
})
