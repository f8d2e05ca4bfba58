import type { DocumentKind } from '../documents/rules.ts'
import type { DisclosureState, ReleasePart } from './values.ts'

/** CNF-1: what became of a copy that was asked for somebody outside. */
export const disclosureStateWords = {
  asked: 'waits for the coordinator',
  agreed: 'agreed',
  declined: 'not agreed',
  taken_back: 'taken back',
} as const satisfies Record<DisclosureState, string>

/** CNF-1: what a released copy may hold. */
const releasePartWords = {
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

/** A part as it is called in a document of that kind: an agenda holds of what was decided only what was put off. */
export const releasePartIn = (kind: DocumentKind, part: ReleasePart): string =>
  kind === 'agenda' && part === 'record'
    ? 'Which cases were put off, to when, and why'
    : releasePartWords[part]

/** CNF-1: to the recipient, on the copy: that there is a gap, and whom to ask; nothing of what stood or stands there. Empty: there is none. */
export const changedSince = (passages: number, whom: string): string =>
  passages === 0
    ? ''
    : `${passages === 1 ? '1 passage was' : `${passages} passages were`} changed or added after this copy was agreed to, and ${passages === 1 ? 'is' : 'are'} left out: ask ${whom}.`
