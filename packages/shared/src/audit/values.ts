/** ACC-11: what reading is unusual by. */
export const unusualKinds = ['many_cases', 'empty_searches', 'denied_reads'] as const
export type UnusualKind = (typeof unusualKinds)[number]

/** What was made of it. */
export const readingFindings = ['explained', 'taken_further'] as const
export type ReadingFinding = (typeof readingFindings)[number]
