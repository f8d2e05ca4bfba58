import { expect, it } from 'vitest'
import { numberAndRest } from './number-and-rest.ts'

it('MTG-5 a number in where a meeting is held is found, with what stands around it', () => {
  expect(numberAndRest('Ring 01632 960 001, code 4711')).toEqual(['Ring ', '01632 960 001', ', code 4711'])
  expect(numberAndRest('+44 1632 960001')).toEqual(['', '+44 1632 960001', ''])
  expect(numberAndRest('The conference line, code 4711')).toBeNull()
})
