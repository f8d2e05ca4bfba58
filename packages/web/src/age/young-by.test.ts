import { expect, it } from 'vitest'
import { youngBy } from './young-by.ts'

const today = '2026-11-30'

it('REF-3 what to do for a child stands right after the answer that says she may be one', () => {
  expect(youngBy({ born: '2010' }, today)).toBe('born')
  expect(youngBy({ born: '2009-05-01', belief: 'may_be_under_18' }, today)).toBe('born')
  expect(youngBy({ stated: '17', statedOn: today }, today)).toBe('stated')
  expect(youngBy({ belief: 'may_be_under_18' }, today)).toBe('belief')
  expect(youngBy({ born: '1991', stated: '35', statedOn: today }, today)).toBeNull()
})
