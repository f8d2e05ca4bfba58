import { workingCalendar } from '@alongside/shared/calendar'
import type { HistoryEntry } from '@alongside/shared/cases/history'
import { expect, test } from 'vitest'
import { historyWords } from './history-words.ts'

const calendar = workingCalendar('Europe/London', [])
const entry = (part: Partial<HistoryEntry>): HistoryEntry => ({
  id: '1',
  at: '2026-04-09T10:00:00Z',
  by: 'Jo Mbeki',
  agencyName: 'Lantern',
  subject: 'referral',
  field: 'state',
  from: null,
  to: null,
  reason: null,
  ...part,
})
const words = (part: Partial<HistoryEntry>) => historyWords(calendar, entry(part))

test('REF-11: a change is told with what it was and what it became', () => {
  expect(words({ from: 'draft', to: 'submitted' })).toBe('Referral: from draft to submitted')
  expect(words({ field: 'light', from: 'amber', to: 'red' })).toBe('Referral light: from amber to red')
  expect(words({ subject: 'action', field: 'due', from: '2026-04-09', to: '2026-04-16T22:59:59Z' })).toBe(
    'Action due date: from 9 April 2026 to 16 April 2026, end of day',
  )
  expect(words({ field: 'meeting', from: '2026-04-09T09:00:00Z', to: '2026-04-09T09:00:00Z' })).toBe(
    'Referral meeting: 9 April 2026, 10:00',
  )
  expect(words({ subject: 'consent', to: 'given' })).toBe('Consent: given')
  expect(words({ field: 'meeting', to: '01995b1c-7d00-7000-8000-000000000001' })).toBe(
    'Referral meeting: another',
  )
})

test('API-5: a state is told in words, not by its token', () => {
  expect(words({ subject: 'action', from: 'open', to: 'in_progress' })).toBe(
    'Action: from open to in progress',
  )
  expect(words({ subject: 'flag', from: 'confirmed', to: 'to_take_down' })).toBe(
    'Flag: from confirmed to to be taken down',
  )
  expect(words({ subject: 'outcomes', to: 'three_months' })).toBe('How she is doing: 3 months on')
  expect(words({ subject: 'outcomes', to: 'other_put_right' })).toBe(
    'How she is doing: in between, put right',
  )
  expect(words({ subject: 'disclosure', from: 'asked', to: 'declined' })).toBe(
    'Release to somebody outside: from waits for the coordinator to not agreed',
  )
})
