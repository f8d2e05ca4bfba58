import type { MeetingSummary } from './schema.ts'

/** How a meeting is held, within a sentence. */
export const modeWords = {
  in_person: 'in person',
  online: 'online',
  hybrid: 'in person and online',
  phone: 'by phone',
} as const satisfies Record<MeetingSummary['mode'], string>
