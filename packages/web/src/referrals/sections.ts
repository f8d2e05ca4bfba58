import type { Fault } from '@alongside/shared/problems'
import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'

interface FormSection {
  key: Section
  /** In the address. */
  slug: string
  title: string
  hint?: string
  /** Nothing in it is asked for before submission. */
  optional?: boolean
}

/** The pages of the form, in its order (REF-2). Equality comes last. */
export const formSections: readonly FormSection[] = [
  { key: 'addressedTo', slug: 'for-whom', title: 'Who this referral is for' },
  { key: 'person', slug: 'person', title: 'Who she is, and how to reach her safely' },
  { key: 'whereabouts', slug: 'whereabouts', title: 'Where she is' },
  { key: 'children', slug: 'children', title: 'Children' },
  {
    key: 'peopleWhoHarm',
    slug: 'people-who-harm',
    title: 'People who harm her',
    hint: 'Read by few',
    optional: true,
  },
  {
    key: 'indicators',
    slug: 'indicators',
    title: 'What puts her at risk',
    hint: 'These answers give the light',
  },
  {
    key: 'criterion',
    slug: 'criterion',
    title: 'Why the meeting',
    hint: 'Only for a referral to the meeting',
  },
  { key: 'consent', slug: 'consent', title: 'Consent, or sharing without it' },
  { key: 'safeguarding', slug: 'safeguarding', title: 'Care and support needs' },
  { key: 'herVoice', slug: 'her-voice', title: 'Her own words' },
  { key: 'request', slug: 'request', title: 'What you ask for' },
  { key: 'reReferral', slug: 're-referral', title: 'Whether she was discussed before', optional: true },
  { key: 'referrer', slug: 'about-you', title: 'About you' },
  {
    key: 'equality',
    slug: 'equality',
    title: 'Equality questions',
    hint: 'Optional. Counted only, to see whom the partnership misses',
    optional: true,
  },
]

export const sectionBySlug = (slug: string) => formSections.find((section) => section.slug === slug)

/** The page after this one; undefined after the last. The criterion is asked for the meeting alone. */
export function nextSection(key: Section, answers: ReferralAnswers): FormSection | undefined {
  const asked = formSections.filter((section) => section.key === key || isAsked(section.key, answers))
  return asked[asked.findIndex((section) => section.key === key) + 1]
}

export const isAsked = (key: Section, answers: ReferralAnswers): boolean =>
  key !== 'criterion' || answers.addressedTo?.meeting === true || answers.criterion !== undefined

/** Sections that are asked on the page of another. */
export const askedWith: Partial<Record<Section, Section>> = {
  raisedLight: 'indicators',
  reach: 'person',
  otherForums: 'request',
}

/** On which page the answer at this pointer stands. */
export function sectionOf(pointer: string): FormSection | undefined {
  const key = pointer.split('/')[2] as Section
  return formSections.find((section) => section.key === (askedWith[key] ?? key))
}

export const faultsIn = (section: FormSection, faults: readonly Fault[]): Fault[] =>
  faults.filter(({ pointer }) => sectionOf(pointer) === section)

export type SectionStatus = { words: string; state: 'empty' | 'unfinished' | 'complete' | 'optional' }

/** How far a section is: its faults are those that submission would name. */
export function statusOf(
  section: FormSection,
  answers: ReferralAnswers,
  faults: readonly Fault[],
): SectionStatus {
  const open = faultsIn(section, faults)
  const begun = Object.keys(answers[section.key] ?? {}).length > 0
  const contradictions = open.filter(({ code }) => code !== 'missing').length
  if (contradictions > 0) return { words: 'Look again', state: 'unfinished' }
  if (open.length > 0 && !begun) return { words: 'Not started', state: 'empty' }
  if (open.length > 0) return { words: `${open.length} to answer`, state: 'unfinished' }
  if (!begun) return { words: 'Optional', state: 'optional' }
  return { words: 'Completed', state: 'complete' }
}
