import type { Changing } from '@alongside/shared/audit'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { HistoryEntry } from '@alongside/shared/cases/history'
import { changes } from '@alongside/shared/changes'
import { dateWords, momentWords } from '../time/words.ts'

const fields = {
  state: '',
  light: 'light',
  due: 'due date',
  owner: 'owner',
  meeting: 'meeting',
  escalation: 'escalation',
  age: 'age',
} as const satisfies Record<HistoryEntry['field'], string>

/** REF-11: what changed, from what to what: "Referral light: amber → red" with an arrow that is read as "to". */
export function historyWords(calendar: WorkingCalendar, entry: HistoryEntry): string {
  const what = [changes[entry.subject].is, fields[entry.field]].filter(Boolean).join(' ')
  const from = entry.from && valueWords(calendar, entry.subject, entry.from)
  const to = entry.to && valueWords(calendar, entry.subject, entry.to)
  if (from && to && from !== to) return `${what}: from ${from} to ${to}`
  if (to) return `${what}: ${to}`
  return from ? `${what}: no longer ${from}` : what
}

/** States by their words, dates and instants in words; an id says nothing to anybody. */
function valueWords(calendar: WorkingCalendar, subject: HistoryEntry['subject'], value: string): string {
  const { states: words }: Changing[string] = changes[subject]
  if (words && Object.hasOwn(words, value)) return words[value] ?? value
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dateWords(value)
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return momentWords(calendar, value).replace(', 23:59', ', end of day')
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? 'another' : value
}
