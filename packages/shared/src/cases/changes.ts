import type { Changing } from '../audit.ts'

export const caseChanges = {
  case: { is: 'Case', states: { emergency_access: 'emergency access' } },
  joined_files: { is: 'Files of one person' },
} as const satisfies Changing
