import type { Section } from './schema.ts'

export interface FormSection {
  key: Section
  /** In the address of its page. */
  slug: string
  title: string
  hint?: string
  /** Nothing in it is asked for before submission. */
  optional?: boolean
}

/** The pages of the form, in its order (REF-2), on the screen and on paper. Equality comes last. */
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

/** Sections that are asked on the page of another. */
export const askedWith: Partial<Record<Section, Section>> = {
  raisedLight: 'indicators',
  reach: 'person',
  otherForums: 'request',
}
