import { expect, it } from 'vitest'
import { checkFaults, isEndedOfLate, isStale } from './rules.ts'

it.each([
  ['on the ninetieth day', '2026-05-31', false],
  ['on the day after', '2026-06-01', true],
])('WRK-2 a warning that was checked on 2 March is stale %s: %s, %s', (_, today, stale) => {
  expect(isStale('2026-03-02', today)).toBe(stale)
})

it.each([
  [null, false],
  ['2026-02-01T09:00:01Z', true],
  ['2026-01-31T09:00:00Z', false],
])('WRK-2 a warning that was ended stays in sight for 30 days: ended %s, on 2 March %s', (at, shown) =>
  expect(
    isEndedOfLate(
      { ended: at === null ? null : { at, by: 'Jo', words: 'Given away' } },
      '2026-03-02T09:00:00Z',
    ),
  ).toBe(shown),
)

it('WRK-2 nothing is checked on a day that has not come', () => {
  expect(checkFaults({ checkedOn: '2026-03-03' }, '2026-03-02')).toHaveLength(1)
  expect(checkFaults({ checkedOn: '2026-03-02' }, '2026-03-02')).toEqual([])
})
