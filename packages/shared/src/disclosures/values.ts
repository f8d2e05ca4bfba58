import type { DocumentKind } from '../documents/rules.ts'

export const disclosureStates = ['asked', 'agreed', 'declined', 'taken_back'] as const
export type DisclosureState = (typeof disclosureStates)[number]

/** CNF-1: what a released copy may hold of a document, as it is cut to what the recipient needs. */
export const releaseParts = [
  'name',
  'light',
  'her_voice',
  'children',
  'reach',
  'warnings',
  'asks',
  'contributions',
  'plan',
  'record',
  'actions',
  'meeting',
] as const
export type ReleasePart = (typeof releaseParts)[number]

/** CNF-1: what each document holds that can leave. */
export const partsOf = {
  agenda: ['light', 'record', 'actions'],
  pack: [
    'name',
    'light',
    'her_voice',
    'children',
    'reach',
    'warnings',
    'asks',
    'contributions',
    'plan',
    'record',
    'actions',
  ],
  attendance_list: ['meeting'],
  minutes: ['name', 'light', 'her_voice', 'contributions', 'plan', 'record', 'actions', 'meeting'],
  action_log: ['light', 'actions'],
} as const satisfies Record<DocumentKind, readonly ReleasePart[]>

/** Of what the people in one document refuse, and of the cases that it leaves out. */
export const noesAtMost = 500
