import type { DocumentKind } from './rules.ts'
import type { CopyState } from './values.ts'

/** MTG-4, as the name of a document within a sentence. */
export const documentWords = {
  agenda: 'agenda',
  pack: 'pack',
  attendance_list: 'attendance list',
  minutes: 'minutes',
  action_log: 'action log',
} as const satisfies Record<DocumentKind, string>

export const copyStateWords = {
  made: 'made',
  handed_out: 'handed out',
  collected: 'collected',
  destroyed: 'destroyed',
  lost: 'lost',
  written_off: 'not found, and seen to',
} as const satisfies Record<CopyState, string>

/** HRM-1: in a pack, in place of her papers; it says neither who is asked about nor that somebody harms her. */
export const awaitsWords =
  'Her papers follow once the lead of your agency has answered a question that waits on their work. Ask them today, and make the copy again.'
