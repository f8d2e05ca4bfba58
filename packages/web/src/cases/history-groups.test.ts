import type { HistoryEntry } from '@alongside/shared/referrals/schema'
import { expect, test } from 'vitest'
import { historyGroups } from './history-groups.ts'

const entry = (id: string, part: Partial<HistoryEntry>): HistoryEntry => ({
  id,
  at: '2026-04-09T10:00:00Z',
  by: 'Jo Mbeki',
  agencyName: 'Lantern',
  subject: 'action',
  field: 'state',
  from: null,
  to: null,
  reason: null,
  ...part,
})

test('REF-11: what belongs together stands together, newest first, the state leading', () => {
  const groups = historyGroups([
    entry('due', { field: 'due' }),
    entry('state', {}),
    entry('later', { at: '2026-04-10T10:00:00Z' }),
    entry('another', { by: 'Sam Osei' }),
    entry('referral', { subject: 'referral' }),
  ])
  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
    ['later'],
    ['state', 'due'],
    ['another'],
    ['referral'],
  ])
})
