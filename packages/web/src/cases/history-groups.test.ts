import type { HistoryEntry } from '@alongside/shared/cases/history'
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

const idsOf = (entries: HistoryEntry[]) => historyGroups(entries).map((group) => group.map(({ id }) => id))

test('REF-11: what belongs together stands together, newest first, the state leading', () => {
  const accepted = entry('3 accepted', { subject: 'referral', from: 'submitted', to: 'accepted' })
  const listed = entry('5 listed', { subject: 'referral', from: 'accepted', to: 'listed' })
  const meeting = entry('4 meeting', { subject: 'referral', field: 'meeting', to: '2026-05-14T09:00:00Z' })
  const owner = entry('1 owner', { field: 'owner', to: 'Harbour Homes' })
  const open = entry('2 open', { to: 'open' })
  const later = entry('6 later', { at: '2026-04-10T10:00:00Z', from: 'open', to: 'done' })
  expect(idsOf([later, listed, meeting, accepted, open, owner])).toEqual([
    ['6 later'],
    ['3 accepted', '4 meeting', '5 listed'],
    ['2 open', '1 owner'],
  ])
})

test('REF-11: two things of one kind at one moment stay two, and so do two people', () => {
  const first = [entry('1', { to: 'open' }), entry('2', { field: 'owner', to: 'Harbour Homes' })]
  const second = [entry('3', { to: 'open' }), entry('4', { field: 'owner', to: 'Eastmarsh Hospital' })]
  expect(idsOf([...first, ...second, entry('5', { by: 'Sam Osei' })])).toEqual([
    ['5'],
    ['3', '4'],
    ['1', '2'],
  ])
})
