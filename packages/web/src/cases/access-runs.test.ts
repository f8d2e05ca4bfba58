import type { AccessRecord } from '@alongside/shared/cases/contract'
import { expect, test } from 'vitest'
import { accessRuns } from './access-runs.ts'

const look = (at: string, other: Partial<AccessRecord> = {}): AccessRecord => ({
  id: at,
  at,
  name: 'Jo Mbeki',
  agencyName: 'Lantern',
  role: 'coordinator',
  action: 'item.read',
  basis: 'coordination',
  fromAddress: '127.0.0.1',
  refreshes: 0,
  refreshedUntil: null,
  ...other,
})

test('ACC-7: looks of one person in a row are told once, with how often and since when', () => {
  const runs = accessRuns([
    look('2026-04-09T10:02:00Z', { refreshes: 4, refreshedUntil: '2026-04-09T10:09:00Z' }),
    look('2026-04-09T10:01:00Z', { refreshes: 1, refreshedUntil: '2026-04-09T10:01:30Z' }),
    look('2026-04-09T10:00:00Z'),
  ])
  expect(runs).toMatchObject([
    {
      latest: { at: '2026-04-09T10:02:00Z' },
      from: '2026-04-09T10:00:00Z',
      times: 3,
      refreshes: 5,
      until: '2026-04-09T10:09:00Z',
    },
  ])
})

test('ACC-7: another person, another deed, another basis or another place begins a new line', () => {
  const times = ['10:04', '10:03', '10:02', '10:01', '10:00'].map((time) => `2026-04-09T${time}:00Z`)
  const others = [
    {},
    { name: 'Sam Osei' },
    { action: 'item.recorded' },
    { basis: 'consent' },
    { fromAddress: '::1' },
  ] as const
  const runs = accessRuns(times.map((time, index) => look(time, others[index])))
  expect(runs.map(({ times: count }) => count)).toEqual([1, 1, 1, 1, 1])
})
