import type { DisclosureState, ReleasePart } from './values.ts'

/** CNF-1: what became of a copy that was asked for somebody outside. */
export const disclosureStateWords = {
  asked: 'waits for the coordinator',
  agreed: 'agreed',
  declined: 'not agreed',
  taken_back: 'taken back',
} as const satisfies Record<DisclosureState, string>

/** CNF-1: what a released copy may hold. */
export const releasePartWords = {
  name: 'Her name',
  light: 'The light, and why it is so',
  her_voice: 'Her own words',
  children: 'Her children',
  reach: 'How it is safe to reach her',
  warnings: 'What a worker must know first',
  asks: 'What the referrer asks',
  contributions: 'What each agency shares',
  plan: 'The plan',
  record: 'What was decided, and why it was put off',
  actions: 'Actions',
  meeting: 'Who was there, and notes of the meeting',
} as const satisfies Record<ReleasePart, string>
