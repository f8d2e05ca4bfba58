import { expect, test } from 'vitest'
import { faultOf, fieldAt, itemEdit, limitOf } from './drafting.ts'

test('MTG-8 what is changed is sent as the API takes it, each text by itself', () => {
  expect(itemEdit({ riskPlan: 'The police patrol.', decisions: '' })).toEqual({
    record: { riskPlan: 'The police patrol.', decisions: '' },
  })
  expect(itemEdit({ 'contribution 1': 'She said no.', deferredFor: 'Later' })).toEqual({
    contributions: [{ id: '1', words: 'She said no.' }],
    deferredFor: 'Later',
  })
})

test('MTG-8 what an agency said is reworded and never emptied; a part of the record may be', () => {
  expect(faultOf('contribution 1', ' ')).toMatch('Keep some words here')
  expect(faultOf('riskPlan', '')).toBeNull()
  expect(faultOf('notes', '')).toBeNull()
})

test('MTG-8 a text that is too long is named by how much', () => {
  expect(faultOf('riskPlan', 'x'.repeat(limitOf('riskPlan') + 2))).toBe(
    '2 characters too many. Shorten it to 20,000',
  )
  expect(faultOf('deferredFor', 'x'.repeat(8000))).toBeNull()
})

test('MTG-8 a text that the API refuses is found again', () => {
  const changed = { 'contribution 7': 'A', 'contribution 9': 'B', riskPlan: 'C' }
  expect(fieldAt('/contributions/1/words', changed)).toBe('contribution 9')
  expect(fieldAt('/record/riskPlan', changed)).toBe('riskPlan')
  expect(fieldAt('/whatChanged', changed)).toBe('whatChanged')
})
