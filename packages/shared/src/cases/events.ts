import type { Events } from '../events/declaring.ts'

export const caseEvents = {
  'case.held': {
    inside: { caseId: 'always', holdId: 'always' },
  },
  'case.hold_lifted': {
    inside: { caseId: 'always', holdId: 'always' },
  },
  'case.files_joined': {
    inside: { joinId: 'always' },
  },
  'case.files_parted': {
    inside: { joinId: 'always' },
  },
} as const satisfies Events
