import type { Fault } from '@alongside/shared/problems'
import { isDate } from '../time/local.ts'

/** Dates that were begun and are none yet ('2026-13-', 31 April), by the key of their field. */
export const dateFaults = (dates: Readonly<Record<string, string | undefined>>): Fault[] =>
  Object.entries(dates)
    .filter(([, date]) => date !== undefined && date !== '' && !isDate(date))
    .map(([key]) => ({ pointer: `/${key}`, code: 'invalid', detail: 'Give a whole date, such as 31 3 2026' }))
