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
  open: 'Open',
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
