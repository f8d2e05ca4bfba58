import type { Permission } from '@alongside/shared/access'
import type { SystemState } from '@alongside/shared/systems/values'

/** What a scope lets a case system do, for the person who answers for it. */
export const scopeWords: Partial<Record<Permission, string>> = {
  'events:read': 'Read what happens, as a feed of events',
  'referrals:write': 'File referrals, and change and withdraw its own',
  'referrals:read': 'Follow my agency’s referrals',
  'limits:record': 'Record what somebody refuses, and that she withdraws',
  'meetings:read': 'Read meeting dates',
  'items:read': 'Read agenda items that my agency may see',
  'actions:read': 'Read my agency’s actions',
  'actions:report': 'Start and close my agency’s actions',
  'flags:read': 'Read which flags my agency is asked for',
  'flags:confirm': 'Confirm flags, and report them taken down',
}

export const stateWords = {
  proposed: 'Waits for the coordinator',
  agreed: 'Agreed',
  declined: 'Not agreed',
  ended: 'Ended',
} as const satisfies Record<SystemState, string>

/** Blocks of addresses as typed: one a line, or separated by commas. */
export const blocksIn = (typed: string): string[] => typed.split(/[\s,;]+/).filter((block) => block !== '')
