import { actionStateWords } from '@alongside/shared/actions/words'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { HistoryEntry } from '@alongside/shared/cases/history'
import type { DisclosureState } from '@alongside/shared/disclosures/values'
import type { FlagState } from '@alongside/shared/flags/contract'
import type { Occasion } from '@alongside/shared/outcomes/values'
import { dateWords, momentWords } from '../time/words.ts'

const subjects = {
  referral: 'Referral',
  consent: 'Consent',
  safeguarding: 'Safeguarding',
  agenda_item: 'Agenda item',
  invitation: 'Invitation',
  action: 'Action',
  case: 'Case',
  joined_files: 'Files of one person',
  flag: 'Flag',
  outcomes: 'How she is doing',
  disclosure: 'Release to somebody outside',
} as const satisfies Record<HistoryEntry['subject'], string>

const fields = {
  state: '',
  light: 'light',
  due: 'due date',
  owner: 'owner',
  meeting: 'meeting',
  escalation: 'escalation',
} as const satisfies Record<HistoryEntry['field'], string>

/** REF-11: what changed, from what to what: "Referral light: amber → red" with an arrow that is read as "to". */
export function historyWords(calendar: WorkingCalendar, entry: HistoryEntry): string {
  const what = [subjects[entry.subject], fields[entry.field]].filter(Boolean).join(' ')
  const from = entry.from && valueWords(calendar, entry.subject, entry.from)
  const to = entry.to && valueWords(calendar, entry.subject, entry.to)
  if (from && to && from !== to) return `${what}: from ${from} to ${to}`
  if (to) return `${what}: ${to}`
  return from ? `${what}: no longer ${from}` : what
}

const occasionWords = {
  referral: 'referral',
  three_months: '3 months',
  six_months: '6 months',
  twelve_months: '12 months',
  other: 'other',
} as const satisfies Record<Occasion, string>

/** What a state is called in the history of its subject; one that is not here is its own word. */
const states: { [S in HistoryEntry['subject']]?: Readonly<Record<string, string>> } = {
  referral: { named_at_triage: 'named at triage' },
  consent: { in_force: 'in force', shared_without_consent: 'shared without consent' },
  action: actionStateWords,
  case: { emergency_access: 'emergency access' },
  flag: {
    asked: 'asked',
    confirmed: 'confirmed',
    to_take_down: 'to take down',
    taken_down: 'taken down',
    no_longer_asked: 'no longer asked',
  } satisfies Record<FlagState, string>,
  outcomes: {
    ...occasionWords,
    ...Object.fromEntries(
      Object.entries(occasionWords).map(([occasion, words]) => [
        `${occasion}_put_right`,
        `${words}, put right`,
      ]),
    ),
  },
  disclosure: { asked: 'asked', agreed: 'agreed', declined: 'not agreed' } satisfies Record<
    DisclosureState,
    string
  >,
}

/** States by their words, dates and instants in words; an id says nothing to anybody. */
function valueWords(calendar: WorkingCalendar, subject: HistoryEntry['subject'], value: string): string {
  const words = states[subject]
  if (words && Object.hasOwn(words, value)) return words[value] ?? value
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dateWords(value)
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return momentWords(calendar, value).replace(', 23:59', ', end of day')
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? 'another' : value
}
