import type { Changing } from '../audit.ts'

export const caseChanges = {
  case: { is: 'Case', states: { emergency_access: 'emergency access' } },
  case_hold: { is: 'Hold', states: { under_18: 'she is or may be under 18', died: 'she has died' } },
  joined_files: { is: 'Files of one person' },
} as const satisfies Changing
