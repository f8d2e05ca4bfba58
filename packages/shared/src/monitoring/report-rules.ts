import type { ProblemCode } from '../problems.ts'
import type { ReportState } from './values.ts'

/** MON-1: read by somebody, then published; until then it may be thrown away. What is published never changes. */
export const reportMoves = {
  check: { from: ['draft'], to: 'checked' },
  publish: { from: ['checked'], to: 'published' },
  discard: { from: ['draft', 'checked'], to: null },
} as const satisfies Record<string, { from: readonly ReportState[]; to: ReportState | null }>

const whyNot =
  (move: keyof typeof reportMoves) =>
  (state: ReportState): ProblemCode | null =>
    (reportMoves[move].from as readonly ReportState[]).includes(state) ? null : 'report.wrong_state'
export const whyNotCheckReport = whyNot('check')
/** It is also held against what was published since it was drawn (`report.out_of_date`), which the database knows. */
export const whyNotPublishReport = whyNot('publish')
export const whyNotDiscardReport = whyNot('discard')
