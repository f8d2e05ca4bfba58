import type { AfterNo } from './of-person.ts'
import type { Limit } from './schema.ts'
import type { DecidingSeat, LimitKind, LimitPurpose, OverrideState } from './values.ts'

export const limitKindWords = {
  agency: 'An agency',
  worker: 'One person who works at an agency',
  purpose: 'What it is used for',
  telling: 'A way of being told or reached',
} as const satisfies Record<LimitKind, string>

export const limitPurposeWords = {
  immigration_enforcement: 'Immigration enforcement',
  arrest_or_charge: 'Arresting or charging her',
  child_proceedings: 'Proceedings about her children',
  other: 'Something else, in her words',
} as const satisfies Record<LimitPurpose, string>

type Said = Pick<Limit, 'kind' | 'agencyName' | 'accountName' | 'purpose'>

/** What she refuses, after “She said no to”. */
export function limitWords({ kind, agencyName, accountName, purpose }: Said): string {
  if (kind === 'agency') return agencyName ?? 'an agency'
  if (kind === 'worker') return `${accountName ?? 'somebody'}, ${agencyName ?? 'an agency'}`
  if (kind === 'telling') return 'a way of being told or reached'
  return purpose && purpose !== 'other' ? limitPurposeWords[purpose].toLowerCase() : 'a use of what is known'
}

export const overrideStateWords = {
  asked: 'Waits for two decisions',
  open_for_hours: 'Open for hours, waits for two decisions',
  open: 'Agreed by two people',
  refused: 'Not agreed',
  closed: 'Closed, undecided',
  lapsed: 'Ended, nobody decided',
  replaced: 'Asked anew, urgently',
  lifted: 'She lifted her no',
  said_again: 'She said no again',
} as const satisfies Record<OverrideState, string>

export const seatWords = {
  referring: 'for the agency that referred her, or in its place',
  coordinator: 'as the coordinator, or in the coordinator’s place',
  on_call: 'on call, for hours',
} as const satisfies Record<DecidingSeat, string>

/** What it means for who reads the record that asked: whether anything is shared by it. */
export const overrideOutcomeWords = {
  asked: 'Nothing is shared yet.',
  open_for_hours: 'Shared for these hours alone.',
  open: 'It is shared.',
  refused: 'Nothing is shared.',
  closed: 'It was shared for hours, and is no longer.',
  lapsed: 'Nothing is shared.',
  replaced: 'Nothing is shared by this record.',
  lifted: 'Nothing is shared by this record.',
  said_again: 'Her no holds.',
} as const satisfies Record<OverrideState, string>

/** Before a no is recorded: what the agency that she refuses sees from then on. `name`: its own. */
export const afterNoWords = {
  ends: (name: string) => `${name} stops seeing her case at once.`,
  own_record: (name: string) => `${name} keeps what it wrote itself, and sees nothing else of her.`,
  seven_days: (name: string) =>
    `${name} sees her case without her consent. That ends within seven days, unless two people of two other agencies decide otherwise.`,
} as const satisfies Record<AfterNo, (name: string) => string>
