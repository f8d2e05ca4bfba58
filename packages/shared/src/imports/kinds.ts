import type { ProblemCode } from '../problems.ts'
import type { ImportState } from './values.ts'

/** What a spreadsheet holds, in the order in which they are imported: each names what the ones before it made. */
export const importKinds = ['agencies', 'people', 'referrals', 'actions'] as const
export type ImportKind = (typeof importKinds)[number]

export const rowsAtMost = 10_000
/** Hours that an uploaded spreadsheet waits. */
export const keptHours = 24

/** Interrupted, it may be started again: nothing of it was kept. */
export const importMoves = {
  start: { from: ['ready', 'interrupted'], to: 'running' },
  undo: { from: ['done'], to: 'undone' },
} as const satisfies Record<string, { from: readonly ImportState[]; to: ImportState }>

const whyNot =
  (move: keyof typeof importMoves) =>
  (state: ImportState): ProblemCode | null =>
    (importMoves[move].from as readonly ImportState[]).includes(state) ? null : 'import.wrong_state'
export const whyNotStartImport = whyNot('start')
export const whyNotUndoImport = whyNot('undo')

/** Whether its records were made, be it that they were taken back since; else it may come to make them. */
export const hasMade = (state: ImportState): boolean =>
  whyNotUndoImport(state) === null || state === importMoves.undo.to
