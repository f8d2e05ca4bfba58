import { isTrueOf, type Role } from '../access.ts'
import type { ProblemCode } from '../problems.ts'
import type { UnusualKind } from './values.ts'

/** Minutes within which an open page that reads the same again is told with the look before (ACC-7). */
export const refreshMinutes = 15

/**
 * ACC-11: from how many within how many minutes reading is unusual: of different cases opened, of different searches that
 * found nobody, of different things refused. A system reads for everybody of its agency, and so more.
 */
export const unusual: Readonly<Record<UnusualKind, { person: number; system: number; minutes: number }>> = {
  many_cases: { person: 20, system: 200, minutes: 60 },
  empty_searches: { person: 8, system: 40, minutes: 60 },
  denied_reads: { person: 5, system: 20, minutes: 15 },
}

/** ACC-11: why this person does not answer for what was unusual; null where she does. Her own she does not even see. */
export function whyNotAnswer(
  reading: { forChair: boolean; answeredAt: string | null },
  role: Role | null,
): ProblemCode | null {
  if (reading.answeredAt !== null) return 'audit.answered'
  return isTrueOf(reading.forChair ? 'chairs' : 'coordinates', role) ? null : 'audit.for_another'
}
