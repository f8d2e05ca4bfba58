import { expect, test } from 'vitest'
import { answered } from './answered.ts'

const answers: { takenBy?: string; agencies?: string[] } = { takenBy: 'Jo', agencies: ['a'] }

test('an answer replaces the one before and leaves the others', () => {
  expect(answered(answers, 'takenBy', 'Sam')).toEqual({ takenBy: 'Sam', agencies: ['a'] })
})

test('an empty answer is left out rather than sent blank', () => {
  expect(answered(answers, 'takenBy', '')).not.toHaveProperty('takenBy')
  expect(answered(answers, 'takenBy', undefined)).not.toHaveProperty('takenBy')
  expect(answered(answers, 'agencies', [])).not.toHaveProperty('agencies')
})

test('the answers given are not changed', () => {
  answered(answers, 'takenBy', 'Sam')
  expect(answers.takenBy).toBe('Jo')
})
