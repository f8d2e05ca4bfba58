import { expect, it } from 'vitest'
import { periodsBetween } from './periods.ts'

it('MON-1 the periods to choose from begin with the one in which the partnership was founded', () => {
  expect(periodsBetween('2025-12-31', '2026-05-01').map(({ name }) => name)).toEqual([
    ...['2026-year', '2026-Q1'],
    ...['2025-year', '2025-Q4', '2025-Q3'],
  ])
  expect(periodsBetween('2026-04-01', '2026-04-01').map(({ name }) => name)).toEqual(['2026-year', '2026-Q1'])
})
