import type { LeftWorkKind } from './values.ts'

export const leftWorkWords = {
  action: 'Action',
  draft: 'Draft of a referral',
  returned: 'Referral that came back with questions',
  consent: 'Consent: ask her again before it ends',
  review: 'Review of how she is doing',
  papers: 'Paper copy to be given back',
  emergency: 'Emergency access: what was done was not told',
  asked_by_name: 'Question by name in an emergency, not answered yet',
  on_call: 'Turn on the on-call list',
  system: 'Answering for the agency’s case system',
} as const satisfies Record<LeftWorkKind, string>

/** The same counted: «2 actions». */
const leftWorkCounted = {
  action: ['action', 'actions'],
  draft: ['draft of a referral', 'drafts of referrals'],
  returned: ['referral that came back', 'referrals that came back'],
  consent: ['consent to ask about again', 'consents to ask about again'],
  review: ['review of how somebody is doing', 'reviews of how somebody is doing'],
  papers: ['paper copy', 'paper copies'],
  emergency: ['emergency access to tell of', 'emergency accesses to tell of'],
  asked_by_name: ['question in an emergency', 'questions in an emergency'],
  on_call: ['turn on the on-call list', 'turns on the on-call list'],
  system: ['case system to answer for', 'case systems to answer for'],
} as const satisfies Record<LeftWorkKind, readonly [string, string]>

/** «2 actions, one draft of a referral». */
export const countedWork = (kinds: readonly { kind: LeftWorkKind; things: number }[]): string =>
  kinds
    .map(({ kind, things }) =>
      things === 1 ? `one ${leftWorkCounted[kind][0]}` : `${things} ${leftWorkCounted[kind][1]}`,
    )
    .join(', ')
